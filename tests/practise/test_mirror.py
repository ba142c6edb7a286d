"""The mirror: the same statements from three chairs; the planted gap is found, few voices stay unheard."""

from datetime import timedelta

import pytest

import simulated
from emptychair import practise
from emptychair.core import Invalid, NotFound
from emptychair.demo import Planting, Population, truths
from emptychair.evidence import Identifier, Which, entries, record, tally
from emptychair.gaps import GapState, open_gaps
from emptychair.store import Stores
from saying import NOON

ASKED = practise.assessment()


def sit(stores: Stores, audience: str, who: str, score: int, days_ago: float = 0, **answers: int) -> int:
    given = {item.key: score for item in ASKED.items} | {key.replace("__", "."): n for key, n in answers.items()}
    now = NOON - timedelta(days=days_ago)
    return practise.answer(stores, ASKED, audience=audience, who=who, answers=given, now=now)


def mirror_of(stores: Stores) -> dict[str, practise.Mirrored]:
    dimensions, items = practise.mirror(stores)
    return {one.key: one for one in [*dimensions, *items]}


def tell_answers(stores: Stores, removed: str = "") -> dict[str, practise.Mirrored]:
    answers = [one for one in simulated.heard(removed).messages if one.properties.get("assessment") == "mirror-1"]
    record(stores, answers, now=NOON + timedelta(days=1))
    return mirror_of(stores)


@pytest.mark.slow
def test_the_planted_widest_gap_is_found_and_vanishes_with_its_planting(stores: Stores) -> None:
    found = tell_answers(stores)
    planted = truths(Planting(), Population(10, simulated.SEED, simulated.AS_OF))["mirror_gap"]
    gaps = {dimension.key: found[dimension.key].difference or 0.0 for dimension in ASKED.dimensions}
    assert min(gaps, key=gaps.__getitem__) == planted["widest"]
    expected = -planted["leaders_minus_customers"][planted["widest"]]
    assert gaps[planted["widest"]] == pytest.approx(expected, abs=0.4)
    assert practise.report_gaps(stores, NOON) == len(ASKED.dimensions)
    worst = open_gaps(stores.records, subject_kind="assessment")[0]
    assert (worst.subject, worst.state) == (f"mirror-1:{planted['widest']}", GapState.OPEN)


@pytest.mark.slow
def test_without_its_planting_no_dimension_stands_out(stores: Stores) -> None:
    found = tell_answers(stores, "mirror_gap")
    widest = truths(Planting(), Population(10, simulated.SEED, simulated.AS_OF))["mirror_gap"]["widest"]
    assert (found[widest].difference or 0.0) > -1.3


def test_under_five_voices_nothing_is_shown(stores: Stores) -> None:
    for number in range(5):
        sit(stores, "leaders", f"l{number}", 5)
        if number < 4:
            sit(stores, "customers", f"c{number}", 1)
    found = mirror_of(stores)["value"]
    assert (found.leaders.enough, found.customers.enough, found.customers.n) == (True, False, 4)
    assert found.difference is None
    assert "not enough" in found.customers.text
    practise.report_gaps(stores, NOON)
    assert {gap.state for gap in open_gaps(stores.records, subject_kind="assessment")} == {GapState.UNHEARD}
    sit(stores, "customers", "c4", 1)
    assert mirror_of(stores)["value"].difference == -4


def test_a_figure_counts_people_and_its_link_lists_their_answers(stores: Stores) -> None:
    for number in range(6):
        sit(stores, "customers", f"c{number}", 3)
    found = mirror_of(stores)
    item, whole = found["value.3"].customers, found["value"].customers
    assert (item.n, item.evidence) == (6, Which(object_kind="customers", object="value.3").url())
    assert tally(stores.ledger, Which(object_kind="customers", object="value.3"))["n"] == 6
    assert (whole.n, whole.value) == (6, 3.0)
    assert tally(stores.ledger, Which(object_kind="dimension", object="value:customers"))["n"] == 6 * 4


def test_a_sitting_counts_once_and_no_minute_tells_who_sat(stores: Stores) -> None:
    assert sit(stores, "staff", "s1", 4) == len(ASKED.items)
    assert sit(stores, "staff", "s1", 1) == 0
    assert mirror_of(stores)["value"].staff.n == 1
    (first, *_) = entries(stores.ledger, Which(object_kind="staff", object="value.1"))
    assert first["party"] is None
    assert first["identifiers"] is None
    assert first["happened_at"] == first["received_at"] == NOON.replace(hour=0)


def test_of_somebody_known_the_newest_answer_counts(stores: Stores) -> None:
    ana = [Identifier("email", "ana@example.com")]
    for who, given, days_ago in (("old", 1, 30), ("new", 5, 1)):
        now = NOON - timedelta(days=days_ago)
        practise.answer(stores, ASKED, audience="customers", who=who, answers={"value.1": given}, now=now, names=ana)
    found = mirror_of(stores)["value.1"].customers
    assert (found.n, found.value) == (1, 5.0)


def test_alpha_says_how_well_statements_hang_together_from_thirty_on(stores: Stores) -> None:
    for number in range(29):
        sit(stores, "customers", f"c{number}", 1 + number % 5)
    assert mirror_of(stores)["value"].alpha is None
    sit(stores, "customers", "c29", 3)
    assert mirror_of(stores)["value"].alpha == pytest.approx(1.0)  # four answers alike from everybody


def test_part_of_it_may_be_left_out_and_nonsense_is_refused(stores: Stores) -> None:
    take = {"audience": "customers", "who": "c", "now": NOON}
    assert practise.answer(stores, ASKED, answers={"value.1": 2}, **take) == 1
    for answers in ({}, {"value.9": 2}, {"value.2": 6}, {"value.2": 0}):
        with pytest.raises(Invalid):
            practise.answer(stores, ASKED, answers=answers, **take)
    with pytest.raises(Invalid):
        practise.answer(stores, ASKED, **take | {"audience": "cats", "answers": {"value.1": 2}})
    with pytest.raises(NotFound):
        practise.assessment("mirror-9")


def test_every_statement_is_said_from_both_chairs() -> None:
    assert len(ASKED.dimensions) == 8
    assert all(len(dimension.items) == 4 for dimension in ASKED.dimensions)
    assert len({words for item in ASKED.items for words in (item.we, item.they)}) >= 60
    assert all(item.we != item.they or "first time" in item.we for item in ASKED.items)
