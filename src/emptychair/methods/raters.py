"""Some people never give a 5: each rating on its giver's own scale, and how mild or harsh each giver is (M3)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from emptychair.methods.quantiles import Codes, Numbers, codes, numbers
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class OwnScale:
    """One thing rated, raw beside corrected: mean score, and mean place on each rater's own scale.

    `own` runs from 0 (the worst these people ever give) to 1 (their best); .5 is their everyday.
    `informed` counts the ratings by people who rated two things or more: the rest say nothing of habit.
    """

    item: Hashable
    n: int
    informed: int
    raw: float
    own: float


@dataclass(frozen=True, slots=True)
class Severity:
    """Mildness of each rater in score points (below 0 is harsh), shrunk by how little each one rated.

    `rater_variance` and `error_variance` in squared points. `islands` above 1: some raters share nothing
    with the others, so a harsh rater and a badly served one look alike; the page must say so.
    """

    mildness: dict[Hashable, float]
    reliability: dict[Hashable, float]
    rater_variance: float
    error_variance: float
    islands: int


def ridits(raters: Sequence[Hashable], scores: Sequence[float] | Numbers) -> Numbers:
    """Each score's place among its own rater's scores: mid-rank minus a half, over their number.

    Every rater's ridits average .5 whatever their habit, so nobody's mildness reaches the items.
    """
    who, _ = codes(raters)
    values = _paired(scores, who)
    order = np.lexsort((values, who))
    sorted_who, sorted_values = who[order], values[order]
    fresh = np.concatenate(([True], (np.diff(sorted_who) != 0) | (np.diff(sorted_values) != 0)))
    tie = np.cumsum(fresh) - 1
    ties = np.bincount(tie)
    each = np.bincount(who)
    before = np.flatnonzero(fresh) - (np.cumsum(each) - each)[sorted_who[fresh]]
    placed = np.empty(values.size)
    placed[order] = ((before + ties / 2) / each[sorted_who[fresh]])[tie]
    return placed


def lens(raters: Sequence[Hashable], items: Sequence[Hashable], scores: Sequence[float] | Numbers) -> list[OwnScale]:
    """The never-5 lens: every item's raw mean beside its mean on the raters' own scales.

    People who rated once carry no information about their own habit; they count in `raw` only, and an
    item rated by nobody else has `own` = NaN. Selective meeting (harsh people here, mild there) fools
    raw means and random-effects corrections, not this (libraries, section 7).
    """
    who, _ = codes(raters)
    what, names = codes(items)
    values = _paired(scores, who)
    demand(what.size == who.size, f"{what.size} items but {who.size} raters; give one each a rating.")
    knows = np.bincount(who)[who] >= 2
    n, informed = np.bincount(what, minlength=len(names)), np.bincount(what[knows], minlength=len(names))
    raw = np.bincount(what, weights=values, minlength=len(names)) / n
    places = np.bincount(what[knows], weights=ridits(raters, values)[knows], minlength=len(names))
    own = np.divide(places, informed, out=np.full(len(names), nan), where=informed > 0)
    rows = zip(names, n.tolist(), informed.tolist(), raw.tolist(), own.tolist(), strict=True)
    return [OwnScale(*row) for row in rows]


def severity(raters: Sequence[Hashable], items: Sequence[Hashable], scores: Sequence[float] | Numbers) -> Severity:
    """Score = item + rater + error: each rater's mean residual times lambda = v / (v + error / n).

    Items are fixed effects, so a rater who met the worse things is not called harsh for it. Variances
    by the method of moments, which for one item and equal n is the REML answer of lme4.
    """
    who, people = codes(raters)
    what, things = codes(items)
    values = _paired(scores, who)
    demand(what.size == who.size, f"{what.size} items but {who.size} raters; give one each a rating.")
    demand(values.size > len(people), "Nobody rated twice: habit and experience cannot be told apart.")
    habit, thing = _two_way(who, what, values)
    islands = _islands(who, what)
    n = np.bincount(who)
    free = values.size - n.size - len(things) + islands
    demand(free > 0, "As many raters and items as ratings: nothing is left to measure chance with.")
    error = float(((values - thing[what] - habit[who]) ** 2).sum()) / free
    effective = values.size - float((n**2).sum()) / values.size
    between = (float((n * habit**2).sum()) - (n.size - 1) * error) / effective if n.size > 1 else 0.0
    between = max(between, 0.0)
    trust = between / (between + error / n) if between > 0 else np.zeros(n.size)
    return Severity(
        mildness=dict(zip(people, (trust * habit).tolist(), strict=True)),
        reliability=dict(zip(people, trust.tolist(), strict=True)),
        rater_variance=between,
        error_variance=error,
        islands=islands,
    )


def _paired(scores: Sequence[float] | Numbers, who: Codes) -> Numbers:
    values = numbers(scores, "scores")
    demand(values.size == who.size, f"{values.size} scores but {who.size} raters; give one each a rating.")
    return values


def _two_way(who: Codes, what: Codes, values: Numbers) -> tuple[Numbers, Numbers]:
    """Least-squares rater and item effects by turns; rater effects average 0 over ratings."""
    n_who, n_what = np.bincount(who), np.bincount(what)
    habit = np.zeros(n_who.size)
    for _ in range(500):
        thing = np.bincount(what, weights=values - habit[who]) / n_what
        fresh = np.bincount(who, weights=values - thing[what]) / n_who
        fresh -= np.average(fresh, weights=n_who)
        moved = float(np.abs(fresh - habit).max())
        habit = fresh
        if moved < 1e-9:
            break
    thing = np.bincount(what, weights=values - habit[who]) / n_what
    return habit, thing


def _islands(who: Codes, what: Codes) -> int:
    """How many groups of raters and items share no rating with each other."""
    from scipy.sparse import coo_array  # scipy.sparse is slow to import and only this needs it
    from scipy.sparse.csgraph import connected_components

    size = int(who.max()) + 1
    total = size + int(what.max()) + 1
    links = coo_array((np.ones(who.size), (who, what + size)), shape=(total, total))
    return int(connected_components(links, directed=False, return_labels=False))
