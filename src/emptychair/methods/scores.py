"""The scores everyone asks for (NPS, CSAT, CES), with the distribution and the interval they hide."""

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from emptychair.core import ENOUGH
from emptychair.methods.interval import Interval
from emptychair.methods.means import mean_interval
from emptychair.methods.proportions import wilson
from emptychair.methods.quantiles import numbers, z
from emptychair.methods.refusal import demand

__all__ = ["ENOUGH", "Distribution", "Effort", "NetPromoter", "distribution", "effort", "mean_interval"]
__all__ += ["nps", "nps_from_counts", "top_two_box"]


class Distribution(NamedTuple):
    """How many people gave each point of a scale, from `lowest` upwards."""

    lowest: int
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """All answers."""
        return sum(self.counts)

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of each point; zeros when nobody answered."""
        return tuple(count / max(self.n, 1) for count in self.counts)


class NetPromoter(NamedTuple):
    """NPS as a share from -1 to 1; multiply by 100 for points. `adjusted` is the interval to show."""

    value: float
    variance: float
    standard_error: float
    wald: Interval
    adjusted: Interval
    promoters: int
    passives: int
    detractors: int


class Effort(NamedTuple):
    """CES: mean agreement on 1-7 with its t interval, and the share that agreed (5-7) with Wilson's."""

    mean: Interval
    agreed: Interval


def distribution(scores: Iterable[float], lowest: int, highest: int) -> Distribution:
    """Count whole scores per scale point; a score off the scale is refused, never clipped."""
    whole = _on_scale(scores, lowest, highest)
    counts = np.bincount(whole - lowest, minlength=highest - lowest + 1)
    return Distribution(lowest, tuple(int(count) for count in counts))


def nps(scores: Iterable[float], level: float = 0.95) -> NetPromoter:
    """Net promoter score of 0-10 answers: share of 9-10 minus share of 0-6 (Reichheld 2003)."""
    counts = distribution(scores, 0, 10).counts
    return nps_from_counts(sum(counts[9:]), sum(counts[7:9]), sum(counts[:7]), level)


def nps_from_counts(promoters: int, passives: int, detractors: int, level: float = 0.95) -> NetPromoter:
    """NPS from the three counts; variance p + d - NPS squared; adjusted Wald after Rocks (2016).

    Promoters and detractors are negatively correlated, so two separate binomials would be wrong.
    """
    demand(min(promoters, passives, detractors) >= 0, "Counts are 0 or more.")
    n = promoters + passives + detractors
    demand(n > 0, "An NPS needs at least one answer; with none, say 'not known'.")
    value, variance = _net(promoters, detractors, n)
    middle, spread = _net(promoters + 0.75, detractors + 0.75, n + 3)
    return NetPromoter(
        value=value,
        variance=variance,
        standard_error=sqrt(variance / n),
        wald=_around(value, value, sqrt(variance / n), n, level),
        adjusted=_around(value, middle, sqrt(spread / (n + 3)), n, level),
        promoters=promoters,
        passives=passives,
        detractors=detractors,
    )


def top_two_box(scores: Iterable[float], lowest: int = 1, highest: int = 5, level: float = 0.95) -> Interval:
    """CSAT: share of answers on the two best points of the scale, with Wilson's interval."""
    whole = _on_scale(scores, lowest, highest)
    return wilson(int((whole >= highest - 1).sum()), whole.size, level)


def effort(scores: Iterable[float], level: float = 0.95) -> Effort:
    """CES on 1-7 agreement that it was easy: mean and share of 5-7."""
    whole = _on_scale(scores, 1, 7)
    return Effort(mean_interval(whole, level), wilson(int((whole >= 5).sum()), whole.size, level))


def _net(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    value = (promoters - detractors) / n
    return value, max((promoters + detractors) / n - value**2, 0.0)


def _around(value: float, middle: float, error: float, n: int, level: float) -> Interval:
    half = z(level) * error
    return Interval(value, max(middle - half, -1.0), min(middle + half, 1.0), n, level)


def _on_scale(scores: Iterable[float], lowest: int, highest: int) -> NDArray[np.int64]:
    array = numbers(scores, "scores")
    whole = array.astype(np.int64)
    off = np.unique(array[(whole != array) | (whole < lowest) | (whole > highest)])[:5].tolist()
    demand(not off, f"{off} are no points of the scale {lowest}-{highest}; send such answers to quarantine.")
    return whole
