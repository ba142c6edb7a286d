"""Spark: a small line for a table cell, its last value marked; gaps stay gaps."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from emptychair.web.charts.marks import Scale, Table, element, line, link, number, path, picture, tone


def spark(
    values: Sequence[float | None],
    *,
    finding: str,
    href: str = "",
    low: float | None = None,
    high: float | None = None,
    width: int = 120,
    height: int = 28,
    feeling: bool = False,
) -> Markup:
    """Values in order, None where nobody spoke; `feeling` colours the end by -1..+1 and draws the zero."""
    known = [v for v in values if v is not None]
    if not known:
        return picture(
            width, height, finding, line(4, height / 2, width - 4, height / 2, "axis dashed"), class_="cell", role="img"
        )
    low = min(known) if low is None else low
    scale = Scale(low, max(known) if high is None else high, height - 5, 5)
    across = Scale(0, max(len(values) - 1, 1), 4, width - 7)
    points = [(across.at(i), scale.at(v)) if v is not None else None for i, v in enumerate(values)]
    parts = [line(4, scale.at(0), width - 4, scale.at(0), "rule")] if feeling else []
    parts += [path([p for p in run if p], "thin") for there, run in groupby(points, key=bool) if there]
    last = next(p for p in reversed(points) if p)
    end = element("circle", cx=last[0], cy=last[1], r=3, class_="fill")
    kind = tone(known[-1]) if feeling else "us"
    drawn = element("g", *parts, end, class_=f"t-{kind}")
    if not href:
        return picture(width, height, finding, drawn, class_="cell", role="img")
    target = element("rect", x=0, y=0, width=width, height=height, rx=5, class_="hit")
    return picture(width, height, finding, link(href, finding, target, drawn), class_="cell")


def spark_table(values: Sequence[float | None], labels: Sequence[str], caption: str, decimals: int = 2) -> Table:
    """The twin: when, value."""
    rows = tuple((label, "–" if v is None else number(v, decimals)) for label, v in zip(labels, values, strict=True))
    return Table(caption, ("When", "Value"), rows)
