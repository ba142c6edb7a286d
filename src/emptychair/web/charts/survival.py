"""Survival: who is still with us after a while, as Kaplan-Meier steps with their interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from emptychair.core import ENOUGH
from emptychair.web.charts.marks import Scale, Table, area, element, line, link, number, path, picture, text, text_width

LEFT, FOOT, TOP = 46, 34, 12
KINDS = ("us", "them", "good", "bad", "neutral")
DASHES = ("", " dashed", "", " dashed", "")


@dataclass(frozen=True, slots=True)
class Step:
    """From `time` on, `share` (0..1) remain, with the interval, and how many were still watched."""

    time: float
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Survival:
    """The curve of one group; its first step is (0, 1.0)."""

    label: str
    href: str
    steps: tuple[Step, ...]


def survival(
    curves: Sequence[Survival], *, finding: str, unit: str = "days", width: int = 760, height: int = 280
) -> Markup:
    """Steps that only fall; a curve ends where fewer than five are still watched."""
    shown = [Survival(c.label, c.href, _trusted(c.steps)) for c in curves]
    longest = max((s.time for c in shown for s in c.steps), default=1) or 1
    names = max((text_width(c.label, 12, True) for c in shown), default=0) + 60
    across, up = Scale(0, longest, LEFT, width - names), Scale(0, 1, height - FOOT, TOP)
    parts = _frame(across, up, unit, height)
    labels = _label_heights([up.at(c.steps[-1].share) for c in shown if c.steps])
    drawn = [c for c in shown if c.steps]
    parts += [_curve(c, i, across, up, y) for i, (c, y) in enumerate(zip(drawn, labels, strict=True))]
    return picture(width, height, finding, *parts)


def survival_table(curves: Sequence[Survival], caption: str, unit: str = "days") -> Table:
    """The twin: every step of every group."""
    rows = tuple(
        (
            c.label,
            number(s.time),
            f"{number(100 * s.share, 1)} %",
            f"{number(100 * s.low, 1)} to {number(100 * s.high, 1)}",
            f"{s.at_risk:,}",
        )
        for c in curves
        for s in _trusted(c.steps)
    )
    return Table(caption, ("Group", unit.capitalize(), "Still with us", "Interval", "Watched"), rows)


def _trusted(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.at_risk >= ENOUGH)


def _stairs(steps: Sequence[tuple[float, float]], across: Scale, up: Scale) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for time, share in steps:
        if points:
            points.append((across.at(time), points[-1][1]))
        points.append((across.at(time), up.at(share)))
    return points


def _curve(curve: Survival, index: int, across: Scale, up: Scale, label_y: float) -> Markup:
    steps, last = curve.steps, curve.steps[-1]
    band = area(
        _stairs([(s.time, s.high) for s in steps], across, up),
        _stairs([(s.time, s.low) for s in steps], across, up),
        "tone-band",
    )
    way = path(
        _stairs([(s.time, s.share) for s in steps], across, up), f"line{DASHES[index % 5]}", data_group=curve.label
    )
    words = f"{curve.label} {number(100 * last.share)} %"
    x = across.at(last.time) + 8
    label = text(words, x, label_y + 4, "tone-text halo")
    box = element(
        "rect", x=x - 4, y=label_y - 12, width=text_width(words, 12, True) + 10, height=24, rx=5, class_="hit"
    )
    between = f"{number(100 * last.low)} to {number(100 * last.high)} %"
    name = f"{words} still with us at {number(last.time)}, {between}, {last.at_risk} watched"
    return element("g", band, way, link(curve.href, name, box, label), class_=f"t-{KINDS[index % 5]}")


def _label_heights(wanted: Sequence[float], apart: float = 18) -> list[float]:
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    heights = list(wanted)
    for before, after in pairwise(order):
        heights[after] = max(heights[after], heights[before] + apart)
    return heights


def _frame(across: Scale, up: Scale, unit: str, height: float) -> list[Markup]:
    parts: list[Markup] = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(line(across.start, up.at(share), across.end, up.at(share), "rule" if share else "axis"))
        parts.append(text(f"{share:.0%}".replace("%", " %"), LEFT - 8, up.at(share) + 4, "soft small", "end"))
    ticks = across.ticks(6)
    for time in ticks:
        words = f"{number(time)} {unit}" if time == ticks[-1] else number(time)
        parts.append(text(words, across.at(time), height - 12, "soft small", "middle"))
    return parts
