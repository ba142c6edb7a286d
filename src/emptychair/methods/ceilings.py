"""The highest score each person will ever give, and the mean that a group of people can reach at all (M3)."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.methods.quantiles import Numbers
from emptychair.methods.refusal import demand

LEAST_RATINGS = 5
LEAST_ITEMS = 2
"""Below these, a person's ceiling is mostly the habit of everyone else, and is marked so."""

_PRIOR_RATINGS = 5.0  # an item leans on all items together by as much as five ratings of its own
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How one person uses the scale: expected ceiling, and the chance that the top is never given."""

    expected: float
    never_top: float
    n: int
    items: int

    @property
    def own(self) -> bool:
        """Whether it rests on the person's own ratings; if not, on the habit of the others: say so."""
        return self.n >= LEAST_RATINGS and self.items >= LEAST_ITEMS


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Everyone's ceiling, and the share of all raters who never give the top of the scale."""

    people: dict[Hashable, Ceiling]
    share_never_top: float
    highest: int

    def attainable(self, raters: Iterable[Hashable]) -> float:
        """Mean score these people would give to perfection; an unknown person has everyone's mean."""
        everyone = float(np.mean([one.expected for one in self.people.values()]))
        found = [self.people[rater].expected if rater in self.people else everyone for rater in raters]
        demand(bool(found), "Nobody rated this: no ceiling can be known.")
        return float(np.mean(found))

    def never_top(self, chance: float = 0.9) -> list[Hashable]:
        """Those whose own ratings make it at least that likely that they never give the top."""
        return [who for who, one in self.people.items() if one.own and one.never_top >= chance]


def ceilings(
    raters: Sequence[Hashable],
    items: Sequence[Hashable],
    scores: Sequence[int] | NDArray[np.int64],
    lowest: int = 1,
    highest: int = 5,
) -> Ceilings:
    """Ceilings of all raters from one round of ratings, by expectation-maximisation.

    The model: the score is what the experience deserved, cut at the person's ceiling. So four 4s for
    things to which others give 5 speak of a ceiling; four 4s for things to which others give 4 do not.
    It cannot tell a low ceiling from bad service where nobody else rated the same things.
    """
    rating, who, people, what = _table(raters, items, scores, lowest, highest)
    points = highest - lowest + 1
    deserved = np.full((int(what.max()) + 1, points), 1 / points)
    prior = np.full(points, 0.5 / max(points - 1, 1))
    prior[-1] = 0.5
    for _ in range(_ROUNDS):
        posterior = _posterior(rating, who, what, deserved, prior)
        deserved = _deserved(rating, who, what, deserved, posterior)
        fresh = posterior.mean(axis=0)
        moved, prior = float(np.abs(fresh - prior).max()), fresh
        if moved < 1e-6:
            break
    expected = posterior @ np.arange(lowest, highest + 1)
    n, kinds = np.bincount(who), _kinds(who, what)
    rows = zip(people, expected.tolist(), posterior[:, -1].tolist(), n.tolist(), kinds.tolist(), strict=True)
    found = {name: Ceiling(top, 1 - gives, count, different) for name, top, gives, count, different in rows}
    return Ceilings(found, 1 - float(prior[-1]), highest)


def check_target(target: float, attainable: float) -> None:
    """Refuse a target that these people could not reach even if everything were perfect."""
    demand(
        target <= attainable,
        f"A target of {target:g} is above what these people ever give ({attainable:.2f}); "
        "aim below that ceiling, or at the share of people at their own best.",
    )


def _table(
    raters: Sequence[Hashable],
    items: Sequence[Hashable],
    scores: Sequence[int] | NDArray[np.int64],
    lowest: int,
    highest: int,
) -> tuple[NDArray[np.intp], NDArray[np.intp], list[Hashable], NDArray[np.intp]]:
    """Ratings as steps above the lowest point, raters and items as whole numbers."""
    demand(len(raters) == len(items) == len(scores) > 0, "Give one rater, one item, one score a rating.")
    values = np.asarray(scores)
    fits = (values >= lowest) & (values <= highest) & (values == np.floor(values))
    demand(bool(fits.all()), f"Scores off the scale {lowest}-{highest}; send such answers to quarantine.")
    people, things = {name: i for i, name in enumerate(dict.fromkeys(raters))}, dict.fromkeys(items)
    places = {name: i for i, name in enumerate(things)}
    who = np.array([people[name] for name in raters], dtype=np.intp)
    return (values - lowest).astype(np.intp), who, list(people), np.array([places[i] for i in items], np.intp)


def _posterior(
    rating: NDArray[np.intp], who: NDArray[np.intp], what: NDArray[np.intp], deserved: Numbers, prior: Numbers
) -> Numbers:
    """Chance of each ceiling for each rater, given all that this rater gave."""
    at_least = deserved[:, ::-1].cumsum(axis=1)[:, ::-1]
    with np.errstate(divide="ignore"):
        exact, cut = np.log(deserved[what, rating]), np.log(at_least[what, rating])
        belief = np.tile(np.log(prior), (int(who.max()) + 1, 1))
    for ceiling in range(prior.size):
        fit = np.where(rating < ceiling, exact, np.where(rating == ceiling, cut, -np.inf))
        belief[:, ceiling] += np.bincount(who, weights=fit)
    belief -= belief.max(axis=1, keepdims=True)
    chances: Numbers = np.exp(belief)
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def _deserved(
    rating: NDArray[np.intp],
    who: NDArray[np.intp],
    what: NDArray[np.intp],
    deserved: Numbers,
    posterior: Numbers,
) -> Numbers:
    """What each item deserved: a score at the rater's ceiling may have been any point from there up."""
    at_ceiling = posterior[who, rating]
    above = np.arange(deserved.shape[1]) >= rating[:, None]
    cut = np.where(above, deserved[what], 0)
    guess = at_ceiling[:, None] * cut / np.maximum(cut.sum(axis=1, keepdims=True), 1e-300)
    guess[np.arange(rating.size), rating] += 1 - at_ceiling
    total = np.zeros_like(deserved)
    for point in range(deserved.shape[1]):
        total[:, point] = np.bincount(what, weights=guess[:, point], minlength=len(deserved))
    total += _PRIOR_RATINGS * total.sum(axis=0) / total.sum()
    total /= total.sum(axis=1, keepdims=True)
    return total


def _kinds(who: NDArray[np.intp], what: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many different items each rater rated."""
    pairs = np.unique(np.stack((who, what)), axis=1)
    return np.bincount(pairs[0], minlength=int(who.max()) + 1)
