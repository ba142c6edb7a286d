"""Beliefs: tested by what customers lived; the words that carry the gap are words on the very cases."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from emptychair import decide, gaps
from emptychair.core import Invalid
from emptychair.decide import voices
from emptychair.evidence import Act, record
from emptychair.gaps import GapState
from emptychair.jobs import enqueue, recent, run_until_idle
from emptychair.store import Stores
from saying import STARS, heard

ON_TIME = decide.Belief(
    "on-time", "We deliver on time", "promise:on-time", 99, "COO", datetime.fromisoformat("2024-01-01T00:00+00:00")
)


def stated(stores: Stores, belief: decide.Belief, now: datetime) -> gaps.Gap:
    decide.state_belief(stores, belief, now)
    gap_id, _ = decide.put_to_test(stores, belief, now)
    assert gap_id
    return gaps.gap(stores.records, gap_id)


def test_a_belief_that_customers_contradict_is_a_gap_at_once(shop: Stores, noon: datetime) -> None:
    gap = stated(shop, ON_TIME, noon)
    assert (gap.believed, gap.measured.value, gap.measured.n, gap.people) == (99, 80, 20, 20)
    assert gap.measured.low is not None
    assert gap.measured.low < 80 < (gap.measured.high or 0) < 99
    assert (gap.difference.value, gap.difference.unit) == (-19, "points")
    assert (gap.held_by, gap.owner, gap.next_verb) == ("COO", "CX lead", "decide")
    assert (gap.state, gap.url) == (GapState.OPEN, "/beliefs#on-time")


def test_a_belief_that_customers_bear_out_is_none(shop: Stores, noon: datetime) -> None:
    belief = dataclasses.replace(ON_TIME, value=75)
    decide.state_belief(shop, belief, noon)
    assert decide.put_to_test(shop, belief, noon)[0] is None
    assert decide.report_gaps(shop, noon) == 0


def test_a_belief_that_nobody_speaks_to_asks_to_be_heard(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("a@example.com", Act.RATED, score=4, scale=STARS, touchpoint="x")], now=noon)
    gap = stated(stores, dataclasses.replace(ON_TIME, measure="score:rating@x", value=4.5), noon)
    assert (gap.state, gap.next_verb) == (GapState.UNHEARD, "ask")


def test_the_words_that_carry_a_gap_are_of_the_late_orders_and_the_words_against_it_of_the_kept(
    shop: Stores, noon: datetime
) -> None:
    carried = voices.carried_by(shop, stated(shop, ON_TIME, noon), noon, most=10)
    assert {voice.words for voice in carried.against} == {f"It came late, order {n}." for n in range(4)}
    assert len(carried.favour) == 10
    assert all(voice.words.startswith("Right on the day") for voice in carried.favour)
    assert all("Where is" not in voice.words for voice in carried.against), "said before anybody could know"


def test_of_a_score_the_words_of_those_below_the_belief_are_against_it(shop: Stores, noon: datetime) -> None:
    gap = stated(shop, dataclasses.replace(ON_TIME, measure="score:rating@delivery", value=5), noon)
    carried = voices.carried_by(shop, gap, noon)
    assert [voice.score for voice in carried.against] == [1, 1, 1, 1]
    assert {voice.score for voice in carried.favour} == {5}


def test_what_is_not_known_is_who_left_no_word_and_what_no_reader_felt(shop: Stores, noon: datetime) -> None:
    gap = stated(shop, ON_TIME, noon)
    measure = voices.measure_of(shop, gap, noon)
    assert measure
    unknown = voices.unknown(shop, measure, gap.measured)
    assert (unknown.silent.value, unknown.silent.n) == (0, 20)
    assert sum(n for _, n in unknown.unread) == 20, "no job has read the words"
    assert unknown.few


def test_what_a_broken_promise_does_is_in_the_scores_on_the_very_orders(shop: Stores, noon: datetime) -> None:
    found = decide.consequence(shop, decide.measurable(shop, "promise:on-time", noon))
    assert found is None, "four late orders are too few to show a mean"
    assert decide.consequence(shop, decide.measurable(shop, "score:rating@delivery", noon)) is None


def test_a_gap_without_its_measure_still_shows_the_words_behind_its_link(shop: Stores, noon: datetime) -> None:
    gap = stated(shop, dataclasses.replace(ON_TIME, measure="score:rating@delivery", value=5), noon)
    elsewhere = dataclasses.replace(gap, subject_kind="step", subject="delivery")
    carried = voices.carried_by(shop, elsewhere, noon)
    assert {voice.score for voice in carried.against} == {1}
    assert voices.carried_by(shop, dataclasses.replace(elsewhere, measured=_nowhere(gap)), noon).against == ()


def _nowhere(gap: gaps.Gap) -> object:
    return dataclasses.replace(gap.measured, evidence="/paths/cases?cut=order")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"statement": " "}, "statement"),
        ({"held_by": ""}, "held by"),
        ({"value": 101}, "value"),
        ({"value": float("nan")}, "value"),
        ({"measure": "mood"}, "measure"),
        ({"since": ON_TIME.since + timedelta(days=3650)}, "since"),
    ],
)
def test_an_unsound_belief_is_refused_beside_its_field(
    shop: Stores, noon: datetime, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as error:
        decide.state_belief(shop, dataclasses.replace(ON_TIME, **changed), noon)
    assert error.value.where == field
    assert error.value.mend


def test_the_job_tests_every_belief_and_one_that_lost_its_measure_stops_nobody(shop: Stores, noon: datetime) -> None:
    gone = dataclasses.replace(ON_TIME, key="gone", measure="score:rating@delivery", value=5)
    decide.state_belief(shop, gone, noon)
    decide.state_belief(shop, ON_TIME, noon)
    with shop.ledger.write() as ledger:
        ledger.delete("evidence", "act", ["rated"])
    enqueue(shop, "decide.measure", now=noon)
    run_until_idle(shop, decide.HANDLERS, lambda: noon)
    assert [job.error for job in recent(shop)] == [""]
    assert [gap.subject for gap in gaps.open_gaps(shop.records)] == ["on-time"]
