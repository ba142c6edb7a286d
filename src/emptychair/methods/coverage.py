"""How much we still validly know about someone, facet by facet: evidence fades, copies do not add up (M18)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import inf, log, prod

import numpy as np

from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import chi_square, numbers
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of evidence for one reading of a facet.

    `quality` 0-1 is the chance that it was right when fresh; `source` names its origin, so that copies
    count once; `says` is the reading it supports, so that two different ones are seen to conflict.
    """

    quality: float
    age_days: float
    source: Hashable
    says: Hashable = None


@dataclass(frozen=True, slots=True)
class FacetCoverage:
    """How well a facet is known (0-1), how contested the knowledge is (0-1), from how many sources."""

    known: float
    conflict: float
    sources: int


def facet(supports: Iterable[Support], half_life_days: float) -> FacetCoverage:
    """kappa = 1 - product of (1 - quality * 2 ** (-age / half-life)), after Heinrich, Kaiser and Klier.

    Where evidence conflicts only the best supported reading counts: what contradicts adds nothing to
    `known`, and `conflict` says how strong it is beside the best. So forgetting can only lower `known`:
    erasing a contradiction never makes us look wiser.
    """
    demand(half_life_days > 0, f"A half-life is a number of days above 0, not {half_life_days!r}.")
    strongest: dict[Hashable, dict[Hashable, float]] = {}
    for support in supports:
        _check(support)
        fresh = support.quality * 2 ** (-support.age_days / half_life_days)
        by_source = strongest.setdefault(support.says, {})
        by_source[support.source] = max(fresh, by_source.get(support.source, 0.0))
    readings = sorted((1 - prod(1 - one for one in by.values()) for by in strongest.values()), reverse=True)
    sources = len({source for by_source in strongest.values() for source in by_source})
    if not readings or readings[0] == 0:
        return FacetCoverage(0.0, 0.0, sources)
    return FacetCoverage(readings[0], sum(readings[1:2]) / readings[0], sources)


def person(facets: Mapping[Hashable, FacetCoverage], weights: Mapping[Hashable, float]) -> float:
    """U: mean of kappa over the facets that `weights` names; a facet without evidence counts as 0."""
    total = sum(weights.values())
    demand(total > 0 and min(weights.values()) >= 0, "Facet weights are 0 or more, and not all 0.")
    return sum(w * facets[name].known for name, w in weights.items() if name in facets) / total


@dataclass(frozen=True, slots=True)
class Company:
    """Coverage over people: mean U, the share we do not know, and the mean U of the worst-known tenth."""

    mean: float
    unknown: float
    worst_tenth: float
    n: int


def company(people: Iterable[float]) -> Company:
    """Sum up U over people; always shown with what is not known and with the worst decile."""
    u = np.sort(numbers(people, "coverage of people"))
    demand(bool(((u >= 0) & (u <= 1)).all()), "Coverage of a person lies between 0 and 1.")
    tenth = u[: max(1, u.size // 10)]
    return Company(float(u.mean()), 1 - float(u.mean()), float(tenth.mean()), u.size)


def half_life(changes: int, days_watched: float, level: float = 0.95) -> Interval:
    """Half-life in days of a facet, from re-asking: ln 2 / (changes / exposure), exact Poisson interval.

    `days_watched` sums, over everyone asked twice, the days between. No change yet: infinite, with the
    honest low end that so short a watch allows. `n` is the number of changes.
    """
    demand(changes >= 0 and days_watched > 0, "Give changes of 0 or more over a number of days above 0.")
    tail = (1 - level) / 2
    most = chi_square(1 - tail, 2 * changes + 2) / 2 / days_watched
    least = chi_square(tail, 2 * changes) / 2 / days_watched if changes else 0.0
    value = log(2) * days_watched / changes if changes else inf
    return Interval(value, log(2) / most, log(2) / least if least else inf, changes, level)


def _check(support: Support) -> None:
    demand(0 <= support.quality <= 1, f"Quality of evidence lies between 0 and 1, not {support.quality!r}.")
    demand(support.age_days >= 0, "Evidence from the future; quarantine it, do not count it.")
