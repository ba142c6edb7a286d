"""Changes: checked on the strongest rung that their evidence can stand on, and never praised without it."""

import dataclasses
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import pytest

import simulated
from emptychair import decide, gaps, know
from emptychair.core import Figure, Invalid, NotFound
from emptychair.decide import course
from emptychair.demo import company
from emptychair.evidence import Act, Which, record
from emptychair.methods import effects
from emptychair.store import Stores
from saying import NOON, STARS, heard
from tests.decide.conftest import MADE_ON

STAR = decide.Change(
    "a-star", "A warmer welcome", MADE_ON, "score:rating@visit", "COO", None, "shop", ("s0", "s1", "s2"), 0.8, 98
)
EVERYBODY = dataclasses.replace(STAR, key="all", unit_kind="", touched=())


def linked(stores: Stores, figure: Figure) -> int:
    which = Which.from_query(dict(parse_qsl(figure.evidence.partition("?")[2])))
    return int(know.heard.summed(stores, which, NOON)["n"])


def test_touched_against_untouched_finds_the_star_and_names_its_rung(chain: Stores, noon: datetime) -> None:
    decide.plan_change(chain, STAR, noon)
    found = decide.check(chain, "a-star", noon)
    assert found.rung == "difference-in-differences"
    assert found.assumption == effects.ASSUMPTIONS[found.rung]
    assert found.value == pytest.approx(1, abs=0.05)
    assert found.low <= 1 <= found.high
    assert (found.verdict, found.conclusive, found.unit) == ("rose", True, "of 5")
    assert "3 touched against 3 untouched (shop)" in found.says
    assert decide.checks_of(chain, "a-star") == [found]


def test_without_untouched_shops_the_trend_of_the_weeks_is_the_rung(stores: Stores, noon: datetime) -> None:
    weeks = [heard(f"{d}@e.com", Act.RATED, days_ago=d, score=2 + d % 2 + (d <= 56), scale=STARS, touchpoint="visit")
             for d in range(1, 260)]  # fmt: skip
    record(stores, weeks, now=noon)
    day = (noon - timedelta(days=56)).date()
    decide.plan_change(stores, dataclasses.replace(EVERYBODY, made_on=day, window_days=196), noon)
    found = decide.check(stores, "all", noon)
    assert found.rung == "interrupted series"
    assert found.low <= 1 <= found.high
    assert found.conclusive


def test_too_short_a_time_is_shown_and_not_concluded(chain: Stores, noon: datetime) -> None:
    decide.plan_change(chain, dataclasses.replace(EVERYBODY, window_days=35), noon)
    found = decide.check(chain, "all", noon)
    assert (found.rung, found.conclusive, found.verdict) == ("before/after", False, "cannot be concluded")
    assert "not concluded" in found.says


def test_silent_weeks_are_no_series(stores: Stores, noon: datetime) -> None:
    days = [d for d in range(1, 200) if not 80 < d < 95]
    record(
        stores,
        [heard(f"{d}@e.com", Act.RATED, days_ago=d, score=3, scale=STARS, touchpoint="visit") for d in days],
        now=noon,
    )
    decide.plan_change(stores, dataclasses.replace(EVERYBODY, made_on=(noon - timedelta(days=30)).date()), noon)
    found = decide.check(stores, "all", noon)
    assert (found.rung, found.conclusive) == ("before/after", False)
    assert "silent" in found.says


def test_a_change_of_tomorrow_cannot_be_checked_today(chain: Stores, noon: datetime) -> None:
    decide.plan_change(chain, dataclasses.replace(STAR, made_on=(noon + timedelta(days=1)).date(), touched=()), noon)
    with pytest.raises(Invalid) as error:
        decide.check(chain, "a-star", noon)
    assert error.value.mend


def test_every_figure_around_a_change_lists_as_much_as_it_counts(chain: Stores, noon: datetime) -> None:
    measure = decide.measurable(chain, STAR.measure, noon)
    touched, untouched = course.course(chain, STAR, measure)
    assert (touched.before.n, touched.after.n) == (3 * 98, 3 * 98)
    figures = [touched.before, touched.after, untouched.before, untouched.after, *(s.figure for s in touched.spans[:4])]
    units = course.units_of(chain, STAR, measure)
    assert [(unit.name, unit.touched) for unit in units] == [(f"s{n}", n < 3) for n in range(6)]
    figures += [figure for unit in units[2:4] for figure in (unit.before, unit.after)]
    for figure in figures:
        assert figure.n > 0
        assert linked(chain, figure) == figure.n


def test_where_a_week_hears_few_four_weeks_make_a_point(chain: Stores, noon: datetime) -> None:
    measure = decide.measurable(chain, STAR.measure, noon)
    assert {side.weeks for side in course.course(chain, STAR, measure)} == {1}
    one_shop = dataclasses.replace(STAR, touched=("s0",))
    assert {side.weeks for side in course.course(chain, one_shop, measure)} == {4}
    assert all(
        span.start <= MADE_ON or span.start >= MADE_ON for span in course.course(chain, one_shop, measure)[0].spans
    )


def test_units_are_offered_from_the_evidence(chain: Stores) -> None:
    assert course.unit_kinds(chain) == ["shop"]
    assert course.units_heard(chain, "shop") == [f"s{n}" for n in range(6)]


@pytest.mark.parametrize(
    "changed",
    [{"unit_kind": ""}, {"window_days": 7}, {"title": " "}, {"measure": "mood"}, {"touched": ("a,b",)}],
)
def test_a_change_that_could_never_be_checked_is_refused(
    chain: Stores, noon: datetime, changed: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as error:
        decide.plan_change(chain, dataclasses.replace(STAR, **changed), noon)
    assert error.value.mend
    assert decide.changes(chain) == []


def test_a_change_for_a_decision_that_is_not_there_is_refused(chain: Stores, noon: datetime) -> None:
    with pytest.raises(NotFound):
        decide.plan_change(chain, dataclasses.replace(STAR, decision_id=9), noon)


def test_decided_changed_checked_the_gap_knows_what_is_next(chain: Stores, noon: datetime) -> None:
    belief = decide.Belief("warm", "We are warm", STAR.measure, 4.5, "COO", noon)
    decide.state_belief(chain, belief, noon)
    gap_id, _ = decide.put_to_test(chain, belief, noon)
    assert gap_id
    given = {"title": "Say hello", "kind": "tactical", "customer_interest": "People feel seen when they come in"}
    day = (noon + timedelta(days=90)).date()
    number = decide.decide(
        chain, **given, measure=STAR.measure, forecast=(0.8, 0.5, 1.1), review_on=day, by="COO", now=noon, gap_id=gap_id
    )
    assert gaps.gap(chain.records, gap_id).next_verb == "act"
    decide.plan_change(chain, dataclasses.replace(STAR, decision_id=number), noon)
    assert gaps.gap(chain.records, gap_id).next_verb == "check"
    assert decide.scored(chain, decide.decision(chain, number)) is None
    decide.check(chain, "a-star", noon)
    assert gaps.gap(chain.records, gap_id).next_verb == "tell back"
    score = decide.scored(chain, decide.decision(chain, number))
    assert score
    assert (score.verdict, score.error) == ("came true", pytest.approx(0.2, abs=0.05))


def simulated_check(stores: Stores, removed: str) -> decide.Check:
    """The delivery windows of the simulated company, checked on its ratings of deliveries alone."""
    all_heard, drawn = simulated.heard(removed), company(simulated.AS_OF).change
    record(stores, all_heard.of(Act.RATED, "doorstep-delivery"), now=NOON)
    made = decide.Change(
        drawn.key, drawn.title, drawn.on, "score:csat@doorstep-delivery", "Head of Delivery", None, "region",
        drawn.touched_regions, drawn.expected_effect, 294,
    )  # fmt: skip
    decide.plan_change(stores, made, NOON)
    return decide.check(stores, made.key, NOON)


@pytest.mark.slow
def test_the_planted_effect_lies_inside_the_interval(stores: Stores) -> None:
    found = simulated_check(stores, "")
    assert found.rung == "difference-in-differences"
    assert found.low <= 0.6 <= found.high
    assert (found.verdict, found.low > 0) == ("rose", True)


@pytest.mark.slow
def test_without_the_planting_no_difference_is_seen(stores: Stores) -> None:
    found = simulated_check(stores, "change_effect")
    assert found.rung == "difference-in-differences"
    assert found.verdict == "no difference seen"
    assert found.low < 0 < found.high
