"""Reporting the difference: intended against felt, steps nobody spoke of, touchpoints drawn and not, as gaps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from emptychair.core import Figure
from emptychair.gaps import Finding, open_gaps, report
from emptychair.store import Stores
from emptychair.walk import figures
from emptychair.walk.cases import Cases
from emptychair.walk.model import JourneyMap
from emptychair.walk.picture import LivedStep, Picture, picture
from emptychair.walk.queries import all_journeys

KIND = "step"
SCALE = 4.0  # feelings of gaps run -2 … +2, as leaders state them
SELDOM = 1.0  # per cent of walks: less than that is nobody's way, more is somebody's


def report_gaps(stores: Stores, now: datetime) -> int:
    """Report every difference between the drawn journeys and the lived ones; says how many gaps stand."""
    found = [finding for drawn in all_journeys(stores.records) for finding in findings(stores, drawn, now)]
    return sum(report(stores.records, finding, now) is not None for finding in found)


def findings(stores: Stores, drawn: JourneyMap, now: datetime) -> Iterator[Finding]:
    """Both chairs on every step of one journey."""
    shown = picture(stores, drawn, now)
    for step in {step.drawn.touchpoint: step for step in reversed(shown.steps)}.values():
        if step.drawn.intended_feeling is not None and step.drawn.touchpoint not in shown.conformance.unused:
            yield _felt(shown, step)
        if shown.lived.cases and (step.passed.value or step.drawn.touchpoint in shown.conformance.unused):
            yield _used(shown, step)
    yield from _undrawn(shown)
    yield from _drawn_since(stores, shown)


def _felt(shown: Picture, step: LivedStep) -> Finding:
    figure = step.felt.figure
    value, low, high = (None if end is None else 2 * end for end in (figure.value, figure.low, figure.high))
    measured = replace(figure, value=value, low=low, high=high)
    finding = _finding(shown, step.drawn.touchpoint, f"How people feel at {step.name}", measured)
    people = max(_cases(shown, step.drawn.touchpoint), figure.n)
    verb = "decide" if figure.enough else "ask"
    return replace(finding, believed=step.drawn.intended_feeling or 0.0, people=people, next_verb=verb)


def _used(shown: Picture, step: LivedStep) -> Finding:
    # What is drawn is believed to be used. Where nobody comes by, nobody is harmed: it stands last in the list.
    title = f"{step.name} is drawn, and nobody comes by"
    finding = _finding(shown, f"unused/{step.drawn.touchpoint}", title, step.passed)
    return replace(finding, believed=SELDOM, scale=100.0)


def _undrawn(shown: Picture) -> Iterator[Finding]:
    for one in shown.undrawn:
        title = f"{one.place.name} is used, and nobody drew it"
        finding = _finding(shown, f"undrawn/{one.place.key}", title, one.passed)
        people = _cases(shown, one.place.key)
        yield replace(finding, believed=SELDOM, scale=100.0, people=people, higher_is_better=False)


def _drawn_since(stores: Stores, shown: Picture) -> Iterator[Finding]:
    """Touchpoints once reported as undrawn that are on the map by now: the next evidence closes their gap."""
    prefix = f"{shown.drawn.key}/undrawn/"
    for gap in open_gaps(stores.records, subject_kind=KIND):
        touchpoint = gap.subject.removeprefix(prefix)
        if gap.subject.startswith(prefix) and touchpoint in shown.drawn.touchpoints:
            link = Cases(shown.drawn.cut, through=touchpoint).url()
            outside = figures.share(0, shown.lived.cases, link, _since(shown) or gap.measured.newest)
            finding = _finding(shown, gap.subject.removeprefix(f"{shown.drawn.key}/"), gap.title, outside)
            yield replace(finding, believed=SELDOM, scale=100.0, higher_is_better=False)


def _finding(shown: Picture, subject: str, title: str, measured: Figure) -> Finding:
    drawn = shown.drawn
    assert drawn.drawn_at is not None  # a stored map always carries the day on which it was drawn
    url = f"/journeys/{drawn.key}"
    held = (drawn.drawn_by, drawn.drawn_at)
    return Finding(KIND, f"{drawn.key}/{subject}", title, 0.0, *held, measured, SCALE, 0, url=url)


def _since(shown: Picture) -> datetime | None:
    """The newest evidence, where it is newer than the drawing; redrawing alone must close nothing."""
    newest, drawn_at = shown.lived.newest, shown.drawn.drawn_at
    return newest if newest and drawn_at and newest > drawn_at else None


def _cases(shown: Picture, touchpoint: str) -> int:
    place = shown.lived.place(touchpoint)
    return place.cases if place else 0
