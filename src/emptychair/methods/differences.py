"""The gap between the two chairs: what we believe, what they show, and how much it matters (M23)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from emptychair.methods import means
from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import Numbers, numbers
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Difference:
    """Company's chair minus customer's chair, in the unit of both; above 0 we flatter ourselves.

    `standardised` is the difference over the spread of single customers (0.2 small, 0.8 large); where a
    belief stands against a share, the spread is that of a yes or no at the customers' share.
    """

    company: float
    customer: Interval
    value: float
    low: float
    high: float
    standardised: float

    @property
    def certain(self) -> bool:
        """Whether the interval of the difference leaves 0 out."""
        return self.low > 0 or self.high < 0


def belief_against(believed: float, measured: Interval, spread: float) -> Difference:
    """One believed number against what customers showed; a belief has no sampling error.

    `spread` is the standard deviation of single customers, in the unit of the numbers (for a share,
    `share_spread(measured)`); it makes gaps of different units comparable.
    """
    value = believed - measured.value
    low, high = believed - measured.high, believed - measured.low
    return Difference(believed, measured, value, low, high, _standardised(value, spread))


def share_spread(share: Interval) -> float:
    """Standard deviation of a single yes or no, at the middle of the share's Wilson interval.

    The middle, because five of five is no proof that nobody ever differs: the spread never gets to 0.
    """
    middle = (share.low + share.high) / 2
    demand(0 < middle < 1, "Give a share with its Wilson interval (`proportions.wilson`), from 0 to 1.")
    return float((middle * (1 - middle)) ** 0.5)


def mirrored(company: Iterable[float], customers: Iterable[float], level: float = 0.95) -> Difference:
    """The same item answered on both sides, on one scale; Welch's interval of company minus customers."""
    ours, theirs = numbers(company, "company's answers", 2), numbers(customers, "customers' answers", 2)
    found = means.difference(ours, theirs, level)
    spread = float(theirs.std(ddof=1))
    return Difference(
        float(ours.mean()),
        means.mean_interval(theirs, level),
        found.value,
        found.low,
        found.high,
        _standardised(found.value, spread),
    )


def mirrored_bootstrap(
    company: Iterable[float], customers: Iterable[float], seed: int, rounds: int = 2000, level: float = 0.95
) -> Interval:
    """The same difference with a percentile bootstrap, for short or lopsided scales; seeded."""
    ours, theirs = numbers(company, "company's answers", 2), numbers(customers, "customers' answers", 2)
    chance = np.random.default_rng(seed)
    drawn = _resampled_means(ours, rounds, chance) - _resampled_means(theirs, rounds, chance)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    n = ours.size + theirs.size
    return Interval(float(ours.mean() - theirs.mean()), float(low), float(high), n, level)


def severity(difference: Difference, people_affected: int, people: int) -> float:
    """How much a gap matters, 0 to 1: certain size times reach. Our own definition, nobody's standard.

    Size is the standardised difference shrunk to the end of its interval nearest to 0 (a gap that may be
    nothing weighs nothing), bounded by d / (1 + d); reach is the share of all people it touches. The
    sign does not matter: believing too little of ourselves is a gap too.
    """
    demand(0 <= people_affected <= people and people > 0, "People affected lie between 0 and all people.")
    if not difference.certain or difference.value == 0:
        return 0.0
    nearest = min(abs(difference.low), abs(difference.high))
    size = abs(difference.standardised) * nearest / abs(difference.value)
    bounded = 1.0 if size == float("inf") else size / (1 + size)
    return bounded * people_affected / people


def _standardised(value: float, spread: float) -> float:
    demand(spread >= 0, f"A spread is 0 or more, not {spread!r}.")
    if value == 0:
        return 0.0
    return value / spread if spread > 0 else float("inf") * np.sign(value)


def _resampled_means(values: Numbers, rounds: int, chance: np.random.Generator) -> Numbers:
    means_drawn: Numbers = values[chance.integers(0, values.size, (rounds, values.size))].mean(axis=1)
    return means_drawn
