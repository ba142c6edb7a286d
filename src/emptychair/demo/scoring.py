"""Scores as people give them: uneven, with a mean that is planted exactly; some never give the highest."""

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

Draw = Callable[[], float]

# Shares of 1 … 5 by people who are displeased, so-so and pleased; every mean is a mixture of two neighbours.
FREE = ((0.55, 0.25, 0.13, 0.05, 0.02), (0.06, 0.20, 0.35, 0.30, 0.09), (0.01, 0.02, 0.07, 0.28, 0.62))
STRICT = ((0.68, 0.21, 0.08, 0.03, 0.0), (0.10, 0.30, 0.42, 0.18, 0.0), (0.01, 0.05, 0.22, 0.72, 0.0))
STRICT_BIAS = -0.72  # points by which raters who never give a 5 rate lower


class Manner(NamedTuple):
    """One way of feeling: the mean of its marks and their cumulated shares."""

    mean: float
    reached: tuple[float, ...]


def _manners(all_shares: tuple[tuple[float, ...], ...]) -> tuple[Manner, ...]:
    return tuple(
        Manner(sum(mark * share for mark, share in enumerate(shares, 1)), tuple(accumulate(shares)))
        for shares in all_shares
    )


_FREE, _STRICT = _manners(FREE), _manners(STRICT)


def five_points(draw: Draw, mean: float, *, strict: bool = False) -> int:
    """A mark of 1 … 5 whose expectation is `mean` (1.74 … 4.48); strict raters give 1 … 4 around mean - 0.72."""
    low, middle, high = _STRICT if strict else _FREE
    wanted = mean + STRICT_BIAS if strict else mean
    below, above = (low, middle) if wanted < middle.mean else (middle, high)
    manner = above if draw() * (above.mean - below.mean) < wanted - below.mean else below
    chance = draw()
    for mark, reached in enumerate(manner.reached, 1):
        if chance < reached:
            return mark
    return 4 if strict else 5


def eleven_points(draw: Draw, mood: float, *, strict: bool = False) -> int:
    """A likelihood to recommend, 0 … 10, in a mood of 0 … 1; strict raters stop at 8."""
    if draw() < mood:
        mark = 9 + int(draw() * 2) if draw() < 0.7 else 7 + int(draw() * 2)
    else:
        mark = int(draw() * 7) if draw() < 0.7 else 7
    return min(mark, 8) if strict else mark


def seven_points(draw: Draw, mood: float, *, strict: bool = False) -> int:
    """Agreement that it was easy, 1 … 7, in a mood of 0 … 1; strict raters stop at 6."""
    mark = 5 + int(draw() * 3) if draw() < mood else 1 + int(draw() * 4)
    return min(mark, 6) if strict else mark
