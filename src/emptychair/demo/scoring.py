"""Scores as people give them: uneven, with a mean that is planted exactly; some never give the highest."""

from collections.abc import Callable
from itertools import accumulate

Draw = Callable[[], float]

# Shares of 1 … 5 by people who are pleased and who are not; every mean between is a mixture of the two.
PLEASED = (0.01, 0.02, 0.07, 0.28, 0.62)
DISPLEASED = (0.55, 0.25, 0.13, 0.05, 0.02)
PLEASED_STRICT = (0.01, 0.05, 0.22, 0.72, 0.0)
DISPLEASED_STRICT = (0.68, 0.21, 0.08, 0.03, 0.0)
STRICT_BIAS = -0.72  # points by which raters who never give a 5 rate lower


def _mean(shares: tuple[float, ...]) -> float:
    return sum(mark * share for mark, share in enumerate(shares, 1))


_FREE = (tuple(accumulate(PLEASED)), tuple(accumulate(DISPLEASED)), _mean(PLEASED), _mean(DISPLEASED))
_STRICT = (
    tuple(accumulate(PLEASED_STRICT)),
    tuple(accumulate(DISPLEASED_STRICT)),
    _mean(PLEASED_STRICT),
    _mean(DISPLEASED_STRICT),
)


def five_points(draw: Draw, mean: float, *, strict: bool = False) -> int:
    """A mark of 1 … 5 whose expectation is `mean` (1.74 … 4.48); strict raters give 1 … 4 around mean - 0.72."""
    pleased, displeased, top, bottom = _STRICT if strict else _FREE
    wanted = mean + STRICT_BIAS if strict else mean
    shares = pleased if draw() * (top - bottom) < wanted - bottom else displeased
    chance = draw()
    for mark, reached in enumerate(shares, 1):
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
