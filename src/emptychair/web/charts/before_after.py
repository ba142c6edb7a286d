"""Before and after: did the change work, against what would have happened without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from emptychair.core import Figure
from emptychair.web.charts.marks import Table, area, element, figure_words, line, link, path, picture, text
from emptychair.web.charts.trend import Event, Plane, Point, dot, event_marks, frame, plane_of, runs


@dataclass(frozen=True, slots=True)
class Expected:
    """What would have been without the change: the counterfactual of one day with its interval."""

    when: date
    value: float
    low: float
    high: float


def before_after(
    points: Sequence[Point],
    *,
    change: Event,
    before: Figure,
    after: Figure,
    finding: str,
    expected: Sequence[Expected] = (),
    width: int = 720,
    height: int = 250,
) -> Markup:
    """The series, the marked change, the mean on both sides, and the band that was to be expected."""
    plane = plane_of(points, None, None, width, height, top=34)
    plane = _widened(plane, expected)
    means = [
        _mean(before, plane, plane.across.start, _at(change, plane), "Before"),
        _mean(after, plane, _at(change, plane), plane.across.end, "After"),
    ]
    series = element("g", *runs(points, plane), class_="t-them")
    dots = [dot(point, plane) for point in points]
    parts = [
        *frame(points, plane),
        *_counterfactual(expected, plane),
        series,
        *event_marks([change], plane),
        *means,
        *dots,
    ]
    return picture(width, height, finding, *parts)


def before_after_table(points: Sequence[Point], expected: Sequence[Expected], caption: str) -> Table:
    """The twin: when, measured, interval, n, expected without the change."""
    hoped = {e.when: f"{e.value:,.2f} ({e.low:,.2f} to {e.high:,.2f})".replace("-", "−") for e in expected}
    rows = tuple(
        (p.when.isoformat(), p.figure.text, p.figure.interval_text or "–", f"{p.figure.n:,}", hoped.get(p.when, "–"))
        for p in points
    )
    return Table(caption, ("When", "Measured", "Interval", "n", "Expected without the change"), rows)


def _widened(plane: Plane, expected: Sequence[Expected]) -> Plane:
    ends = [plane.up.low, plane.up.high, *(e.low for e in expected), *(e.high for e in expected)]
    up = type(plane.up)(min(ends), max(ends), plane.up.start, plane.up.end)
    return Plane(plane.across, up, plane.width, plane.height)


def _counterfactual(expected: Sequence[Expected], plane: Plane) -> list[Markup]:
    if not expected:
        return []
    upper = [plane.place(e.when, e.high) for e in expected]
    lower = [plane.place(e.when, e.low) for e in expected]
    middle = [plane.place(e.when, e.value) for e in expected]
    x, y = middle[-1]
    words = text("expected without it", x, y + 14, "soft small halo", "end")
    band = [area(upper, lower, "band"), path(middle, "thin dashed"), words]
    return [
        element(
            "g", element("title", "What would have happened without the change"), *band, class_="t-neutral expected"
        )
    ]


def _mean(figure: Figure, plane: Plane, start: float, end: float, word: str) -> Markup:
    if not figure.enough or figure.value is None:
        return text(
            f"{word}: n = {figure.n}, not shown", (start + end) / 2, plane.up.start - 8, "soft small halo", "middle"
        )
    y = plane.up.at(figure.value)
    at = (start + end) / 2
    foot = plane.up.start - 8
    words = text(f"{word} {figure.text}", at, foot, "name halo", "middle")
    box = element("rect", x=at - 60, y=foot - 16, width=120, height=24, rx=5, class_="hit")
    rule = line(start + 2, y, end - 2, y, "whisker", data_mean=word.lower())
    return element("g", rule, link(figure.evidence, f"{word}: {figure_words(figure)}", box, words))


def _at(change: Event, plane: Plane) -> float:
    return plane.across.at(change.when.toordinal())
