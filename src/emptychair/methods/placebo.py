"""The step of a series at one date, judged by the steps that nothing caused at all the dates before."""

from functools import lru_cache
from math import sqrt

import numpy as np

from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import Numbers, t
from emptychair.methods.refusal import demand

LEAST_BEFORE = 20
"""Periods before the change below which there are too few placebo dates to learn from."""

LEAST_AFTER = 4
"""Periods after the change below which one odd day decides."""


def step(series: Numbers, change_at: int, season_length: int = 0, level: float = 0.95) -> Interval:
    """Step over a linear trend (and season) at `change_at`, with a placebo-in-time interval.

    The same regression is run at every placebo date before the change, where the true step is 0. How
    far those steps stray, in units of their own design's error, tells how far the real one may stray:
    serial correlation is thus measured, not modelled. Neighbouring placebo dates share their days, so
    the degrees of freedom are Satterthwaite's for that overlapping quadratic form, not their count.
    """
    after = series.size - change_at
    demand(
        change_at >= max(LEAST_BEFORE, 3 * season_length) and after >= LEAST_AFTER,
        f"{change_at} periods before and {after} after the change are too few; "
        f"{max(LEAST_BEFORE, 3 * season_length)} before and {LEAST_AFTER} after are needed.",
    )
    weights = _step_weights(series.size, change_at, season_length)
    value = float(weights @ series)
    placebos = _placebo_weights(change_at, season_length)
    stray = float(np.mean((placebos @ series[:change_at]) ** 2))
    half = t(level, _degrees(placebos)) * sqrt(stray * float(weights @ weights))
    return Interval(value, value - half, value + half, series.size, level)


def _step_weights(length: int, cut: int, season_length: int) -> Numbers:
    """The linear combination of the series that least squares calls the step."""
    when = np.arange(length, dtype=np.float64)
    columns = [np.ones(length), when / length - 0.5, (when >= cut).astype(np.float64)]
    columns += [(when % season_length == day).astype(np.float64) for day in range(1, season_length)]
    weights: Numbers = np.linalg.pinv(np.column_stack(columns))[2]
    return weights


@lru_cache(maxsize=32)  # a page checks many series of one shape; 12 ms each time otherwise
def _placebo_weights(length: int, season_length: int) -> Numbers:
    """One row a placebo date, scaled to unit length, leaving a sixth of the days free at either end."""
    margin = max(LEAST_AFTER, length // 6)
    dates = range(margin, length - margin + 1)
    rows = [_step_weights(length, date, season_length) for date in dates]
    scaled = np.array([row / np.linalg.norm(row) for row in rows])
    scaled.flags.writeable = False
    return scaled


def _degrees(rows: Numbers) -> float:
    overlap = rows @ rows.T
    return float(len(rows) ** 2 / (overlap**2).sum())
