"""A letting is told in sentences: who was offered it, under which rule, and who was passed over and why."""

from __future__ import annotations

import pandas as pd
import pytest

from experiments.errors import InputError
from experiments.trace import dwelling_row, lettings

OFFERS = pd.DataFrame(
    [
        (3, 7, 0, "internal list", 10, "passed over", "too few rooms for four persons", 1, 5),
        (3, 7, 1, "municipal assignment", 11, "refused", "said no", 4, 1),
        (4, 7, 0, "ordinary waiting list", 12, "accepted", "said yes", 2, 41),
        (5, 8, 0, "ordinary waiting list", 13, "accepted", "said yes", 0, 12),
        (90, 7, 0, "second chance", 14, "refused", "said no", 0, 2),
    ],
    columns=[
        "month",
        "dwelling",
        "order",
        "rule",
        "household",
        "outcome",
        "reason",
        "score",
        "waited_months",
    ],
)


def test_every_letting_of_a_dwelling_is_told_in_order():
    first, second = lettings(OFFERS.sample(frac=1, random_state=1), 7, "granparken-0001")
    assert first.tenant is not None and first.tenant["household"] == 12
    assert second.tenant is None
    told = first.sentences()
    assert told[0].startswith("2015-05: granparken-0001 was let to household 000000000000000c")
    assert told[0].endswith("under the ordinary waiting list.")
    assert "passed over under the internal list of sitting tenants: too few rooms for four persons." in told[1]
    assert "under municipal assignment for urgent need it was offered" in told[2]
    assert "waited one month), who said no." in told[2]
    assert second.sentences()[0] == "2022-07: granparken-0001 was offered, and nobody has taken it."


def test_those_passed_over_alike_share_a_sentence_unless_all_are_asked_for():
    rows = [(3, 7, k, "flexible letting", k, "passed over", "other group", 1, 10 * k) for k in range(1, 6)]
    rows.append((3, 7, 6, "flexible letting", 6, "accepted", "said yes", 1, 5))
    (letting,) = lettings(pd.DataFrame(rows, columns=OFFERS.columns), 7, "x")
    assert len(letting.sentences()) == 3 and len(letting.sentences(full=True)) == 7
    assert "5 households were passed over" in letting.sentences()[1]
    assert "waited 10 to 50 months" in letting.sentences()[1]


def test_a_dwelling_never_vacant_has_no_letting():
    assert lettings(OFFERS, 99, "x") == []


LABELS = ["granparken-0001", "granparken-0002", None, float("nan"), ""]


def test_a_dwelling_is_named_by_row_or_label():
    assert dwelling_row("1", LABELS) == (1, "granparken-0002")
    assert dwelling_row(" Granparken-0002", LABELS) == (1, "granparken-0002")
    assert dwelling_row("4", LABELS) == (4, "dwelling 4")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("granparken-0003", "did you mean 'granparken-000"),
        ("5", "the place has dwellings 0..4"),
        ("-1", "no dwelling has this label"),
    ],
)
def test_an_unknown_dwelling_is_refused(text, message):
    with pytest.raises(InputError, match=message):
        dwelling_row(text, LABELS)
