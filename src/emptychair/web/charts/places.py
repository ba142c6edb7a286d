"""Places in a layered drawing: least squares under separation, then passing lines pulled straight."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from emptychair.web.charts.grid import SWEEPS, Grid, Ties, is_lane

APART = 26.0  # between two boxes of one rank, in pixels

Seats = dict[str, tuple[int, int]]


def place(grid: Grid) -> dict[str, float]:
    """The centre of every box and lane: each near the weighted mean of its ties, none overlapping."""
    places: dict[str, float] = {}
    for row in grid.rows:
        _spread(grid, row, places)
    rows = range(len(grid.rows))
    for sweep in range(SWEEPS):
        sides = (grid.above,) if sweep < 2 else (grid.above, grid.below)
        for index in rows if sweep % 2 == 0 else reversed(rows):
            _place_row(grid, grid.rows[index], places, sides)
    _straighten(grid, places)
    return places


def separated(wanted: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Minimise sum of weights * (x - wanted)^2 with x[i+1] - x[i] >= gaps[i] (pool adjacent violators).

    Taking the gaps off turns it into isotonic regression: Barlow, Bartholomew, Bremner and Brunk (1972).
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for place, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, mass, size = place - offset, weight, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean = (before * heavy + mean * mass) / (heavy + mass)
            mass, size = heavy + mass, many + size
        pools.append((mean, mass, size))
    level = [mean for mean, _, size in pools for _ in range(size)]
    return [mean + offset for mean, offset in zip(level, offsets, strict=True)]


def _spread(grid: Grid, row: Sequence[str], places: dict[str, float]) -> None:
    x = 0.0
    for key in row:
        places[key] = x + grid.widths[key] / 2
        x += grid.widths[key] + APART
    for key in row:
        places[key] -= (x - APART) / 2


def _place_row(grid: Grid, row: Sequence[str], places: dict[str, float], sides: Sequence[Ties]) -> None:
    ties = [[tie for side in sides for tie in side[key]] for key in row]
    weights = [sum(w for _, w in near) or 1e-3 for near in ties]
    wanted = [
        sum(places[k] * w for k, w in near) / weight if near else places[key]
        for key, near, weight in zip(row, ties, weights, strict=True)
    ]
    gaps = [_gap(grid, a, b) for a, b in pairwise(row)]
    places.update(zip(row, separated(wanted, weights, gaps), strict=True))


def _gap(grid: Grid, a: str, b: str) -> float:
    return (grid.widths[a] + grid.widths[b]) / 2 + (APART / 3 if is_lane(a) or is_lane(b) else APART)


def _straighten(grid: Grid, places: dict[str, float]) -> None:
    """Give the lanes of a chain one x as far as their neighbours allow.

    Chains that run outside all boxes go first, the inner ones before the outer: each may push the loose
    lanes beyond it further out, so that nothing bends them.
    """
    at = {key: (r, i) for r, row in enumerate(grid.rows) for i, key in enumerate(row)}
    chains = [chain[1:-1] for chain in grid.chains if chain and len(chain) > 3]
    loose = {lane for chain in chains for lane in chain}
    for side in (-1, 1):
        outer = [chain for chain in chains if loose.issuperset(chain) and _is_outer(grid, chain, at, side)]
        for chain in sorted(outer, key=lambda c: side * sum(places[k] for k in c) / len(c)):
            _align(grid, chain, at, places, side, loose)
            loose.difference_update(chain)
    for chain in chains:
        _align(grid, chain, at, places, 0, set())


def _is_outer(grid: Grid, chain: Sequence[str], at: Seats, side: int) -> bool:
    for key in chain:
        row, seat = at[key]
        beyond = grid.rows[row][:seat] if side < 0 else grid.rows[row][seat + 1 :]
        if not all(is_lane(other) for other in beyond):
            return False
    return True


def _align(grid: Grid, chain: Sequence[str], at: Seats, places: dict[str, float], side: int, loose: set[str]) -> None:
    run: list[str] = []
    low, high = float("-inf"), float("inf")
    for key in chain:
        left, right = _room(grid, key, at, places, side, loose)
        if run and max(low, left) > min(high, right):
            _set(run, places, low, high, side)
            run, low, high = [], float("-inf"), float("inf")
        run.append(key)
        low, high = max(low, left), min(high, right)
    _set(run, places, low, high, side)


def _set(run: Sequence[str], places: dict[str, float], low: float, high: float, side: int) -> None:
    xs = [places[key] for key in run]
    wanted = min(xs) if side < 0 else max(xs) if side > 0 else median(xs)
    for key in run:
        places[key] = min(max(wanted, low), high)


def _room(grid: Grid, key: str, at: Seats, places: dict[str, float], side: int, loose: set[str]) -> tuple[float, float]:
    row, seat = at[key]
    keys, left, right = grid.rows[row], float("-inf"), float("inf")
    if seat and not (side < 0 and keys[seat - 1] in loose):
        left = places[keys[seat - 1]] + _gap(grid, keys[seat - 1], key)
    if seat + 1 < len(keys) and not (side > 0 and keys[seat + 1] in loose):
        right = places[keys[seat + 1]] - _gap(grid, key, keys[seat + 1])
    return left, right
