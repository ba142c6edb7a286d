"""Layered layout of a directed graph: ranks, order within ranks, places; pure Python, for process maps.

The steps are those of Sugiyama, Tagawa and Toda (1981): break cycles, rank, order, place. Ours differ in
two ways: cycles break by where a step usually stands in real traces, so that what people do first is on
top; and places come from weighted least squares under separation, so that the busiest way runs straight.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from emptychair.web.charts.grid import LANE, Grid, add_chain, order
from emptychair.web.charts.places import place


@dataclass(frozen=True, slots=True)
class Block:
    """A node to place: its width in pixels and where it usually stands in a trace (any rising unit)."""

    key: str
    width: float
    position: float | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge to draw; heavier ones are kept short and straight."""

    source: str
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one edge from its source to its target: x in every rank it touches."""

    source: str
    target: str
    stops: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Rank and centre x of every node, the routes in the order of the edges (loops have none), the width."""

    ranks: dict[str, int]
    centres: dict[str, float]
    routes: tuple[Route | None, ...]
    width: float


def layout(nodes: Sequence[Block], edges: Sequence[Tie]) -> Layout:
    """Rank, order and place the nodes; the same input gives the same picture."""
    standing = positions(nodes, edges)
    forward = [
        (e.source, e.target) if standing[e.source] <= standing[e.target] else (e.target, e.source) for e in edges
    ]
    ranks = rank(standing, forward, [e.weight for e in edges])
    grid = Grid([[] for _ in range(max(ranks.values(), default=0) + 1)], {n.key: n.width for n in nodes})
    for key, row in ranks.items():
        grid.rows[row].append(key)
    for edge, (top, bottom) in zip(edges, forward, strict=True):
        add_chain(grid, top, bottom, ranks, edge.weight)
    order(grid)
    places = place(grid)
    left = min(places[n.key] - n.width / 2 for n in nodes) if nodes else 0.0
    left = min([left, *(places[lane] - LANE for chain in grid.chains if chain for lane in chain[1:-1])])
    routes = tuple(
        None if chain is None else _route(edge, chain, ranks, places, left)
        for edge, chain in zip(edges, grid.chains, strict=True)
    )
    centres = {n.key: places[n.key] - left for n in nodes}
    right = [centres[n.key] + n.width / 2 for n in nodes] + [x + LANE for r in routes if r for _, x in r.stops]
    return Layout(ranks, centres, routes, max(right, default=0.0))


def positions(nodes: Sequence[Block], edges: Sequence[Tie]) -> dict[str, int]:
    """A total order of the nodes: by their usual position in traces, else by how much more flows out than in.

    Without positions it is the greedy order of Eades, Lin and Smyth (1993), which leaves little weight
    against the flow.
    """
    if all(node.position is not None for node in nodes):
        ranked = sorted(nodes, key=lambda n: (n.position, n.key))
        return {node.key: index for index, node in enumerate(ranked)}
    left = {node.key for node in nodes}
    first: list[str] = []
    last: list[str] = []
    while left:
        out, into = _flows(left, edges)
        sinks = sorted(k for k in left if not out[k])
        sources = sorted(k for k in left if not into[k])
        if sources:
            first += sources
        elif sinks:
            last = [*sinks, *last]
        else:
            first.append(max(sorted(left), key=lambda k: out[k] - into[k]))
        left -= {*first, *last}
    return {key: index for index, key in enumerate([*first, *last])}


def _flows(left: set[str], edges: Sequence[Tie]) -> tuple[dict[str, float], dict[str, float]]:
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    for edge in edges:
        if edge.source != edge.target and edge.source in left and edge.target in left:
            out[edge.source] += edge.weight
            into[edge.target] += edge.weight
    return out, into


def rank(standing: dict[str, int], forward: Sequence[tuple[str, str]], weights: Sequence[float]) -> dict[str, int]:
    """Longest-path ranks, each node then pulled inside its slack towards the side with more weight."""
    ties = [(a, b, w) for (a, b), w in zip(forward, weights, strict=True) if a != b]
    ranks = dict.fromkeys(standing, 0)
    for key in sorted(standing, key=standing.__getitem__):
        ranks[key] = max((ranks[a] + 1 for a, b, _ in ties if b == key), default=0)
    for key in sorted(standing, key=standing.__getitem__, reverse=True):
        before = [(ranks[a], w) for a, b, w in ties if b == key]
        after = [(ranks[b], w) for a, b, w in ties if a == key]
        if after and sum(w for _, w in after) > sum(w for _, w in before):
            ranks[key] = min(r for r, _ in after) - 1
    return ranks


def _route(edge: Tie, chain: list[str], ranks: dict[str, int], places: dict[str, float], left: float) -> Route:
    start = ranks[chain[0]]
    stops = [(start + i, places[key] - left) for i, key in enumerate(chain)]
    if edge.source != chain[0]:
        stops.reverse()
    return Route(edge.source, edge.target, tuple(stops))
