"""Geometry shared by charts: boxes that must not overlap, labels that find room, smooth lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that a label or a face takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The shared surface in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


def place_labels(
    anchors: Sequence[tuple[float, float, float, float]], taken: Sequence[Box], bounds: Box, clear: float = 16
) -> list[Box]:
    """A box for each label (x, y of its mark; its own width, height), `clear` above or below the mark.

    Greedy, the crowded first come first; tries both sides, then small steps away and aside, and takes
    the candidate that covers least of faces, labels already placed and the line's own corridor.
    """
    placed: list[Box] = []
    for index, (x, y, width, height) in enumerate(anchors):
        neighbours = [anchors[i][1] for i in (index - 1, index + 1) if 0 <= i < len(anchors)]
        below = y >= sum(neighbours) / len(neighbours) if neighbours else False
        candidates = [
            (cost + 40 * (side != below), _candidate(x + aside, y, width, height, side, away + clear, bounds))
            for away, away_cost in ((0.0, 0.0), (9.0, 30.0), (20.0, 70.0), (33.0, 120.0))
            for aside, aside_cost in ((0.0, 0.0), (-12.0, 25.0), (12.0, 25.0), (-26.0, 60.0), (26.0, 60.0))
            for side in (True, False)
            for cost in (away_cost + aside_cost,)
        ]
        others = [*taken, *placed]
        best = min(candidates, key=lambda c: c[0] + 3 * sum(c[1].overlap(box) for box in others))
        placed.append(best[1])
    return placed


def _candidate(x: float, y: float, width: float, height: float, below: bool, away: float, bounds: Box) -> Box:
    left = min(max(x - width / 2, bounds.left), bounds.right - width)
    top = y + away if below else y - away - height
    top = min(max(top, bounds.top), bounds.bottom - height)
    return Box(left, top, left + width, top + height)


def smooth(points: list[tuple[float, float]], steps: int = 12) -> list[tuple[float, float]]:
    """A monotone cubic through the points (Fritsch and Carlson 1980), `steps` places a piece: it never swings
    past a value."""
    if len(points) < 2:
        return points
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]]
    way = [points[0]]
    for index, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        run = x2 - x1
        for step in range(1, steps + 1):
            t = step / steps
            near, far = (1 + 2 * t) * (1 - t) ** 2, t * t * (3 - 2 * t)
            bend = t * (1 - t) ** 2 * tangents[index] - t * t * (1 - t) * tangents[index + 1]
            way.append((x1 + t * run, near * y1 + far * y2 + run * bend))
    return way
