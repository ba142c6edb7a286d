"""Reporting the difference: intended against felt, steps nobody spoke of, touchpoints drawn and not, as gaps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from emptychair.core import Figure
from emptychair.gaps import Finding, report
from emptychair.store import Stores
from emptychair.walk.model import JourneyMap
from emptychair.walk.picture import LivedStep, Picture, picture
from emptychair.walk.queries import all_journeys

KIND = "step"
SCALE = 4  # feelings of gaps run -2 … +2, as leaders state them


def report_gaps(stores: Stores, now: datetime) -> int:
    """Report every difference between the drawn journeys and the lived ones; says how many gaps stand."""
    found = [finding for drawn in all_journeys(stores.records) for finding in findings(stores, drawn, now)]
    return sum(report(stores.records, finding, now) is not None for finding in found)


def findings(stores: Stores, drawn: JourneyMap, now: datetime) -> Iterator[Finding]:
    """Both chairs on every step of one journey."""
    shown = picture(stores, drawn, now)
    seen: set[str] = set()
    for step in shown.steps:
        if step.drawn.touchpoint not in seen:
            seen.add(step.drawn.touchpoint)
            yield from _of_step(shown, step)
    yield from _undrawn(shown)


def _of_step(shown: Picture, step: LivedStep) -> Iterator[Finding]:
    place = shown.lived.place(step.drawn.touchpoint)
    if place is None and shown.lived.cases:
        yield _unused(shown, step)
    elif step.drawn.intended_feeling is not None:
        measured = _doubled(step.felt.figure)
        yield replace(
            _finding(shown, step.drawn.touchpoint, f"How people feel at {_lower(step.name)}", measured),
            believed=step.drawn.intended_feeling,
            scale=SCALE,
            people=place.cases if place else 0,
            next_verb="decide" if measured.enough else "ask",
        )


def _unused(shown: Picture, step: LivedStep) -> Finding:
    subject = f"unused/{step.drawn.touchpoint}"
    # Drawn, so we believe that people come by; nobody does, so nobody is harmed: it stands last in the list.
    finding = _finding(shown, subject, f"{step.name} is drawn, and nobody comes by", step.passed)
    return replace(finding, believed=100.0, scale=100.0, people=0)


def _undrawn(shown: Picture) -> Iterator[Finding]:
    for one in shown.undrawn:
        if not one.seldom:
            title = f"{one.place.name} is used, and nobody drew it"
            finding = _finding(shown, f"undrawn/{one.place.key}", title, one.passed)
            place = shown.lived.place(one.place.key)
            people = place.cases if place else 0
            yield replace(finding, scale=100.0, people=people, higher_is_better=False)


def _finding(shown: Picture, subject: str, title: str, measured: Figure) -> Finding:
    drawn = shown.drawn
    since = drawn.drawn_at or shown.lived.newest
    assert since is not None  # a stored map always carries the day on which it was drawn
    url = f"/journeys/{drawn.key}"
    return Finding(KIND, f"{drawn.key}/{subject}", title, 0.0, drawn.drawn_by, since, measured, SCALE, 0, url=url)


def _doubled(figure: Figure) -> Figure:
    value, low, high = (None if end is None else 2 * end for end in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high)


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
