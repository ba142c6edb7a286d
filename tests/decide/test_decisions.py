"""Decisions: none without the customer's interest, a sound forecast and a review to come."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from emptychair import decide
from emptychair.core import Invalid, NotFound
from emptychair.store import Stores

INTEREST = "People know the day and need not stay at home for nothing"


def taken(stores: Stores, now: datetime, **changed: Any) -> int:
    given: dict[str, Any] = {"title": "Name the day honestly", "kind": "tactical", "customer_interest": INTEREST}
    given |= {"measure": "promise:on-time", "forecast": (5.0, 2.0, 8.0), "by": "COO", "now": now}
    given |= {"review_on": now.date() + timedelta(days=60)}
    return decide.decide(stores, **given | changed)


def test_a_decision_is_kept_with_all_that_will_judge_it(shop: Stores, noon: datetime) -> None:
    decided = decide.decision(shop, taken(shop, noon))
    assert (decided.customer_interest, decided.decided_by, decided.decided_at) == (INTEREST, "COO", noon)
    assert (decided.forecast, decided.forecast_low, decided.forecast_high) == (5, 2, 8)
    assert decided.reviewed_at is None
    assert decide.decisions(shop) == [decided]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"customer_interest": ""}, "customer interest"),
        ({"customer_interest": "more revenue"}, "customer interest"),
        ({"title": " "}, "title"),
        ({"kind": "whim"}, "kind"),
        ({"forecast": (9.0, 2.0, 8.0)}, "forecast"),
        ({"forecast": (float("nan"), 2.0, 8.0)}, "forecast"),
        ({"review_on": date(2024, 6, 3)}, "review"),
        ({"review_on": date(2020, 1, 1)}, "review"),
        ({"measure": "mood"}, "measure"),
    ],
)
def test_what_cannot_be_judged_is_not_decided(
    shop: Stores, noon: datetime, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as error:
        taken(shop, noon, **changed)
    assert (error.value.where, bool(error.value.mend)) == (field, True)
    assert decide.decisions(shop) == []


def test_a_decision_for_a_gap_that_is_not_there_is_refused(shop: Stores, noon: datetime) -> None:
    with pytest.raises(NotFound):
        taken(shop, noon, gap_id=77)


def test_a_review_says_what_came_of_it(shop: Stores, noon: datetime) -> None:
    number = taken(shop, noon)
    with pytest.raises(Invalid):
        decide.review(shop, number, "  ", noon)
    decide.review(shop, number, "Kept rose by 4 points.", noon + timedelta(days=60))
    reviewed = decide.decision(shop, number)
    assert (reviewed.outcome, reviewed.reviewed_at) == ("Kept rose by 4 points.", noon + timedelta(days=60))
    with pytest.raises(NotFound):
        decide.review(shop, 99, "Nothing.", noon)
