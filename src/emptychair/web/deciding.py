"""How gaps, checks and forecasts are told: both chairs, the next step as a link, a verdict as a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from emptychair import decide, gaps
from emptychair.core import EmptyChairError, Figure
from emptychair.decide import course
from emptychair.gaps import Gap, GapState
from emptychair.shell import Company
from emptychair.store import Stores
from emptychair.web import charts
from emptychair.web.chairs import believed, in_words

Part = str | Figure | tuple[str, str | None]


def finding(open_gaps: Sequence[Gap], closed: int) -> list[Part]:
    """The sentence over the list of gaps."""
    wide = [gap for gap in open_gaps if gap.state is GapState.OPEN]
    if not wide:
        return ["No belief of ours is contradicted by what customers lived. ", _closed(closed)]
    worst = wide[0]
    counted = "One thing that we believe is not" if len(wide) == 1 else f"{len(wide)} things that we believe are not"
    return [
        f"{counted} what customers live. Most people are on the wrong side of ",
        (f"“{worst.title}”", f"/gaps/{worst.id}"),
        f": we say {believed(worst)}, they lived ",
        worst.measured,
        ". ",
        _closed(closed),
    ]


def gap_sentence(gap: Gap) -> list[Part]:
    """One gap in a sentence."""
    ours = believed(gap)
    if not gap.measured.enough:
        return [f"We say {ours}. Too few customers have spoken to test it: ", gap.measured, "."]
    parts: list[Part] = [f"We say {ours}; they lived ", gap.measured, ". "]
    if gap.state is GapState.CLOSED:
        return [*parts, "New evidence from the customer's chair closed this gap."]
    return [*parts, "The whole interval lies on the wrong side of what we believe; it touches ",
            f"{gap.people:,} people."]  # fmt: skip


def consequence_sentence(found: decide.Consequence | None) -> list[Part]:
    """What a broken promise does to people, in their own scores."""
    if found is None:
        return []
    return [f" {found.name}: ", found.kept, " from those for whom it was kept, ", found.late, " from the others."]


def months_chart(spans: Sequence[course.Span], believed: float, name: str) -> tuple[Markup, charts.Table]:
    """A measure by month beside what we believe, with its twin."""
    points = [charts.Point(span.start, span.figure) for span in spans]
    title = f"{name}, month by month"
    return charts.trend(points, finding=title, claimed=believed, width=700), charts.trend_table(points, title)


def verdict(check: decide.Check) -> str:
    """What a check lets us say, in plain words."""
    unit = "points" if check.unit == "%" else check.unit
    ends_ = " to ".join(in_words(end, "", 2) for end in (check.low, check.high))
    if not check.conclusive:
        moved = in_words(check.value, unit, 2)
        return f"We do not conclude: the number moved by {moved}, but nothing says that the change did it."
    if check.verdict == "no difference seen":
        return f"No difference seen: {in_words(check.value, unit, 2)} ({ends_})."
    return f"{check.verdict.capitalize()} by {in_words(abs(check.value), unit, 2)} ({ends_})."


def effect(check: decide.Check, sides: Sequence[course.Side], link: str) -> Figure:
    """What a check measured, as a figure resting on everything that was heard around the change."""
    n = sum(side.before.n + side.after.n for side in sides)
    newest = max((f.newest for side in sides for f in (side.before, side.after) if f.newest), default=None)
    unit = "points" if check.unit == "%" else check.unit
    return Figure(check.value, n, link, check.low, check.high, unit, newest, decimals=2)


def tone_of(check: decide.Check, *, more_is_better: bool) -> str:
    """How a check stands for the customer: good, bad or neutral."""
    if check.verdict not in ("rose", "fell"):
        return "neutral"
    return "good" if (check.verdict == "rose") == more_is_better else "bad"


def change_sentence(
    made: decide.Change, measure: decide.Measure, check: decide.Check | None, measured: Figure | None
) -> list[Part]:
    """One change in a sentence: what moved, by how much, and how far that may be believed."""
    if check is None or measured is None:
        return [f"{measure.name} has not been checked since ", (f"{made.made_on:%-d %B %Y}", None), "."]
    if not check.conclusive:
        return [
            f"{measure.name} moved by ",
            measured,
            ". We do not conclude that the change did it: ",
            check.assumption,
        ]
    against = f"{measure.name}, by {check.rung}: "
    if check.verdict == "no difference seen":
        return [against, "no difference is seen (", measured, "). Where there is none, we say so."]
    return [against, f"it {check.verdict} by ", _size(measured), " against what it would have been without the change."]


def course_chart(
    made: decide.Change, side: course.Side, check: decide.Check | None, href: str
) -> tuple[Markup, charts.Table]:
    """One side of a change over time, the day marked, with what was to be expected without it."""
    points = [charts.Point(span.start, span.figure) for span in side.spans]
    finding_ = f"{side.name.capitalize()} units, before and after {made.made_on:%-d %B %Y}"
    if side.name == course.ALL:
        finding_ = f"Before and after {made.made_on:%-d %B %Y}"
    expected = _expected(made, side, check)
    change = charts.Event(made.made_on, "the change", href)
    svg = charts.before_after(
        points, change=change, before=side.before, after=side.after, finding=finding_, expected=expected, width=700
    )
    return svg, charts.before_after_table(points, expected, finding_)


def measure_options(house: Company, chosen: str = "") -> list[tuple[str, str]]:
    """Every measure that a form may offer, the chosen one among them."""
    offered = dict([("", "Choose what shows it"), *decide.measures_in_use(house.stores)])
    measure = measure_or_none(house, chosen) if chosen not in offered else None
    return [*offered.items(), *([(measure.key, measure.name)] if measure else [])]


def measure_or_none(house: Company, key: str) -> decide.Measure | None:
    """The measure of this name, unless what it measured is gone."""
    try:
        return decide.measurable(house.stores, key, house.clock())
    except EmptyChairError:
        return None


def forecast_words(decided: decide.Decision, unit: str) -> str:
    """What a decision expects to move, in words."""
    unit = "points" if unit == "%" else unit
    low, high = (in_words(end, "", 2) for end in (decided.forecast_low, decided.forecast_high))
    return f"{in_words(decided.forecast, unit, 2)} ({low} to {high})"


@dataclass(frozen=True, slots=True)
class Score:
    """How a forecast came out: the verdict, a sentence, the measured effect as a figure, and the change checked."""

    verdict: str
    tone: str
    says: str
    effect: Figure
    change: decide.Change


def score(house: Company, decided: decide.Decision) -> Score | None:
    """The forecast beside what was measured, where a change was checked."""
    found = decide.scored(house.stores, decided)
    measure = measure_or_none(house, decided.measure)
    if found is None or measure is None:
        return None
    sides = course.course(house.stores, found.change, measure)
    tones = {"came true": "good", "not known": "neutral"}
    figure = effect(found.check, sides, course.heard_around(found.change, measure))
    return Score(found.verdict, tones.get(found.verdict, "bad"), verdict(found.check), figure, found.change)


def gap_or_none(stores: Stores, gap_id: int | None) -> Gap | None:
    """The gap behind a decision, where there is one."""
    return None if gap_id is None else gaps.gap(stores.records, gap_id)


def row_of(gap: Gap) -> dict[str, Any]:
    """A gap as a row of a table to keep."""
    told, apart = gap.measured.as_json(), gap.difference.as_json()
    return {
        "id": gap.id,
        "title": gap.title,
        "about": gap.subject_kind,
        "we_believe": gap.believed,
        "held_by": gap.held_by,
        **{f"they_lived_{name}": told[name] for name in ("value", "low", "high", "unit", "n", "newest")},
        "difference": apart["value"],
        "owner": gap.owner,
        "next_verb": gap.next_verb,
        "state": str(gap.state),
    }


def _size(figure: Figure) -> Figure:
    """How far something moved, whichever way: "fell by 3", not "fell by −3"."""
    if (figure.value or 0.0) >= 0 or figure.low is None or figure.high is None:
        return figure
    return replace(figure, value=-(figure.value or 0.0), low=-figure.high, high=-figure.low)


def _closed(n: int) -> str:
    if not n:
        return "Nothing has been closed by evidence yet."
    return f"{n} {'gap was' if n == 1 else 'gaps were'} closed by new evidence."


def _expected(made: decide.Change, side: course.Side, check: decide.Check | None) -> list[charts.Expected]:
    # What was measured after the change, less what the change did, with the check's own interval.
    if check is None or not check.conclusive or side.name == course.UNTOUCHED or not side.after.enough:
        return []
    after = [span.start for span in side.spans if span.start >= made.made_on]
    value = side.after.value or 0.0
    if len(after) < 2:
        return []
    ends_ = value - check.value, value - check.high, value - check.low
    return [charts.Expected(when, *ends_) for when in (after[0], after[-1])]
