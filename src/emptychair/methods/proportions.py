"""Shares of a whole with an honest interval, also where n is small or the share is 0 or 1."""

from math import hypot, sqrt

from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import z
from emptychair.methods.refusal import demand


def wilson(successes: int, n: int, level: float = 0.95) -> Interval:
    """Share of `successes` among `n` with its score interval (Wilson 1927; Newcombe 1998, method 3)."""
    _counts(successes, n)
    quantile = z(level)
    share, shrink = successes / n, 1 + quantile**2 / n
    centre = (share + quantile**2 / (2 * n)) / shrink
    half = quantile * sqrt(share * (1 - share) / n + quantile**2 / (4 * n**2)) / shrink
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Interval(share, low, high, n, level)


def difference(successes: int, n: int, other_successes: int, other_n: int, level: float = 0.95) -> Interval:
    """First share minus second, two separate groups, square-and-add interval (Newcombe 1998, method 10).

    The interval's `n` is the number of people in both groups together.
    """
    first, second = wilson(successes, n, level), wilson(other_successes, other_n, level)
    value = first.value - second.value
    low = value - hypot(first.value - first.low, second.high - second.value)
    high = value + hypot(first.high - first.value, second.value - second.low)
    return Interval(value, low, high, n + other_n, level)


def _counts(successes: int, n: int) -> None:
    demand(n > 0, "A share needs at least one observation; with none, say 'not known'.")
    demand(0 <= successes <= n, f"{successes} successes among {n} cannot be; count both on the same rows.")
