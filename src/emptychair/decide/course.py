"""The course of a measure around a change: by week and by unit, touched against untouched."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import ibis

from emptychair.core import Figure
from emptychair.decide.figures import facts_of, figure_of
from emptychair.decide.measures import Measure
from emptychair.decide.model import Change
from emptychair.evidence import Which
from emptychair.store import EVIDENCE_OBJECTS, Stores

DAY = 86_400  # seconds
DAYS_A_WEEK = 7
FEW_A_WEEK = 15  # voices: with fewer, the interval of a week is wider than any change
ALL, TOUCHED, UNTOUCHED = "all", "touched", "untouched"


@dataclass(frozen=True, slots=True)
class Span:
    """The measure in the week, or the weeks, or the month that starts on a day."""

    start: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Side:
    """Touched or untouched units, or everybody: span by span of equally many weeks, and before and after."""

    name: str
    weeks: int
    spans: tuple[Span, ...]
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, such as a store, before and after."""

    name: str
    touched: bool
    before: Figure
    after: Figure


def course(stores: Stores, made: Change, measure: Measure) -> tuple[Side, ...]:
    """The measure around a change: touched and untouched units, or everybody where no units were named.

    Week by week; four weeks at a time where a week hears too few to be shown.
    """
    names = (TOUCHED, UNTOUCHED) if made.touched else (ALL,)
    halves = {name: _halves(stores, made, measure, name) for name in names}
    weeks = 1 if all(_often(made, *both) for both in halves.values()) else 4
    return tuple(Side(name, weeks, _spans(stores, made, measure, name, weeks), *halves[name]) for name in names)


def weekly(stores: Stores, made: Change, measure: Measure) -> tuple[Span, ...]:
    """The measure of everybody, week by week around a change."""
    return _spans(stores, made, measure, ALL, 1)


def months(stores: Stores, measure: Measure, most: int = 24) -> tuple[Span, ...]:
    """The measure by calendar month (UTC), the last ones."""
    points = measure.observations.mutate(month=ibis._["at"].strftime("%Y-%m"))
    counted = points.group_by("month").aggregate(**facts_of(points))
    rows = stores.ledger.rows(counted.order_by(ibis.desc("month")).limit(most))
    return tuple(_month(measure, row) for row in reversed(rows))


def units_of(stores: Stores, made: Change, measure: Measure) -> list[Unit]:
    """Every unit that was heard on either side of a change, touched ones first, with its two figures."""
    points = in_units(around(measure.observations, made), made.unit_kind).mutate(after=is_after(made))
    rows = stores.ledger.rows(points.group_by("object", "after").aggregate(**facts_of(points)))
    facts = {(row["object"], row["after"]): row for row in rows}
    names = sorted({name for name, _ in facts}, key=lambda name: (name not in made.touched, name))
    return [
        Unit(name, name in made.touched, *(_of_unit(made, measure, name, facts, after) for after in (False, True)))
        for name in names
    ]


def units_heard(stores: Stores, kind: str, most: int = 400) -> list[str]:
    """The objects of a kind in the evidence: the units that a change may touch, the most spoken of first."""
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == kind)
    counted = links.group_by("object").aggregate(n=links.count())
    rows = stores.ledger.rows(counted.order_by([ibis.desc("n"), "object"]).limit(most))
    return sorted(row["object"] for row in rows)


def unit_kinds(stores: Stores, most: int = 400) -> list[str]:
    """Kinds of objects that tell units apart: at least three of them, not more than `most`, each met often."""
    links = EVIDENCE_OBJECTS
    counted = links.group_by("kind").aggregate(n=links.count(), units=links.object.nunique())
    rows = stores.ledger.rows(counted.order_by("kind"))
    return [row["kind"] for row in rows if 3 <= row["units"] <= most and row["n"] >= 20 * row["units"]]


def window(made: Change) -> tuple[date, date]:
    """The days that a check looks at: whole weeks on both sides; the end is exclusive."""
    span = timedelta(days=made.window_days - made.window_days % DAYS_A_WEEK)
    return made.made_on - span, made.made_on + span


def heard_around(made: Change, measure: Measure) -> str:
    """The page that lists everything heard inside the window, in any unit of the change's kind."""
    which = replace(measure.which, object_kind=made.unit_kind) if made.touched else measure.which
    return _between(which, *window(made))


def around(table: Any, made: Change) -> Any:
    """The observations inside the window."""
    start, end = window(made)
    return table.filter((table["at"] >= midnight(start)) & (table["at"] < midnight(end)))


def is_after(made: Change) -> Any:
    """Whether an observation lies after the change."""
    return ibis._["at"] >= midnight(made.made_on)


def in_units(table: Any, unit_kind: str) -> Any:
    """Observations with the unit that each belongs to, as `object`."""
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == unit_kind).select("object", unit_of="evidence")
    return table.join(links, table.evidence == links.unit_of).drop("unit_of")


def midnight(day: date) -> Any:
    """The beginning of a day, UTC."""
    return ibis.literal(f"{day.isoformat()} 00:00:00").cast("timestamp(6)")


def _halves(stores: Stores, made: Change, measure: Measure, name: str) -> tuple[Figure, Figure]:
    points, which = _of_side(around(measure.observations, made), made, name), _which(measure.which, made, name)
    start, end = window(made)
    cut = points.mutate(after=is_after(made))
    facts = {row["after"]: row for row in stores.ledger.rows(cut.group_by("after").aggregate(**facts_of(cut)))}
    return (
        figure_of(measure, facts.get(False, {}), _between(which, start, made.made_on)),
        figure_of(measure, facts.get(True, {}), _between(which, made.made_on, end)),
    )


def _spans(stores: Stores, made: Change, measure: Measure, name: str, weeks: int) -> tuple[Span, ...]:
    # Counted from the day of the change, so that no span straddles it.
    days, (first, last) = DAYS_A_WEEK * weeks, window(made)
    origin = (made.made_on - date(1970, 1, 1)).days * DAY
    points, which = _of_side(around(measure.observations, made), made, name), _which(measure.which, made, name)
    place = ((points["at"].epoch_seconds() - origin) / (DAY * days)).floor().cast("int64")
    counted = points.mutate(place=place)
    spans = []
    for row in stores.ledger.rows(counted.group_by("place").aggregate(**facts_of(counted)).order_by("place")):
        start = made.made_on + timedelta(days=days * row["place"])
        link = _between(which, max(start, first), min(start + timedelta(days=days), last))
        spans.append(Span(start, figure_of(measure, row, link)))
    return tuple(spans)


def _often(made: Change, before: Figure, after: Figure) -> bool:
    weeks = (window(made)[1] - window(made)[0]).days / DAYS_A_WEEK
    return before.n + after.n >= FEW_A_WEEK * weeks


def _month(measure: Measure, row: dict[str, Any]) -> Span:
    start = date.fromisoformat(f"{row['month']}-01")
    end = (start + timedelta(days=31)).replace(day=1)
    return Span(start, figure_of(measure, row, _between(measure.which, start, end)))


def _of_side(points: Any, made: Change, name: str) -> Any:
    # Each observation once, whatever number of units it belongs to: the link behind the figure counts so too.
    if name == ALL:
        return points
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == made.unit_kind)
    ours = points.evidence.isin(links.filter(links.object.isin(list(made.touched))).evidence)
    return points.filter(ours if name == TOUCHED else ~ours & points.evidence.isin(links.evidence))


def _which(which: Which, made: Change, name: str) -> Which:
    if name == ALL:
        return which
    units = ",".join(made.touched)
    if name == TOUCHED:
        return replace(which, object_kind=made.unit_kind, among=units)
    return replace(which, object_kind=made.unit_kind, apart_from=units)


def _of_unit(made: Change, measure: Measure, name: str, facts: dict[Any, Any], after: bool) -> Figure:
    start, end = window(made)
    which = replace(measure.which, object_kind=made.unit_kind, object=name)
    link = _between(which, made.made_on, end) if after else _between(which, start, made.made_on)
    return figure_of(measure, facts.get((name, after), {}), link)


def _between(which: Which, start: date, end: date) -> str:
    return replace(which, since=start.isoformat(), until=end.isoformat()).url()
