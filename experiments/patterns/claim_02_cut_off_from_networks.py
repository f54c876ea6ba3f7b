"""Claim 2: concentration cuts people off from networks and norms outside."""

from experiments.validation.measure import claim, falls, level
from model.policies.policy import Text

PATTERN = claim(
    2,
    "cut_off_from_networks",
    Text("Concentration cuts off from networks and norms", "Koncentration afskærer fra netværk og normer"),
    Text(
        "A place of ill repute has fewer ties across its border, and where few work, few see what work gives.",
        "Et sted med dårligt ry har færre bånd på tværs af grænsen, og hvor få arbejder, ser få, hvad arbejde giver.",
    ),
    high={"ties.inward": 1.5, "mirror.visible": 2.0},
    low={"ties.inward": 0.0, "mirror.visible": 0.0},
    parts={
        "contacts": (
            falls("residents with friends outside", "beboere med venner uden for området", "percentage points", 2),
            level("outside_contacts", group="friends", scale=100.0),
        ),
        "agency": (
            falls("residents' agency", "beboernes handlekraft", "SD", 3),
            level("mean_agency"),
        ),
    },
    months=84,
)
