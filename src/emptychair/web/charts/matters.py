"""What matters: how much each driver moves customers, against how well we do it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from emptychair.core import Figure
from emptychair.web.charts.geometry import Box
from emptychair.web.charts.marks import (
    Scale,
    Table,
    clip,
    element,
    figure_words,
    line,
    link,
    picture,
    text,
    text_width,
)

LEFT, FOOT, TOP, RIGHT = 44, 40, 12, 16


@dataclass(frozen=True, slots=True)
class Driver:
    """One driver: how much it matters (0 and up) and how customers say we do."""

    label: str
    importance: Figure
    performance: Figure


def matters(
    drivers: Sequence[Driver], *, finding: str, low: float = -1, high: float = 1, width: int = 640, height: int = 400
) -> Markup:
    """Important and bad stands on the upper left ("fix first"); drivers under five voices are listed below."""
    shown = [d for d in drivers if d.importance.enough and d.performance.enough]
    top = max((max(d.importance.value or 0, d.importance.high or 0) for d in shown), default=1) * 1.05 or 1
    across, up = Scale(low, high, LEFT, width - RIGHT), Scale(0, top, height - FOOT, TOP)
    places = [(across.at(d.performance.value or 0), up.at(d.importance.value or 0)) for d in shown]
    boxes = _labels(shown, places, Box(LEFT, TOP, width - 2, height - FOOT))
    parts = _ground(across, up, width, height)
    parts += [_driver(d, at, box, up, (low + high) / 2) for d, at, box in zip(shown, places, boxes, strict=True)]
    return picture(width, height, finding, *parts)


def matters_table(drivers: Sequence[Driver], caption: str) -> Table:
    """The twin: driver, how much it matters, how we do."""
    rows = tuple((d.label, figure_words(d.importance), figure_words(d.performance)) for d in drivers)
    return Table(caption, ("What", "How much it matters", "How we do"), rows)


def _ground(across: Scale, up: Scale, width: float, height: float) -> list[Markup]:
    middle, half = (across.start + across.end) / 2, (up.start + up.end) / 2
    fix = element(
        "rect",
        x=across.start,
        y=up.end,
        width=middle - across.start - 2,
        height=half - up.end,
        rx=8,
        class_="soft-fill",
    )
    keep = element(
        "rect", x=middle + 2, y=up.end, width=across.end - middle - 2, height=half - up.end, rx=8, class_="soft-fill"
    )
    return [
        element("g", fix, text("Fix first", across.start + 10, up.end + 18, "tone-text"), class_="t-bad"),
        element("g", keep, text("Keep", across.end - 10, up.end + 18, "tone-text", "end"), class_="t-good"),
        line(across.start, up.start, across.end, up.start, "axis"),
        line(across.start, up.start, across.start, up.end, "axis"),
        text("How we do: bad → good", middle, height - 12, "soft", "middle"),
        text("How much it matters", 16, half, "soft", "middle", transform=f"rotate(-90 16 {half:.0f})"),
    ]


def _labels(shown: Sequence[Driver], places: list[tuple[float, float]], bounds: Box) -> list[Box]:
    dots = [Box(x - 9, y - 9, x + 9, y + 9) for x, y in places]
    placed: list[Box] = []
    for driver, (x, y) in zip(shown, places, strict=True):
        wide = min(text_width(driver.label, 12, True), 190)
        lefts = ((x + 12, -8), (x - 12 - wide, -8), (x - wide / 2, -26), (x - wide / 2, 12), (x + 8, -22), (x + 8, 8))
        options = [Box(left, y + down, left + wide, y + down + 15) for left, down in lefts]
        placed.append(min(options, key=lambda box: _cost(box, [*dots, *placed], bounds)))
    return placed


def _cost(box: Box, others: Sequence[Box], bounds: Box) -> float:
    outside = max(bounds.left - box.left, 0) + max(box.right - bounds.right, 0) + max(bounds.top - box.top, 0)
    return 50 * outside + sum(box.overlap(other) for other in others)


def _driver(driver: Driver, at: tuple[float, float], box: Box, up: Scale, middle: float) -> Markup:
    (x, y), importance = at, driver.importance
    left, right = min(x - 12, box.left - 3), max(x + 12, box.right + 3)
    top, foot = min(y - 12, box.top - 2), max(y + 12, box.bottom + 2)
    parts = [element("rect", x=left, y=top, width=right - left, height=foot - top, rx=6, class_="hit")]
    kind = "bad" if (driver.performance.value or 0) < middle else "good"
    parts.append(element("circle", cx=x, cy=y, r=6, class_="fill cut"))
    parts.append(text(clip(driver.label, 190), box.left, box.top + 12, "name halo"))
    name = f"{driver.label}: matters {figure_words(importance)}; how we do {figure_words(driver.performance)}"
    drawn = [link(driver.performance.evidence, name, *parts)]
    if importance.low is not None and importance.high is not None:
        drawn.insert(0, line(x, up.at(importance.low), x, up.at(importance.high), "thin"))
    return element("g", *drawn, class_=f"t-{kind}")
