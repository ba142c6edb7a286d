"""Process map: what customers really do, step by step, seen by people, by waiting or by feeling."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from markupsafe import Markup

from emptychair.web.charts.geometry import Box
from emptychair.web.charts.layout import Block, Layout, Route, Tie, layout
from emptychair.web.charts.marks import (
    Table,
    element,
    face,
    feeling_word,
    link,
    number,
    picture,
    text,
    text_width,
    tone,
    width_class,
)

BOX, GAP, LOOP, PAD = 30.0, 30.0, 30.0, 18.0
View = Literal["people", "waiting", "feeling"]


@dataclass(frozen=True, slots=True)
class MapNode:
    """A step: how many went through it, how they felt (-1..+1), its usual (median) position in traces."""

    key: str
    label: str
    count: int
    feeling: float | None = None
    href: str = ""
    position: float | None = None


@dataclass(frozen=True, slots=True)
class MapEdge:
    """From one step straight to the next: how many, the median wait in hours, how they felt on arrival."""

    source: str
    target: str
    count: int
    waiting_hours: float | None = None
    feeling: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A drawn edge: its outline, the places where its words could stand, its width and words."""

    edge: MapEdge
    outline: str
    tip: tuple[float, float, int]
    spots: tuple[tuple[float, float], ...]
    stroke: float
    words: str


def processmap(nodes: Sequence[MapNode], edges: Sequence[MapEdge], *, finding: str, view: View = "people") -> Markup:
    """Boxes from top to bottom; the wider the line, the more people walked it, or the longer they waited."""
    if not nodes:
        return picture(640, 60, finding, text("No step heard of yet.", 320, 34, "soft", "middle"), role="img")
    loops = {edge.source for edge in edges if edge.source == edge.target}
    widths = {node.key: _box_width(node, view) for node in nodes}
    blocks = [Block(n.key, widths[n.key] + (LOOP * 2 if n.key in loops else 0), n.position) for n in nodes]
    plan = layout(blocks, [Tie(e.source, e.target, float(e.count)) for e in edges])
    ways = _ways(edges, plan, widths, view)
    height = (max(plan.ranks.values()) + 1) * (BOX + GAP) - GAP + 2 * PAD
    labels = _labels(ways, [_box(n, plan, widths) for n in nodes])
    lightest = sorted(edge.count for edge in edges)[len(edges) // 5] if edges else 0
    names = {node.key: node.label for node in nodes}
    drawn = [_draw(way, spot, view, lightest, names) for way, spot in zip(ways, labels, strict=True)]
    boxes = [_node(node, _box(node, plan, widths), view) for node in nodes]
    width = plan.width + 2 * PAD
    return picture(width, height, finding, *drawn, *boxes, class_=f"map {width_class(width)}")


def processmap_table(nodes: Sequence[MapNode], edges: Sequence[MapEdge], caption: str) -> Table:
    """The twin: from, to, people, wait, feeling; the busiest first."""
    names = {node.key: node.label for node in nodes}
    rows = tuple(
        (names[e.source], names[e.target], f"{e.count:,}", wait_words(e.waiting_hours), feeling_word(e.feeling))
        for e in sorted(edges, key=lambda e: -e.count)
    )
    return Table(caption, ("From", "To", "People", "Median wait", "Feeling on arrival"), rows)


def wait_words(hours: float | None) -> str:
    """A wait in the unit people would say it in."""
    if hours is None:
        return "–"
    if hours < 1:
        return f"{number(hours * 60)} min"
    return f"{number(hours)} h" if hours < 48 else f"{number(hours / 24)} d"


def reach(words: str) -> float:
    """Half the width that the words of a way take up, at least half of a finger's 24 pixels."""
    return max(text_width(words, 11) / 2 + 3, 12.0)


def _box_width(node: MapNode, view: View) -> float:
    return 34 + text_width(node.label, 12, True) + text_width(f"{node.count:,}", 12) + (20 if view == "feeling" else 0)


def _box(node: MapNode, plan: Layout, widths: dict[str, float]) -> Box:
    x, y = plan.centres[node.key] + PAD, _top(plan.ranks[node.key])
    return Box(x - widths[node.key] / 2, y, x + widths[node.key] / 2, y + BOX)


def _top(row: int) -> float:
    return PAD + row * (BOX + GAP)


def _ways(edges: Sequence[MapEdge], plan: Layout, widths: dict[str, float], view: View) -> list[Way]:
    size = _sizes(edges, view)
    ports = _ports(edges, plan, widths)
    ways: list[Way] = []
    for index, (edge, route) in enumerate(zip(edges, plan.routes, strict=True)):
        words = wait_words(edge.waiting_hours) if view == "waiting" else number(edge.count)
        if route is None:
            ways.append(_loop(edge, plan, widths, size[index], words))
        else:
            ways.append(_way(edge, route, ports[index], size[index], words))
    return ways


def _sizes(edges: Sequence[MapEdge], view: View) -> list[float]:
    amounts = [float(e.waiting_hours or 0) if view == "waiting" else float(e.count) for e in edges]
    top = max(amounts, default=1) or 1
    return [1.2 + 6.3 * sqrt(amount / top) for amount in amounts]


def _ports(edges: Sequence[MapEdge], plan: Layout, widths: dict[str, float]) -> list[tuple[float, float]]:
    """Where each edge leaves and enters: sorted by where it goes, the busiest in the middle of the side."""
    sides: dict[tuple[str, bool], list[tuple[float, int, int, int]]] = defaultdict(list)
    for index, (edge, route) in enumerate(zip(edges, plan.routes, strict=True)):
        if route:
            down = route.stops[0][0] < route.stops[-1][0]
            sides[edge.source, down].append((route.stops[1][1], edge.count, index, 0))
            sides[edge.target, not down].append((route.stops[-2][1], edge.count, index, 1))
    places: dict[tuple[int, int], float] = {}
    for (key, _), ends in sides.items():
        ends.sort()
        busiest = max(range(len(ends)), key=lambda i: ends[i][1])
        room = min(16.0, (widths[key] / 2 - 12) / max(busiest, len(ends) - 1 - busiest, 1))
        for i, (_, _, index, end) in enumerate(ends):
            places[index, end] = plan.centres[key] + (i - busiest) * room
    return [(places.get((i, 0), 0.0) + PAD, places.get((i, 1), 0.0) + PAD) for i in range(len(edges))]


def _way(edge: MapEdge, route: Route, port: tuple[float, float], stroke: float, words: str) -> Way:
    down = 1 if route.stops[0][0] < route.stops[-1][0] else -1
    near, far = (BOX, 0.0) if down > 0 else (0.0, BOX)
    x, y = port[0], _top(route.stops[0][0]) + near
    outline, spots = [f"M{x:.1f} {y:.1f}"], []
    inner = [(row, stop + PAD) for row, stop in route.stops[1:-1]]
    for row, next_x in [*inner, (route.stops[-1][0], port[1])]:
        last = row == route.stops[-1][0]
        next_y = _top(row) + far - (5 * down if last else 0)
        middle = (y + next_y) / 2
        outline.append(f"C{x:.1f} {middle:.1f} {next_x:.1f} {middle:.1f} {next_x:.1f} {next_y:.1f}")
        spots.append(((x + next_x) / 2, middle))
        if not last:
            # Straight through the rank in its own lane, so that no line cuts a box beside it.
            outline.append(f"V{_top(row) + near:.1f}")
            spots.append((next_x, _top(row) + BOX / 2))
        x, y = next_x, _top(row) + near
    tip = (port[1], _top(route.stops[-1][0]) + far, down)
    return Way(edge, " ".join(outline), tip, tuple(spots), stroke, words)


def _loop(edge: MapEdge, plan: Layout, widths: dict[str, float], stroke: float, words: str) -> Way:
    x = plan.centres[edge.source] + PAD + widths[edge.source] / 2
    y = _top(plan.ranks[edge.source])
    outline = f"M{x:.1f} {y + 8:.1f}c26 -12 26 {BOX - 4:.1f} 3 {BOX - 16:.1f}"
    return Way(edge, outline, (x, y + BOX - 8, 0), ((x + 26, y + BOX / 2),), min(stroke, 3), words)


def _labels(ways: Sequence[Way], boxes: Sequence[Box]) -> list[tuple[float, float] | None]:
    """A free spot for the words of each way, the busiest first; None where every spot is taken."""
    taken = list(boxes)
    spots: list[tuple[float, float] | None] = [None] * len(ways)
    for index in sorted(range(len(ways)), key=lambda i: -ways[i].edge.count):
        wide = reach(ways[index].words)
        for x, y in ways[index].spots:
            box = Box(x - wide, y - 12, x + wide, y + 12)
            if not any(box.overlap(other) for other in taken):
                spots[index] = (x, y)
                taken.append(box)
                break
    return spots


def _draw(way: Way, spot: tuple[float, float] | None, view: View, lightest: int, names: dict[str, str]) -> Markup:
    edge = way.edge
    toned = view == "feeling" and tone(edge.feeling) != "neutral"
    css = "way toned" if toned else "way faint" if edge.count <= lightest else "way"
    x, y, down = way.tip
    size = 3.4 + way.stroke * 0.55
    if down:
        points = (
            f"{x - size:.1f},{y - down * size * 1.5:.1f} {x + size:.1f},{y - down * size * 1.5:.1f} {x:.1f},{y:.1f}"
        )
    else:
        points = f"{x + 7:.1f},{y - 5:.1f} {x + 8:.1f},{y + 4:.1f} {x:.1f},{y:.1f}"
    parts = [
        element("path", d=way.outline, class_=css, stroke_width=round(way.stroke, 1)),
        element("polygon", points=points, class_="tip"),
    ]
    if spot:
        words = text(way.words, spot[0], spot[1] + 4, "soft small halo", "middle")
        wide = reach(way.words)
        hit = element("rect", x=spot[0] - wide, y=spot[1] - 12, width=2 * wide, height=24, rx=5, class_="hit")
        parts.append(link(edge.href, _edge_words(edge, names), hit, words) if edge.href else words)
    kind = f"t-{tone(edge.feeling)} toned" if toned else ""
    return element("g", *parts, class_=kind or None, data_from=edge.source, data_to=edge.target)


def _edge_words(edge: MapEdge, names: dict[str, str]) -> str:
    wait = f", median wait {wait_words(edge.waiting_hours)}" if edge.waiting_hours is not None else ""
    felt = f", {feeling_word(edge.feeling)}" if edge.feeling is not None else ""
    return f"{number(edge.count)} went from {names[edge.source]} to {names[edge.target]}{wait}{felt}"


def _node(node: MapNode, box: Box, view: View) -> Markup:
    kind = tone(node.feeling) if view == "feeling" else "neutral"
    middle = box.top + BOX / 2
    css = "box toned" if kind != "neutral" else "box"
    ground = element("rect", x=box.left, y=box.top, width=box.right - box.left, height=BOX, rx=8, class_=css)
    parts = [ground]
    left = box.left + 11
    if view == "feeling":
        parts.append(face(left + 6, middle, 7.5, node.feeling))
        left += 20
    parts.append(text(node.label, left, middle + 4, "name"))
    parts.append(text(f"{node.count:,}", box.right - 10, middle + 4, "soft", "end"))
    felt = f", {feeling_word(node.feeling)}" if view == "feeling" else ""
    name = f"{node.label} {node.count:,} people{felt}"
    return link(node.href, name, *parts, class_=f"step t-{kind}", data_step=node.key)
