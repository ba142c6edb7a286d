"""Dumbbell: where our chair, the staff and the customer's chair put the same question."""

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
    number,
    picture,
    shape,
    text,
    text_width,
)

ROW = 38


@dataclass(frozen=True, slots=True)
class Pair:
    """One question, asked of both chairs: our value as we hold it, the staff's and the customers' figures.

    `more_is_better` says which side of our value is the good one.
    """

    label: str
    company: float | None
    customer: Figure | None
    staff: Figure | None = None
    href: str = ""
    decimals: int = 1
    more_is_better: bool = True


def dumbbell(
    rows: Sequence[Pair], *, low: float, high: float, finding: str, width: int = 760, unit: str = ""
) -> Markup:
    """A row a question, on one scale from low to high; every mark and label is a link."""
    names = min(max((text_width(row.label, 13, True) for row in rows), default=0) + 12, width * 0.42)
    scale = Scale(low, high, names + 14, width - 84)
    parts: list[Markup] = [*_ends(scale, unit), *_legend(scale, rows)]
    for index, row in enumerate(rows):
        y = 52 + index * ROW
        parts.append(line(0, y - ROW / 2, width, y - ROW / 2, "rule"))
        label = text(clip(row.label, names, 13), 0, y + 4, "name")
        box = element("rect", x=-3, y=y - 13, width=names, height=26, rx=5, class_="hit")
        parts.append(link(row.href, f"{row.label}: {gap_words(row)}", box, label))
        parts.append(_marks(row, scale, y))
        parts.append(text(gap_words(row), width, y + 4, f"{_tone_class(row)}", "end"))
    return picture(width, 52 + len(rows) * ROW - ROW / 2 + 4, finding, *parts)


def dumbbell_cell(row: Pair, *, low: float, high: float, width: int = 220, ends: bool = False) -> Markup:
    """The same for one row, to stand in a table cell or under the gap of two chairs; `ends` names the scale's."""
    scale = Scale(low, high, 12, width - 12)
    name = f"{row.label}: {pair_words(row)}"
    words = [text(number(low), 4, 40, "soft small"), text(number(high), width - 4, 40, "soft small", "end")]
    marks = _marks(row, scale, 14, links=False)
    return picture(width, 44 if ends else 28, name, marks, *(words if ends else []), class_="cell", role="img")


def dumbbell_table(rows: Sequence[Pair], caption: str) -> Table:
    """The twin: question, our chair, staff, customers, gap."""
    columns = ("Question", "Our chair", "Staff", "Customers", "Gap")
    body = tuple(
        (
            row.label,
            "–" if row.company is None else number(row.company, row.decimals),
            "–" if row.staff is None else figure_words(row.staff),
            "–" if row.customer is None else figure_words(row.customer),
            gap_words(row),
        )
        for row in rows
    )
    return Table(caption, columns, body)


def gap_words(row: Pair) -> str:
    """Customer minus company, or why there is none."""
    if row.company is None or row.customer is None or not row.customer.enough or row.customer.value is None:
        return "not known"
    return number(row.customer.value - row.company, row.decimals, signed=True)


def pair_words(row: Pair) -> str:
    """Both chairs in a sentence."""
    ours = "we hold nothing" if row.company is None else f"we say {number(row.company, row.decimals)}"
    theirs = "no customer was asked" if row.customer is None else f"customers say {figure_words(row.customer)}"
    return f"{ours}, {theirs}"


def _tone_class(row: Pair) -> str:
    if row.company is None or row.customer is None or row.customer.value is None or not row.customer.enough:
        return "soft"
    return f"tone-text {_tone(row, row.customer.value, row.company)}"


def _tone(row: Pair, customer: float, company: float) -> str:
    worse = customer < company if row.more_is_better else customer > company
    return "t-bad" if worse else "t-good"


def _marks(row: Pair, scale: Scale, y: float, links: bool = True) -> Markup:
    parts = [line(scale.start, y, scale.end, y, "rule")]
    customer = row.customer.value if row.customer and row.customer.enough else None
    if customer is not None and row.company is not None:
        ends = sorted((scale.at(customer), scale.at(row.company)))
        kind = _tone(row, customer, row.company)
        bar = element("rect", x=ends[0], y=y - 3, width=ends[1] - ends[0], height=6, class_="soft-fill")
        parts.append(element("g", bar, class_=kind))
    if row.company is not None:
        said = link(
            "" if not links else row.href,
            f"Our chair: {number(row.company, row.decimals)}",
            _target(scale.at(row.company), y),
            shape("us", scale.at(row.company), y),
        )
        parts.append(said)
    parts += [
        _mark(kind, word, figure, row.company, scale, y, links)
        for kind, word, figure in (("staff", "Staff", row.staff), ("them", "Customers", row.customer))
        if figure is not None
    ]
    return element("g", *parts)


def _mark(kind: str, word: str, figure: Figure, company: float | None, scale: Scale, y: float, links: bool) -> Markup:
    href = figure.evidence if links else ""
    if not figure.enough or figure.value is None:
        middle = (scale.low + scale.high) / 2
        left = company is None or company > middle
        words = text(
            f"{word}: n = {figure.n}, not shown",
            scale.start + 4 if left else scale.end - 4,
            y - 4,
            "soft small halo",
            "start" if left else "end",
        )
        return link(href, f"{word}: {figure_words(figure)}", words)
    x = scale.at(figure.value)
    parts = [_target(x, y)]
    if kind == "them" and figure.low is not None and figure.high is not None:
        parts.append(line(scale.at(figure.low), y, scale.at(figure.high), y, "whisker"))
    return link(href, f"{word}: {figure_words(figure)}", *parts, shape(kind, x, y))


def _target(x: float, y: float) -> Markup:
    return element("circle", cx=x, cy=y, r=12, class_="hit")


def _ends(scale: Scale, unit: str) -> list[Markup]:
    words = [f"{number(end)} {unit}".strip() for end in (scale.low, scale.high)]
    return [text(words[0], scale.start, 16, "soft"), text(words[1], scale.end, 16, "soft", "end")]


def _legend(scale: Scale, rows: Sequence[Pair]) -> list[Markup]:
    kinds = [("us", "Our chair"), ("staff", "Staff"), ("them", "Customers")]
    if not any(row.staff for row in rows):
        kinds.pop(1)
    parts: list[Markup] = []
    wanted = sum(text_width(word, 12) + 30 for _, word in kinds)
    x = (scale.start + scale.end - wanted) / 2 + 8
    for kind, word in kinds:
        parts += [shape(kind, x, 12, 5), text(word, x + 11, 16, "soft")]
        x += text_width(word, 12) + 30
    return parts
