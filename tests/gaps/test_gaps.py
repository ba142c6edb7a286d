"""Gaps: opened where the customer's chair differs, closed by new evidence from it and by nothing else."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from emptychair import gaps
from emptychair.core import Figure, Invalid
from emptychair.gaps import Finding, GapState
from emptychair.store import Stores


def on_time(noon: datetime, value: float, n: int = 400, *, believed: float = 95, newest_days_ago: int = 3) -> Finding:
    newest = noon - timedelta(days=newest_days_ago)
    measured = Figure(value, n, "/evidence?promise=on-time", value - 3, value + 3, "%", newest)
    return Finding("promise", "on-time", "We deliver on time", believed, "COO", noon, measured, 100, n)


def test_both_chairs_and_the_difference_with_its_interval(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81), noon)
    assert gap_id
    gap = gaps.gap(stores.records, gap_id)
    assert (gap.believed, gap.measured.value, gap.difference.value) == (95, 81, -14)
    assert (gap.difference.low, gap.difference.high) == (-17, -11)
    assert gap.severity == pytest.approx(0.14 * 400)
    assert (gap.owner, gap.next_verb) == ("CX lead", "decide")


def test_no_gap_where_the_interval_holds_the_belief(stores: Stores, noon: datetime) -> None:
    assert gaps.report(stores.records, on_time(noon, 93), noon) is None
    assert gaps.open_gaps(stores.records) == []


def test_better_than_believed_is_no_gap(stores: Stores, noon: datetime) -> None:
    assert gaps.report(stores.records, on_time(noon, 99), noon) is None


def test_where_less_is_better_the_wrong_side_is_above(stores: Stores, noon: datetime) -> None:
    hours = dataclasses.replace(on_time(noon, 50, believed=24), higher_is_better=False)
    assert gaps.report(stores.records, hours, noon)


def test_a_belief_that_nobody_speaks_to_is_unheard(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81, n=4), noon)
    assert gap_id
    assert gaps.gap(stores.records, gap_id).state is GapState.UNHEARD


def test_new_evidence_closes_a_gap(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81), noon)
    assert gap_id
    gaps.report(stores.records, on_time(noon, 94, n=500, newest_days_ago=1), noon)
    gap = gaps.gap(stores.records, gap_id)
    assert gap.state is GapState.CLOSED
    assert gap.closed_at == noon
    assert [gap.id for gap in gaps.open_gaps(stores.records, closed=True)] == [gap_id]


def test_a_changed_mind_closes_nothing(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81), noon)
    assert gap_id
    gaps.report(stores.records, on_time(noon, 81, believed=80), noon)
    assert gaps.gap(stores.records, gap_id).state is GapState.OPEN


def test_owner_and_verb_survive_the_next_report(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81), noon)
    assert gap_id
    gaps.assign(stores.records, gap_id, owner="Dana", next_verb="act")
    gaps.report(stores.records, on_time(noon, 80), noon)
    gap = gaps.gap(stores.records, gap_id)
    assert (gap.owner, gap.next_verb, gap.measured.value) == ("Dana", "act", 80)
    assert [row["value"] for row in gaps.history(stores.records, gap_id)] == [81, 80]


def test_a_gap_without_owner_or_verb_is_refused(stores: Stores, noon: datetime) -> None:
    gap_id = gaps.report(stores.records, on_time(noon, 81), noon)
    assert gap_id
    with pytest.raises(Invalid, match="owner"):
        gaps.assign(stores.records, gap_id, owner=" ", next_verb="act")
    with pytest.raises(Invalid, match="next verb"):
        gaps.assign(stores.records, gap_id, owner="Dana", next_verb="synergise")


def test_the_list_is_worst_first(stores: Stores, noon: datetime) -> None:
    small = dataclasses.replace(on_time(noon, 60, n=20), subject="a")
    large = dataclasses.replace(on_time(noon, 85, n=4000), subject="b")
    gaps.report(stores.records, small, noon)
    gaps.report(stores.records, large, noon)
    assert [gap.subject for gap in gaps.open_gaps(stores.records)] == ["b", "a"]
