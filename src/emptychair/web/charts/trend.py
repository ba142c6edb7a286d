"""Trend: a figure over time with its band, and the events that stood beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from emptychair.core import Figure
from emptychair.web.charts.marks import (
    Scale,
    Table,
    area,
    element,
    figure_words,
    line,
    link,
    number,
    path,
    picture,
    shape,
    text,
    text_width,
)

LEFT, RIGHT, FOOT = 46, 14, 26


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one week, month or day."""

    when: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a change, an outage, a campaign."""

    when: date
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Plane:
    """The two scales of a picture over time, and its outer size."""

    across: Scale
    up: Scale
    width: float
    height: float

    def place(self, when: date, value: float) -> tuple[float, float]:
        """Where a value of a day stands."""
        return self.across.at(when.toordinal()), self.up.at(value)


def trend(
    points: Sequence[Point],
    *,
    finding: str,
    events: Sequence[Event] = (),
    low: float | None = None,
    high: float | None = None,
    width: int = 720,
    height: int = 220,
    tone: str = "them",
    claimed: float | None = None,
) -> Markup:
    """A line with its 95 % band; weeks under five voices leave a hollow mark on the floor, not a value.

    `claimed` is the value that our chair believes in: a dashed line across.
    """
    if not points:
        return picture(width, 60, finding, text("No week heard yet.", width / 2, 34, "soft", "middle"), role="img")
    also = () if claimed is None else (claimed,)
    plane = plane_of(points, low, high, width, height, top=30 if events else 14, also=also)
    ways = [element("g", *runs(points, plane), class_=f"t-{tone}")]
    dots = [dot(point, plane, tone) for point in points]
    flags = [*_claim(claimed, plane), *event_marks(events, plane)]
    return picture(width, height, finding, *frame(points, plane), *ways, *flags, *dots)


def _claim(claimed: float | None, plane: Plane) -> list[Markup]:
    if claimed is None:
        return []
    y, end = plane.up.at(claimed), plane.width - RIGHT
    rule = element("g", line(LEFT, y, end, y, "thin dashed"), shape("us", LEFT, y, 4), class_="t-us")
    return [rule, text(f"we say {claimed:g}", end, y - 6, "tone-text t-us small halo", "end")]


def trend_table(points: Sequence[Point], caption: str) -> Table:
    """The twin: when, how much, interval, n."""
    rows = tuple((p.when.isoformat(), p.figure.text, p.figure.interval_text or "–", f"{p.figure.n:,}") for p in points)
    return Table(caption, ("When", "How much", "Interval", "n"), rows)


def plane_of(
    points: Sequence[Point],
    low: float | None,
    high: float | None,
    width: float,
    height: float,
    top: float = 14,
    also: Sequence[float] = (),
) -> Plane:
    """Scales that hold every shown value and interval, and `also` these; an end that was given is kept."""
    shown = [p.figure for p in points if p.figure.enough]
    ends = [v for f in shown for v in (f.value, f.low, f.high) if v is not None] or [0.0, 1.0]
    ends += also
    pad = (max(ends) - min(ends)) * 0.08 or 1.0
    low = min(ends) - pad if low is None else low
    high = max(ends) + pad if high is None else high
    days = [p.when.toordinal() for p in points]
    return Plane(
        Scale(min(days), max(days), LEFT + 8, width - RIGHT - 8), Scale(low, high, height - FOOT, top), width, height
    )


def frame(points: Sequence[Point], plane: Plane) -> list[Markup]:
    """Rules at round values, dates at the foot without collisions."""
    parts: list[Markup] = []
    steps = plane.up.ticks(4)
    decimals = next((d for d in (0, 1, 2) if all(abs(round(s, d) - s) < 1e-9 for s in steps)), 2)
    for step in steps:
        y = plane.up.at(step)
        parts.append(line(LEFT, y, plane.width - RIGHT, y, "axis" if step == 0 else "rule"))
        parts.append(text(number(step, decimals), LEFT - 8, y + 4, "soft small", "end"))
    return [*parts, *_dates(points, plane)]


def _dates(points: Sequence[Point], plane: Plane) -> list[Markup]:
    parts: list[Markup] = []
    free = 0.0
    for point in points:
        words = f"{point.when.day} {point.when:%b}" + ("" if parts else f" {point.when.year}")
        wide = text_width(words, 11) / 2
        x = min(max(plane.across.at(point.when.toordinal()), LEFT + wide - 8), plane.width - wide)
        if x - wide >= free:
            parts.append(text(words, x, plane.height - 6, "soft small", "middle"))
            free = x + wide + 14
    return parts


def runs(points: Sequence[Point], plane: Plane) -> list[Markup]:
    """Band and line of every unbroken run of weeks that may be shown."""
    parts: list[Markup] = []
    run: list[Point] = []
    for point in [*points, None]:
        if point is not None and point.figure.enough:
            run.append(point)
            continue
        if len(run) > 1:
            parts += _run(run, plane)
        run = []
    return parts


def _run(run: Sequence[Point], plane: Plane) -> list[Markup]:
    def edge(pick: str) -> list[tuple[float, float]]:
        ends = ((p.when, getattr(p.figure, pick), p.figure.value or 0.0) for p in run)
        return [plane.place(when, value if end is None else end) for when, end, value in ends]

    return [area(edge("high"), edge("low"), "tone-band"), path(edge("value"), "line")]


def dot(point: Point, plane: Plane, tone: str = "them") -> Markup:
    """One week as a link, named with its date, value, interval and n."""
    figure = point.figure
    x, y = plane.place(point.when, figure.value or 0.0)
    name = f"{point.when.day} {point.when:%b %Y}: {figure_words(figure)}"
    if not figure.enough:
        floor = plane.up.start - 6
        return link(figure.evidence, name, element("circle", cx=x, cy=floor, r=5, class_="hollow"), _target(x, floor))
    mark = element("circle", cx=x, cy=y, r=3.6, class_="fill cut")
    return link(figure.evidence, name, _target(x, y), mark, class_=f"t-{tone}")


def event_marks(events: Sequence[Event], plane: Plane) -> list[Markup]:
    """Events as upright lines with their words on top, moved aside where two would collide."""
    parts: list[Markup] = []
    free = 0.0
    for event in sorted(events, key=lambda e: e.when):
        x = plane.across.at(event.when.toordinal())
        size = text_width(event.label, 11, True)
        left = min(max(x - size / 2, free), plane.width - size - 2)
        free = left + size + 12
        words = text(event.label, left, 12, "name small halo")
        box = element("rect", x=left - 4, y=-4, width=size + 8, height=24, rx=5, class_="hit")
        rule = line(x, 18, x, plane.up.start, "axis dashed")
        name = f"{event.label}, {event.when.day} {event.when:%b %Y}"
        parts += [rule, link(event.href, name, box, words)]
    return parts


def _target(x: float, y: float) -> Markup:
    return element("circle", cx=x, cy=y, r=14, class_="hit")
