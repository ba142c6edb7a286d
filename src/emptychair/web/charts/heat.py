"""Coverage grid: what we know, guess, once knew and do not know about each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from emptychair.web.charts.marks import Table, clip, element, line, link, picture, text, wrap

NAMES, CELL, ROW, TOP = 170, 58, 36, 40
State = Literal["known", "guessed", "stale", "unknown"]
WORDS = {"known": "known", "guessed": "guessed, not asked", "stale": "known once, expired", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What we hold on one facet of one group: its state, the voices behind it, a note such as its age."""

    state: State
    n: int = 0
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One group or facet and its cells, in the order of the columns."""

    label: str
    href: str
    cells: tuple[Cell, ...]


def heat(rows: Sequence[HeatRow], columns: Sequence[str], *, finding: str, key: bool = True) -> Markup:
    """Filled = known, half = guessed, hatched = expired, hollow = unknown; the n stands in the cell."""
    width = NAMES + len(columns) * CELL
    parts = [part for i, name in enumerate(columns) for part in _column(name, NAMES + i * CELL)]
    for index, row in enumerate(rows):
        y = TOP + index * ROW
        label = text(clip(row.label, NAMES - 12), 0, y + ROW / 2 + 4, "name")
        box = element("rect", x=-3, y=y + 4, width=NAMES - 8, height=ROW - 8, rx=5, class_="hit")
        parts.append(link(row.href, row.label, box, label))
        parts += [
            _cell(cell, f"{row.label}, {name}", NAMES + i * CELL, y)
            for i, (name, cell) in enumerate(zip(columns, row.cells, strict=True))
        ]
    tall = TOP + len(rows) * ROW
    if key:
        parts += _key(tall + 22)
    return picture(width, tall + (34 if key else 4), finding, *parts)


def heat_table(rows: Sequence[HeatRow], columns: Sequence[str], caption: str) -> Table:
    """The twin: a row a group, a column a facet, each cell in words."""
    body = tuple((row.label, *(cell_words(cell) for cell in row.cells)) for row in rows)
    return Table(caption, ("Group", *columns), body)


def cell_words(cell: Cell) -> str:
    """State, n and note of a cell."""
    words = WORDS[cell.state]
    counted = f", n = {cell.n:,}" if cell.n else ""
    return f"{words}{counted}{f', {cell.note}' if cell.note else ''}"


def _column(name: str, x: float) -> list[Markup]:
    lines = wrap(name, CELL, 11)
    return [
        text(row, x + CELL / 2, TOP - 8 - 13 * (len(lines) - 1 - i), "soft small", "middle")
        for i, row in enumerate(lines)
    ]


def _cell(cell: Cell, name: str, x: float, y: float) -> Markup:
    parts = [*_ground(cell.state, x + 3, y + 3, CELL - 6, ROW - 6)]
    if cell.n:
        parts.append(
            text(
                f"{cell.n:,}",
                x + CELL / 2,
                y + ROW / 2 + 4,
                "name small halo" if cell.state == "stale" else "name small",
                "middle",
            )
        )
    target = element("rect", x=x + 2, y=y + 2, width=CELL - 4, height=ROW - 4, rx=5, class_="hit")
    return link(cell.href, f"{name}: {cell_words(cell)}", *parts, target, data_state=cell.state)


def _ground(state: State, x: float, y: float, wide: float, tall: float) -> list[Markup]:
    box = {"x": x, "y": y, "width": wide, "height": tall, "rx": 5}
    if state == "known":
        full = element("rect", **box, class_="soft-fill")
        edge = element("rect", x=x, y=y + tall - 4, width=wide, height=4, rx=2, class_="fill")
        return [element("g", full, edge, class_="t-good")]
    if state == "guessed":
        half = element("rect", x=x, y=y + tall - 4, width=wide / 2, height=4, rx=2, class_="fill")
        return [element("g", element("rect", **box, class_="soft-fill"), half, class_="t-them")]
    if state == "stale":
        lines = [line(x + i, y + tall - 2, x + i + tall - 4, y + 2, "hatch") for i in range(3, int(wide - tall) + 3, 8)]
        return [element("g", element("rect", **box, class_="soft-fill"), *lines, class_="t-neutral")]
    return [element("rect", **box, class_="hollow")]


def _key(y: float) -> list[Markup]:
    parts: list[Markup] = []
    x = 0.0
    for state, word in WORDS.items():
        parts += _ground(state, x, y - 11, 30, 16)  # type: ignore[arg-type]
        parts.append(text(word, x + 38, y + 2, "soft small"))
        x += 54 + 6.3 * len(word)
    return parts
