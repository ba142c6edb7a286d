"""Means and differences of means with their t intervals, weighted answers included."""

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

import numpy as np

from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import numbers, t
from emptychair.methods.refusal import demand


class WeightedMean(NamedTuple):
    """A weighted mean, its linearised standard error, its interval and the effective n."""

    interval: Interval
    standard_error: float
    effective_n: float


def mean_interval(values: Iterable[float], level: float = 0.95) -> Interval:
    """Mean with Student's t interval; a single value has an interval without ends (infinite)."""
    array = numbers(values)
    deviation = float(array.std(ddof=1)) if array.size > 1 else 0.0
    return summary_interval(float(array.mean()), deviation, array.size, level)


def summary_interval(mean: float, deviation: float, n: int, level: float = 0.95) -> Interval:
    """The same from a summary: the mean, the standard deviation (n - 1) and n, as a database gives them."""
    demand(n > 0, "A mean needs at least one observation; with none, say 'not known'.")
    if n == 1:
        return Interval(mean, float("-inf"), float("inf"), 1, level)
    half = t(level, n - 1) * deviation / sqrt(n)
    return Interval(mean, mean - half, mean + half, n, level)


def weighted_mean(values: Iterable[float], weights: Iterable[float], level: float = 0.95) -> WeightedMean:
    """Survey-weighted mean with Taylor-linearised SE, people as sampling units, n-1 degrees of freedom."""
    y, w = numbers(values, "values", 2), numbers(weights, "weights", 2)
    demand(y.size == w.size, f"{y.size} values but {w.size} weights; give one weight a value.")
    demand(bool((w >= 0).all()) and float(w.sum()) > 0, "Weights are 0 or more, and not all 0.")
    mean = float(np.average(y, weights=w))
    influence = w * (y - mean) / w.sum()
    error = sqrt(y.size / (y.size - 1) * float((influence**2).sum()))
    half = t(level, y.size - 1) * error
    interval = Interval(mean, mean - half, mean + half, y.size, level)
    return WeightedMean(interval, error, effective_n(w))


def difference(values: Iterable[float], others: Iterable[float], level: float = 0.95) -> Interval:
    """Mean of the first minus mean of the second, unequal variances allowed (Welch 1947)."""
    a, b = numbers(values, "first group", 2), numbers(others, "second group", 2)
    value = float(a.mean() - b.mean())
    parts = float(a.var(ddof=1)) / a.size, float(b.var(ddof=1)) / b.size
    if sum(parts) == 0:
        return Interval(value, value, value, a.size + b.size, level)
    degrees = sum(parts) ** 2 / (parts[0] ** 2 / (a.size - 1) + parts[1] ** 2 / (b.size - 1))
    half = t(level, degrees) * sqrt(sum(parts))
    return Interval(value, value - half, value + half, a.size + b.size, level)


def effective_n(weights: Iterable[float]) -> float:
    """How many equal weights these are worth: (sum of w) squared over the sum of w squared (Kish 1965)."""
    w = numbers(weights, "weights")
    demand(float((w**2).sum()) > 0, "All weights are 0; nobody is counted.")
    return float(w.sum() ** 2 / (w**2).sum())
