"""The highest score each person will ever give, and the mean that a group of people can reach at all (M3)."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.methods.quantiles import Numbers, codes
from emptychair.methods.refusal import demand

LEAST_RATINGS = 5
LEAST_ITEMS = 2
LEAST_TOPS = 1.0
"""Below these, a person's ceiling is mostly the habit of everyone else, and is marked so."""

_PRIOR_RATINGS = 5.0  # an item leans on all items together by as much as five ratings of its own
_ROUNDS = 300
_SETTLED = 1e-4
_TILTS = np.linspace(-3, 3, 9)  # from harsh to mild, in log-odds a quarter of the scale


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How one person uses the scale: expected ceiling, and the chance that the top is never given.

    `others_tops` is how often other people would have given the top to the very things this one rated:
    the reason to show beside the claim. Near 0, there was nothing to give a top for.
    """

    expected: float
    never_top: float
    n: int
    items: int
    others_tops: float

    @property
    def own(self) -> bool:
        """Whether it rests on the person's own ratings; if not, on the habit of the others: say so."""
        enough = self.n >= LEAST_RATINGS and self.items >= LEAST_ITEMS
        return enough and self.others_tops >= LEAST_TOPS


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

    The model: a score is what the item deserved, tilted by the person's mildness, cut at the person's
    ceiling. So four 4s for things to which others give 5 speak of a ceiling; four 4s for things to which
    others give 4 do not, nor do a harsh person's 1s, 2s and 3s without a pile at their highest point.
    Where nobody else gave the top to the same things, a low ceiling and bad service look alike: such
    people get everyone's ceiling. Our own construction; tested on planted people.
    """
    seen = _seen(raters, items, scores, lowest, highest)
    points = highest - lowest + 1
    deserved = np.full((seen.items, points), 1 / points)
    prior = _first_prior(points)
    for _ in range(_ROUNDS):
        tilted = _tilted(deserved)
        posterior = _posterior(seen, tilted, prior)
        deserved = _deserved(seen, tilted, posterior, deserved)
        fresh = posterior.mean(axis=0)
        moved, prior = float(np.abs(fresh - prior).max()), fresh
        if moved < _SETTLED:
            break
    chances = posterior.reshape(-1, len(_TILTS), points).sum(axis=1)
    tells = seen.others_tops >= LEAST_TOPS
    everyone = chances[tells].mean(axis=0) if tells.any() else chances.mean(axis=0)
    chances[~tells & ~seen.gave_top] = everyone
    rows = zip(
        seen.people,
        (chances @ np.arange(lowest, highest + 1)).tolist(),
        (1 - chances[:, -1]).tolist(),
        seen.ratings.tolist(),
        seen.kinds.tolist(),
        seen.others_tops.tolist(),
        strict=True,
    )
    people = {name: Ceiling(*rest) for name, *rest in rows}
    return Ceilings(people, 1 - float(everyone[-1]), highest)


def check_target(target: float, attainable: float) -> None:
    """Refuse a target that these people could not reach even if everything were perfect."""
    demand(
        target <= attainable,
        f"A target of {target:g} is above what these people ever give ({attainable:.2f}); "
        "aim below that ceiling, or at the share of people at their own best.",
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """Ratings counted per person (rows) and per item and point (columns), as a sparse table."""

    counts: Any
    people: list[Hashable]
    items: int
    ratings: NDArray[np.intp]
    kinds: NDArray[np.intp]
    others_tops: Numbers
    gave_top: NDArray[np.bool_]


def _seen(
    raters: Sequence[Hashable],
    items: Sequence[Hashable],
    scores: Sequence[int] | NDArray[np.int64],
    lowest: int,
    highest: int,
) -> _Seen:
    demand(len(raters) == len(items) == len(scores) > 0, "Give one rater, one item, one score a rating.")
    values = np.asarray(scores)
    fits = (values >= lowest) & (values <= highest) & (values == np.floor(values))
    demand(bool(fits.all()), f"Scores off the scale {lowest}-{highest}; send such answers to quarantine.")
    from scipy.sparse import csr_array  # scipy.sparse is slow to import and only this needs it

    who, people = codes(raters)
    what, things = codes(items)
    points = highest - lowest + 1
    cell = what * points + (values - lowest).astype(np.intp)
    shape = len(people), len(things) * points
    counts = csr_array((np.ones(who.size), (who, cell)), shape=shape)
    top = (values == highest).astype(np.float64)
    met, given = (csr_array((data, (who, what))) for data in (np.ones(who.size), top))
    for table in (met, given):
        table.sum_duplicates()
    tops, meetings = np.bincount(what, weights=top)[met.indices], np.bincount(what)[met.indices]
    others = np.maximum(meetings - met.data, 1)
    share = csr_array((met.data * (tops - given.data) / others, met.indices, met.indptr), shape=met.shape)
    others_tops = np.asarray(share.sum(axis=1)).ravel()
    gave = np.bincount(who, weights=top) > 0
    return _Seen(counts, people, len(things), np.bincount(who), np.diff(met.indptr), others_tops, gave)


def _first_prior(points: int) -> Numbers:
    """Before any data: mild and harsh people alike, half of them without a ceiling."""
    ceiling = np.full(points, 0.5 / max(points - 1, 1))
    ceiling[-1] = 0.5
    habit = np.exp(-(_TILTS**2) / 2)
    return np.outer(habit / habit.sum(), ceiling / ceiling.sum()).ravel()


def _tilted(deserved: Numbers) -> Numbers:
    """Chance of each point by mildness and item: axes mildness, item, point."""
    shares: Numbers = deserved * _pull(deserved.shape[1])[:, None, :]
    shares /= shares.sum(axis=2, keepdims=True)
    return shares


def _pull(points: int) -> Numbers:
    """How a person's mildness multiplies each point; the whole scale spans four steps of it."""
    pull: Numbers = np.exp(np.outer(_TILTS, np.linspace(-2, 2, points)))
    return pull


def _at_least(tilted: Numbers) -> Numbers:
    return tilted[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]


def _posterior(seen: _Seen, tilted: Numbers, prior: Numbers) -> Numbers:
    """Chance of each mildness and ceiling (columns) for each rater (rows), given all that they gave."""
    habits, items, points = tilted.shape
    ceiling, point = np.arange(points), np.arange(points)[:, None]
    with np.errstate(divide="ignore"):
        exact, cut = (np.log(one).transpose(1, 2, 0)[..., None] for one in (tilted, _at_least(tilted)))
        start = np.log(prior)
    point = point[:, :, None]
    fit = np.where(point < ceiling, exact, np.where(point == ceiling, cut, -np.inf))
    belief: Numbers = seen.counts @ fit.reshape(items * points, habits * points) + start
    belief = np.exp(belief - belief.max(axis=1, keepdims=True))
    belief /= belief.sum(axis=1, keepdims=True)
    return belief


def _deserved(seen: _Seen, tilted: Numbers, posterior: Numbers, deserved: Numbers) -> Numbers:
    """What each item deserved: a score at a person's ceiling may have been any point from there up."""
    habits, items, points = tilted.shape
    mass = (seen.counts.T @ posterior).reshape(items, points, habits, points)
    given = np.zeros((items, points))
    at_least = _at_least(tilted)
    for point in range(points):
        given[:, point] += mass[:, point, :, point + 1 :].sum(axis=(1, 2))
        share = mass[:, point, :, point].T / np.maximum(at_least[:, :, point], 1e-300)
        given[:, point:] += (share[:, :, None] * tilted[:, :, point:]).sum(axis=0)
    pull = _pull(points)
    exposure = (mass.sum(axis=(1, 3)) / (deserved @ pull.T)) @ pull
    total = given + _PRIOR_RATINGS * given.sum(axis=0) / given.sum()
    shares: Numbers = total / (exposure + _PRIOR_RATINGS)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
