"""Promise strip: what we promised, month by month: kept, late, broken."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from emptychair.core import ENOUGH
from emptychair.web.charts.marks import Table, element, line, link, number, picture, shape, text

HEIGHT, TOP = 96, 24


@dataclass(frozen=True, slots=True)
class PromiseMonth:
    """How many promises fell due in a month, by outcome; open ones are not counted."""

    label: str
    kept: int
    late: int
    broken: int
    href: str = ""

    @property
    def n(self) -> int:
        """All that fell due."""
        return self.kept + self.late + self.broken


def strip(months: Sequence[PromiseMonth], *, finding: str, width: int = 760, claimed: float | None = None) -> Markup:
    """A column a month: kept rises from the ground, late above it, broken hangs below, all on one scale.

    `claimed` is the share in % that our chair believes is kept.
    """
    step = (width - 50) / max(len(months), 1)
    foot = TOP + HEIGHT + max([0.08, *(m.broken / m.n for m in months if m.n >= ENOUGH)]) * HEIGHT
    parts = [
        *_legend(foot + 50),
        line(44, TOP + HEIGHT, width, TOP + HEIGHT, "axis"),
        text("100 %", 38, TOP + 8, "soft small", "end"),
    ]
    parts.append(text("0 %", 38, TOP + HEIGHT + 4, "soft small", "end"))
    parts += [_month(month, 46 + i * step, min(step - 6, 46), step, foot) for i, month in enumerate(months)]
    if claimed is not None:
        y = TOP + HEIGHT * (1 - claimed / 100)
        parts.append(element("g", line(44, y, width, y, "thin dashed"), shape("us", 44, y, 4), class_="t-us"))
        parts.append(text(f"we say {number(claimed)} %", width, y - 5, "tone-text t-us small halo", "end"))
    return picture(width, foot + 60, finding, *parts)


def strip_table(months: Sequence[PromiseMonth], caption: str) -> Table:
    """The twin: month, kept, late, broken, due, kept in %."""
    rows = tuple((m.label, f"{m.kept:,}", f"{m.late:,}", f"{m.broken:,}", f"{m.n:,}", kept_words(m)) for m in months)
    return Table(caption, ("Month", "Kept", "Late", "Broken", "Due", "Kept in time"), rows)


def kept_words(month: PromiseMonth) -> str:
    """The share kept in time, withheld where fewer than five fell due."""
    return f"{number(100 * month.kept / month.n)} %" if month.n >= ENOUGH else f"n = {month.n}, not shown"


def _month(month: PromiseMonth, x: float, wide: float, step: float, foot: float) -> Markup:
    name = f"{month.label}: {month.kept} kept, {month.late} late, {month.broken} broken"
    centre = x + wide / 2
    hit = element("rect", x=centre - step / 2, y=TOP - 6, width=step, height=foot - TOP + 42, rx=5, class_="hit")
    parts = [hit, text(month.label, centre, foot + 16, "soft small", "middle")]
    if month.n < ENOUGH:
        parts.append(element("rect", x=x, y=TOP + HEIGHT - 12, width=wide, height=11, class_="hollow"))
        parts.append(text(f"n = {month.n}", centre, foot + 31, "soft small", "middle"))
        return link(month.href, f"{name}; too few to show a share", *parts)
    kept, late, broken = (HEIGHT * count / month.n for count in (month.kept, month.late, month.broken))
    ground = float(TOP + HEIGHT)
    parts += [
        _block(x, ground - kept, wide, kept, "good"),
        _block(x, ground - kept - late, wide, late, "neutral"),
        _block(x, ground + 1.5, wide, broken, "bad"),
    ]
    parts.append(text(kept_words(month), centre, foot + 31, "name small", "middle"))
    return link(month.href, f"{name}, {kept_words(month)} in time", *parts)


def _block(x: float, y: float, wide: float, tall: float, kind: str) -> Markup:
    block = element("rect", x=x, y=y, width=wide, height=max(tall - 1.5, 0), rx=2, class_="fill", data_kind=kind)
    return element("g", block, class_=f"t-{kind}")


def _legend(y: float) -> list[Markup]:
    parts: list[Markup] = []
    x = 46.0
    for word, kind in (("kept in time", "good"), ("kept late", "neutral"), ("broken, below the line", "bad")):
        parts.append(
            element("g", element("rect", x=x, y=y - 9, width=12, height=10, rx=2, class_="fill"), class_=f"t-{kind}")
        )
        parts.append(text(word, x + 18, y, "soft small"))
        x += 36 + 6.2 * len(word)
    return parts
