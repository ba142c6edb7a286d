"""The same people asked again, and answers weighted back to everyone: change, attrition, raking (M29)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from emptychair.core import Invalid
from emptychair.methods.interval import Interval
from emptychair.methods.means import effective_n
from emptychair.methods.proportions import wilson
from emptychair.methods.quantiles import Numbers, z
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change between two waves, in score points and in units of measurement error."""

    points: float
    index: float
    standard_error: float
    difference_error: float
    reliable: bool


def reliable_change(before: float, after: float, deviation: float, reliability: float) -> Change:
    """Reliable change index of Jacobson and Truax (1991): more than the measure's own wobble?

    `deviation` is the standard deviation of people, `reliability` the measure's (0 to below 1).
    """
    demand(deviation > 0, "The standard deviation of people must be above 0.")
    demand(0 <= reliability < 1, f"A reliability lies from 0 to below 1, not {reliability!r}.")
    error = deviation * sqrt(1 - reliability)
    spread = error * sqrt(2)
    index = (after - before) / spread
    return Change(after - before, index, error, spread, abs(index) > z(0.95))


def retention(waves: Sequence[set[Hashable]]) -> list[Interval]:
    """Share of the first wave's people who still answer in each later wave, with Wilson's interval."""
    demand(bool(waves) and bool(waves[0]), "The first wave has nobody; attrition cannot be measured.")
    return [wilson(len(waves[0] & wave), len(waves[0])) for wave in waves[1:]]


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a person, averaging 1, with what they cost: `effective_n` instead of the head-count."""

    values: Numbers
    effective_n: float
    rounds: int


def rake(
    people: Mapping[str, Sequence[Hashable]],
    margins: Mapping[str, Mapping[Hashable, float]],
    most_rounds: int = 1000,
) -> Weights:
    """Weights under which the answering people match known shares, one trait after the other, by turns.

    `people` holds one column a trait, one entry a person; `margins` the true shares of each trait, which
    sum to 1 (Deming and Stephan 1940). Refused where a group is known to exist and nobody answered.
    """
    columns = {trait: _column(trait, people, shares) for trait, shares in margins.items()}
    sizes = {len(codes) for codes, _ in columns.values()}
    demand(len(sizes) == 1, "Give at least one trait, and every person one entry in each.")
    n = sizes.pop()
    weights = np.ones(n)
    for turn in range(1, most_rounds + 1):
        for codes, shares in columns.values():
            weights *= (shares * n / np.bincount(codes, weights=weights, minlength=shares.size))[codes]
        if max(_miss(weights, codes, shares) for codes, shares in columns.values()) < 1e-9:
            return Weights(weights, effective_n(weights), turn)
    raise Invalid("The margins contradict each other among those who answered; merge groups.", where="methods")


def _column(
    trait: str, people: Mapping[str, Sequence[Hashable]], shares: Mapping[Hashable, float]
) -> tuple[NDArray[np.intp], Numbers]:
    demand(trait in people, f"No answers carry the trait {trait!r}; its margin cannot be matched.")
    demand(abs(sum(shares.values()) - 1) < 1e-6, f"The shares of {trait!r} do not sum to 1.")
    places = {group: place for place, group in enumerate(shares)}
    unknown = set(people[trait]) - set(places)
    demand(not unknown, f"{trait!r} has groups without a known share: {sorted(map(str, unknown))[:5]}.")
    codes = np.array([places[group] for group in people[trait]], dtype=np.intp)
    empty = [group for group, place in places.items() if shares[group] > 0 and not (codes == place).any()]
    demand(not empty, f"Nobody answered of {trait!r} = {empty[:5]}; no weight can speak for them.")
    return codes, np.array([shares[group] for group in places])


def _miss(weights: Numbers, codes: NDArray[np.intp], shares: Numbers) -> float:
    reached = np.bincount(codes, weights=weights, minlength=shares.size) / weights.sum()
    return float(np.abs(reached - shares).max())
