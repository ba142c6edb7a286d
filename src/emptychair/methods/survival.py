"""How long until something happens, when for some people it has not happened yet (M12, M30)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import Numbers, numbers, z
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Step:
    """At `time`: how many were still waiting, how many it happened to, and the share still waiting after."""

    time: float
    at_risk: int
    happened: int
    waiting: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve: one step a time at which something happened, all in the unit of the times."""

    steps: tuple[Step, ...]
    n: int
    level: float = 0.95

    def waiting_at(self, time: float) -> float:
        """Share still waiting just after that time."""
        past = [step.waiting for step in self.steps if step.time <= time]
        return past[-1] if past else 1.0

    def quantile(self, share_done: float) -> float | None:
        """First time by which that share is done; None where the curve never gets there."""
        return next((step.time for step in self.steps if step.waiting <= 1 - share_done + 1e-12), None)

    @property
    def median(self) -> float | None:
        """Time by which half are done; None while more than half still wait (say so, guess nothing)."""
        return self.quantile(0.5)

    @property
    def median_ends(self) -> tuple[float | None, float | None]:
        """Interval of the median: where the curve's two bands cross one half; None is "not yet known"."""
        low = next((step.time for step in self.steps if step.low <= 0.5), None)
        return low, next((step.time for step in self.steps if step.high <= 0.5), None)


def kaplan_meier(times: Iterable[float], happened: Iterable[bool], level: float = 0.95) -> Curve:
    """Product-limit curve (Kaplan and Meier 1958), Greenwood error, log-log interval.

    `times` in any one unit, 0 or more; `happened` is False for those who were still waiting (censored).
    """
    time = numbers(times, "times")
    event = np.asarray(list(happened), dtype=bool)
    demand(time.size == event.size, f"{time.size} times but {event.size} outcomes; give one outcome a time.")
    demand(bool((time >= 0).all()), "A waiting time below 0 is an error in the data; send it to quarantine.")
    moments, deaths, at_risk = _table(time, event)
    waiting = np.cumprod(1 - deaths / at_risk)
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(deaths / (at_risk * (at_risk - deaths)))
    rows = zip(moments, at_risk, deaths, waiting, greenwood, strict=True)
    return Curve(tuple(_step(level, *(float(one) for one in row)) for row in rows), time.size, level)


def done_by(curve: Curve, time: float) -> Interval:
    """Share done by that time with its interval: "answered within 24 hours" with open cases counted."""
    past = [step for step in curve.steps if step.time <= time]
    if not past:
        return Interval(0.0, 0.0, 1.0, curve.n, curve.level)
    last = past[-1]
    return Interval(1 - last.waiting, 1 - last.high, 1 - last.low, curve.n, curve.level)


def _table(time: Numbers, event: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    moments, position = np.unique(time, return_inverse=True)
    deaths = np.bincount(position, weights=event, minlength=moments.size).astype(np.float64)
    leaving = np.bincount(position, minlength=moments.size)
    at_risk = (time.size - np.concatenate(([0], np.cumsum(leaving)[:-1]))).astype(np.float64)
    kept = deaths > 0
    return moments[kept], deaths[kept], at_risk[kept]


def _step(level: float, time: float, at_risk: float, deaths: float, waiting: float, greenwood: float) -> Step:
    if not 0 < waiting < 1:
        return Step(time, int(at_risk), int(deaths), waiting, 0.0, waiting, waiting)
    spread = z(level) * sqrt(greenwood) / log(waiting)
    low, high = (waiting ** exp(sign * spread) for sign in (-1, 1))
    return Step(time, int(at_risk), int(deaths), waiting, waiting * sqrt(greenwood), low, high)
