"""Promises: kept or broken by evidence on the same object, by the instant or by the day."""

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest

from emptychair import promises
from emptychair.core import Invalid
from emptychair.evidence import Act, Message, Which, chosen, record
from emptychair.store import Stores
from saying import NOON, heard, order

ON_TIME = promises.Promise(
    "on-time",
    "Delivered by the day we said",
    company_value="We respect your time",
    behaviour="We deliver by the estimated date",
    standard="On or before the day we named",
    measure="Share of received orders that came by the due date",
    object_kind="order",
    basis="instant",
)


def promised(number: str, due: datetime) -> Message:
    return heard(
        f"{number}@example.org",
        Act.WAS_PROMISED,
        days_ago=60,
        due_at=due,
        objects=order(number),
        properties={"promise": "on-time"},
    )


def came(number: str, at: datetime) -> Message:
    return dataclasses.replace(heard(f"{number}@example.org", Act.RECEIVED, objects=order(number)), at=at)


@pytest.fixture
def delivered(stores: Stores, noon: datetime) -> Stores:
    """Twenty orders: twelve early, three late on the due day, two late by days, two that never came, one not due."""
    due = NOON - timedelta(days=20)
    batch = [promised(f"o{i}", due) for i in range(19)] + [promised("o19", NOON + timedelta(days=3))]
    batch += [came(f"o{i}", due - timedelta(hours=3)) for i in range(12)]
    batch += [came(f"o{i}", due + timedelta(hours=4)) for i in range(12, 15)]
    batch += [came(f"o{i}", due + timedelta(days=4)) for i in range(15, 17)]
    record(stores, batch, now=noon)
    return stores


def test_by_the_instant(delivered: Stores, noon: datetime) -> None:
    kept = promises.kept(delivered.ledger, ON_TIME, noon)
    assert (kept.kept, kept.late, kept.never, kept.open) == (12, 5, 2, 1)
    assert kept.rate.n == 17
    assert kept.rate.value == pytest.approx(100 * 12 / 17)


def test_by_the_calendar_day(delivered: Stores, noon: datetime) -> None:
    kept = promises.kept(delivered.ledger, dataclasses.replace(ON_TIME, basis="calendar_day"), noon)
    assert (kept.kept, kept.late) == (15, 2)


def test_the_day_is_the_one_on_the_clock_at_the_door(stores: Stores, noon: datetime) -> None:
    """Due on the 2nd, received at 23:30 on the 2nd in São Paulo: the 3rd in UTC, and still kept."""
    brazil = timezone(timedelta(hours=-3))
    due = datetime(2024, 5, 2, 0, 0, tzinfo=brazil)
    told = dataclasses.replace(promised("o1", due), at=datetime(2024, 4, 20, 9, 0, tzinfo=brazil))
    record(stores, [told, came("o1", datetime(2024, 5, 2, 23, 30, tzinfo=brazil))], now=noon)
    by_day = dataclasses.replace(ON_TIME, basis="calendar_day")
    assert promises.kept(stores.ledger, by_day, noon).kept == 1
    assert promises.kept(stores.ledger, ON_TIME, noon).late == 1


def test_a_new_date_does_not_undo_the_first(stores: Stores, noon: datetime) -> None:
    first = promised("o1", NOON - timedelta(days=20))
    second = dataclasses.replace(promised("o1", NOON - timedelta(days=5)), at=NOON - timedelta(days=21))
    record(stores, [first, second, came("o1", NOON - timedelta(days=6))], now=noon)
    assert promises.kept(stores.ledger, ON_TIME, noon).late == 1


def test_the_link_behind_the_number_shows_its_evidence(delivered: Stores, noon: datetime) -> None:
    for outcome, n in (("kept", 24), ("late", 10), ("never", 2), ("broken", 12), ("", 37)):
        ids = promises.evidence_ids(ON_TIME, noon, outcome)
        table = chosen(Which())
        found = delivered.ledger.one(table.filter(table.id.isin(ids)).count().name("n").as_table())
        assert found["n"] == n, outcome


def test_cases_of_one_party_and_by_month(delivered: Stores, noon: datetime) -> None:
    (case,) = promises.outcomes_for(delivered.ledger, ON_TIME, 16, noon)
    assert case["outcome"] == "late"
    assert case["hours_late"] == pytest.approx(96)
    months = promises.by_month(delivered.ledger, ON_TIME, noon)
    assert [(m["month"], m["kept"], m["late"], m["never"], m["open"]) for m in months] == [
        ("2024-05", 12, 5, 2, 0),
        ("2024-06", 0, 0, 0, 1),
    ]
    assert len(promises.broken(delivered.ledger, ON_TIME, noon)) == 7


def test_a_value_without_behaviour_is_a_slogan(stores: Stores, noon: datetime) -> None:
    with pytest.raises(Invalid, match="without behaviour"):
        promises.define(stores.records, dataclasses.replace(ON_TIME, behaviour=" "), noon)


def test_a_promise_expires(stores: Stores, noon: datetime) -> None:
    promises.define(stores.records, ON_TIME, noon)
    assert promises.promise(stores.records, "on-time").review_by == noon + timedelta(days=365)
