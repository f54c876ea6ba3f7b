"""The catalogue's 22 causal claims: those that no run of this model can show, and why."""

from __future__ import annotations

from model.policies.policy import Text

CLAIMS = 22

NOT_SHOWN: dict[int, tuple[Text, Text]] = {
    8: (
        Text("Parents are most open to help around birth.", "Forældre er mest åbne for hjælp omkring fødslen."),
        Text(
            "How many say yes to a visit is a number of the proposal, the same whenever it is asked, and there is no "
            "pregnancy in the model.",
            "Hvor mange der siger ja til et besøg, er et tal i forslaget, det samme når som helst der spørges, og der "
            "er ingen graviditet i modellen.",
        ),
    ),
    11: (
        Text(
            "Money by sector and year splits efforts and pays too little for prevention.",
            "Penge efter sektor og år splitter indsatser og betaler for lidt for forebyggelse.",
        ),
        Text(
            "Institutions have budgets by their roll and do not weigh this year's cost against later years; the ledger "
            "books who pays and who gains, and nobody acts on it.",
            "Institutioner har budget efter antal børn og vejer ikke årets udgift mod senere år; regnskabet viser, "
            "hvem der betaler og vinder, og ingen handler på det.",
        ),
    ),
}
"""By number: the claim, and the reason."""

NOT_DONE: tuple[tuple[Text, Text], ...] = (
    (
        Text(
            "Owning and the tax on it: Danish register studies find that who owns does not follow the tax deduction",
            "Ejerskab og skat: danske registerstudier finder, at hvem der ejer, ikke følger fradraget",
        ),
        Text(
            "Homes keep their tenure in the model, so the share of owners is given by the stock and cannot respond.",
            "Boliger beholder deres ejerform i modellen, så andelen af ejere er givet af boligerne og kan ikke ændre "
            "sig.",
        ),
    ),
)
"""Patterns that were asked for and cannot be tested, with the reason."""
