"""Grid of a layered drawing: rows of boxes and of lanes for passing lines, ordered so that few lines cross."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 14
LANE = 15.0  # what a line that passes a rank takes up, in pixels

Ties = dict[str, list[tuple[str, float]]]


@dataclass(slots=True)
class Grid:
    """Rows of names from top to bottom, their widths, the ties between next rows, one chain an edge.

    A line that passes a rank has a lane there: a name that starts with a zero byte.
    """

    rows: list[list[str]]
    widths: dict[str, float]
    above: Ties = field(default_factory=lambda: defaultdict(list))
    below: Ties = field(default_factory=lambda: defaultdict(list))
    chains: list[list[str] | None] = field(default_factory=list)


def is_lane(key: str) -> bool:
    """Whether a name is the lane of a passing line."""
    return key.startswith("\0")


def add_chain(grid: Grid, top: str, bottom: str, ranks: dict[str, int], weight: float) -> None:
    """Tie two boxes by a chain of lanes, one in every rank between; a loop leaves None."""
    if top == bottom:
        grid.chains.append(None)
        return
    between = range(ranks[top] + 1, ranks[bottom])
    chain = [top, *(f"\0{len(grid.chains)}\0{row}" for row in between), bottom]
    for row, lane in zip(between, chain[1:-1], strict=True):
        grid.rows[row].append(lane)
        grid.widths[lane] = LANE
    for a, b in pairwise(chain):
        # The power lets the busiest way keep its line where many thin ones lean against it.
        stiff = weight**1.5 * (2 if is_lane(a) and is_lane(b) else 1)
        grid.below[a].append((b, stiff))
        grid.above[b].append((a, stiff))
    grid.chains.append(chain)


def order(grid: Grid) -> None:
    """Barycentre sweeps down and up; the order with the fewest crossings stays."""
    best, fewest = [list(row) for row in grid.rows], crossings(grid.rows, grid.below)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        pairs = list(pairwise(range(len(grid.rows)) if down else range(len(grid.rows) - 1, -1, -1)))
        for fixed, moved in pairs:
            _sort_row(grid, fixed, moved, grid.above if down else grid.below)
        found = crossings(grid.rows, grid.below)
        if found < fewest:
            best, fewest = [list(row) for row in grid.rows], found
    grid.rows = best


def _sort_row(grid: Grid, fixed: int, moved: int, ties: Ties) -> None:
    at = {key: index for index, key in enumerate(grid.rows[fixed])}
    middle = {key: index for index, key in enumerate(grid.rows[moved])}

    def centre(key: str) -> float:
        weight = sum(w for _, w in ties[key])
        return sum(at[k] * w for k, w in ties[key]) / weight if weight else float(middle[key])

    grid.rows[moved].sort(key=lambda key: (centre(key), middle[key]))


def crossings(rows: Sequence[Sequence[str]], below: Ties) -> int:
    """How many pairs of ties cross between next rows."""
    total = 0
    for upper, lower in pairwise(rows):
        at = {key: index for index, key in enumerate(lower)}
        ends = [at[b] for key in upper for b in sorted((b for b, _ in below[key]), key=at.__getitem__)]
        total += sum(1 for i, a in enumerate(ends) for b in ends[i + 1 :] if b < a)
    return total
