"""Pledges: each promise with its record by both bases, its months, its cases, its gap."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from emptychair import gaps, practise, promises
from emptychair.core import Figure, Invalid, Settings
from emptychair.evidence import Act, Chair, Which, record
from emptychair.listen import imports, recipes
from emptychair.store import Stores, open_stores
from saying import NOON, heard, order
from tests.conftest import shared_data

NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)
PROMISE = promises.Promise(
    "on-time", "On time", "Reliable", "We deliver", "By the day", "Share", "order", basis="instant"
)


@pytest.fixture(scope="module")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = shared_data("olist")
    stores = open_stores(Settings.load(tmp_path_factory.mktemp("home"), {}))
    imports.run(stores, recipes.load("olist"), folder, now=NOW)
    yield stores
    stores.close()


def delivered() -> list[tuple[datetime, datetime]]:
    file = Path(shared_data("olist")) / "olist_orders_dataset.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["order_delivered_customer_date"]]
    names = ("order_delivered_customer_date", "order_estimated_delivery_date")
    return [tuple(datetime.fromisoformat(row[name]) for name in names) for row in rows]  # type: ignore[misc]


@pytest.mark.slow
def test_olist_by_the_instant_and_by_the_calendar_day_as_a_hand_query_says(olist: Stores) -> None:
    (pledge,) = practise.pledges(olist, NOW)
    cases = delivered()
    instant = sum(came <= due for came, due in cases)
    day = sum(came.date() <= due.date() for came, due in cases)
    assert (pledge.promise.basis, pledge.kept.kept, pledge.kept.rate.n) == ("instant", instant, len(cases))
    assert (pledge.kept.rate.text, pledge.other.text) == ("92.0 %", "93.4 %")
    assert pledge.other.value == pytest.approx(100 * day / len(cases))
    assert pledge.differs
    assert pledge.kept.never + pledge.kept.open == 3000 - len(cases)


@pytest.mark.slow
def test_months_and_cases_add_up_to_the_record(olist: Stores) -> None:
    pledge = practise.pledge(olist, "delivery-on-time", NOW)
    counts = dict.fromkeys(("kept", "late", "never", "open"), 0)
    for row in promises.by_month(olist.ledger, pledge.promise, NOW):
        for name in counts:
            counts[name] += row[name]
    record = pledge.kept
    assert counts == {"kept": record.kept, "late": record.late, "never": record.never, "open": record.open}
    for outcome, n in {**counts, "settled": record.rate.n, "broken": record.late + record.never, "all": 3000}.items():
        assert practise.promise_cases(olist, pledge.promise, NOW, outcome=outcome, most=1).total == n
    latest = pledge.months[-1]
    due = practise.promise_cases(olist, pledge.promise, NOW, month=latest["month"], most=5)
    assert due.total == sum(latest[name] for name in counts)
    names = [row["month"] for row in pledge.months]
    assert names == sorted(set(names))
    assert 12 <= len(names) <= 24


def promised(stores: Stores, number: int, days_late: float) -> None:
    who, told = f"p{number}@example.com", {"objects": order(f"A{number}")}
    due = NOON - timedelta(days=10)
    first = heard(who, Act.WAS_PROMISED, days_ago=20, chair=Chair.COMPANY, due_at=due, **told)
    first.properties["promise"] = "on-time"
    record(stores, [first, heard(who, Act.RECEIVED, days_ago=10 - days_late, **told)], now=NOON)


def test_a_promise_points_to_its_gap_and_says_when_its_review_is_overdue(stores: Stores) -> None:
    promises.define(stores.records, PROMISE, NOON - timedelta(days=400))
    for number in range(6):
        promised(stores, number, days_late=2 if number else -2)
    pledge = practise.pledge(stores, "on-time", NOON)
    assert (pledge.overdue, pledge.gap, pledge.kept.rate.n) == (True, None, 6)
    measured = Figure(pledge.kept.rate.value, 6, Which(promise="on-time").url(), 3, 56, "%", NOON)
    finding = gaps.Finding("belief", "b", "On time", 95, "Ana", NOON, measured, 100, 6)
    number = gaps.report(stores.records, finding, NOON)
    found = practise.pledge(stores, "on-time", NOON)
    assert found.gap is not None
    assert found.gap.id == number


def test_an_empty_month_between_two_is_a_month(stores: Stores) -> None:
    promises.define(stores.records, PROMISE, NOON)
    for number, days in ((1, 100), (2, 10)):
        due = NOON - timedelta(days=days)
        told = heard("a@example.com", Act.WAS_PROMISED, days_ago=120, chair=Chair.COMPANY, due_at=due)
        told.properties["promise"] = "on-time"
        record(stores, [type(told)(**_fields(told) | {"objects": order(f"A{number}")})], now=NOON)
    months = practise.pledge(stores, "on-time", NOON).months
    assert [row["month"] for row in months] == ["2024-02", "2024-03", "2024-04", "2024-05"]
    assert [row["never"] for row in months] == [1, 0, 0, 1]


def test_an_unknown_outcome_is_refused(stores: Stores) -> None:
    with pytest.raises(Invalid):
        practise.promise_cases(stores, PROMISE, NOON, outcome="nice", most=1)


def _fields(message: object) -> dict:
    return {name: getattr(message, name) for name in type(message).__slots__}
