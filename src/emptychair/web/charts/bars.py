"""Bars: how much of what, longest first or in a given order, with intervals; each bar is a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from emptychair.core import Figure
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

ROW = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a figure that is not negative; tone good, bad, neutral, us or them."""

    label: str
    figure: Figure
    tone: str = "neutral"


def bars(rows: Sequence[Bar], *, finding: str, high: float | None = None, width: int = 640) -> Markup:
    """Horizontal bars from zero to `high` (the largest interval end by default)."""
    names = min(max((text_width(row.label, 12, True) for row in rows), default=0) + 8, width * 0.4)
    values = max((text_width(_value(row), 12, True) for row in rows), default=0) + 12
    scale = Scale(0, high or top_of(rows), names + 10, width - values - 8)
    axis = line(scale.start, 2, scale.start, len(rows) * ROW + 2, "axis")
    parts = [_bar(row, scale, 2 + i * ROW, names, width) for i, row in enumerate(rows)]
    return picture(width, len(rows) * ROW + 6, finding, axis, *parts)


def bar_cell(figure: Figure, high: float, tone: str = "neutral", width: int = 96) -> Markup:
    """A single bar for a table cell; the number stands beside it in the cell or in the name."""
    scale = Scale(0, high, 0, width)
    length = max(scale.at(figure.value or 0), 2.0) if figure.enough else 0
    bar = element("rect", x=0, y=4, width=length, height=9, rx=2, class_="fill")
    track = element("rect", x=0.5, y=4.5, width=width - 1, height=8, rx=2, class_="rule")
    return picture(
        width, 17, figure_words(figure), element("g", track, bar, class_=f"t-{tone}"), class_="cell", role="img"
    )


def bars_table(rows: Sequence[Bar], caption: str) -> Table:
    """The twin: what, how much, interval, n."""
    body = tuple((r.label, r.figure.text, r.figure.interval_text or "–", f"{r.figure.n:,}") for r in rows)
    return Table(caption, ("What", "How much", "Interval", "n"), body)


def top_of(rows: Sequence[Bar]) -> float:
    """The largest value or interval end that is shown; 1 where nothing is."""
    shown = [row.figure for row in rows if row.figure.enough]
    return max((max(f.value or 0, f.high or 0) for f in shown), default=0) or 1.0


def _bar(row: Bar, scale: Scale, y: float, names: float, width: float) -> Markup:
    figure, middle = row.figure, y + ROW / 2
    back = element("rect", x=0, y=y + 1, width=width, height=ROW - 2, rx=5, class_="hit")
    parts = [back, text(clip(row.label, names), names, middle + 4, "name", "end")]
    if figure.enough and figure.value is not None:
        length = max(scale.at(figure.value) - scale.start, 1.5)
        parts.append(element("rect", x=scale.start, y=middle - 8, width=length, height=16, rx=2, class_="fill"))
        if figure.low is not None and figure.high is not None:
            parts.append(line(scale.at(figure.low), middle, scale.at(figure.high), middle, "whisker"))
    end = max(scale.at(end) for end in (figure.value or 0, figure.high or 0)) if figure.enough else scale.start
    parts.append(text(_value(row), end + 9, middle + 4, "soft"))
    return link(figure.evidence, f"{row.label}: {figure_words(figure)}", *parts, class_=f"t-{row.tone}")


def _value(row: Bar) -> str:
    return row.figure.text if row.figure.enough else f"n = {row.figure.n}, not shown"
