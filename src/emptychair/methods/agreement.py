"""Do several readers, or several questions, agree? Cronbach, Krippendorff, and intraclass correlation."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from emptychair.methods.quantiles import Numbers
from emptychair.methods.refusal import demand

Measure = Literal["nominal", "ordinal", "interval", "ratio"]

TENTATIVE = 0.667
FIRM = 0.80
"""Krippendorff's customary gates: below the first nothing is concluded, above the second it stands."""


class Intraclass(NamedTuple):
    """Shrout and Fleiss's (1979) six forms: single judge, then the mean of all judges."""

    one_way: float
    random_judges: float
    fixed_judges: float
    one_way_mean: float
    random_judges_mean: float
    fixed_judges_mean: float


def cronbach_alpha(table: Sequence[Sequence[float]]) -> float:
    """Consistency of items (columns) over people (rows), complete rows only (Cronbach 1951)."""
    scores = _full(table)
    total = float(scores.sum(axis=1).var(ddof=1))
    demand(total > 0, "Everyone has the same total: alpha says nothing about such items.")
    items = scores.shape[1]
    return float(items / (items - 1) * (1 - scores.var(axis=0, ddof=1).sum() / total))


def intraclass(table: Sequence[Sequence[float]]) -> Intraclass:
    """Reliability of judges (columns) over what they judged (rows), every cell filled."""
    scores = _full(table)
    n, k = scores.shape
    grand = scores.mean()
    rows = k * float(((scores.mean(axis=1) - grand) ** 2).sum())
    columns = n * float(((scores.mean(axis=0) - grand) ** 2).sum())
    within = float(((scores - grand) ** 2).sum()) - rows
    between, judge = rows / (n - 1), columns / (k - 1)
    inside, error = within / (n * (k - 1)), (within - columns) / ((n - 1) * (k - 1))
    return Intraclass(
        one_way=(between - inside) / (between + (k - 1) * inside),
        random_judges=(between - error) / (between + (k - 1) * error + k * (judge - error) / n),
        fixed_judges=(between - error) / (between + (k - 1) * error),
        one_way_mean=(between - inside) / between,
        random_judges_mean=(between - error) / (between + (judge - error) / n),
        fixed_judges_mean=(between - error) / between,
    )


def krippendorff_alpha(coders: Sequence[Sequence[float | None]], measure: Measure = "nominal") -> float:
    """Agreement of coders (rows) on units (columns); None where a coder did not code (Krippendorff 2011).

    1 is perfect, 0 is chance. Units coded by fewer than two coders say nothing and are left out.
    """
    codes = np.array([[np.nan if code is None else code for code in row] for row in coders], dtype=np.float64)
    demand(codes.ndim == 2, "Give every coder a code or None for every unit.")
    codes = codes[:, (~np.isnan(codes)).sum(axis=0) >= 2]
    demand(codes.size > 0, "No unit was coded by two coders; agreement cannot be known.")
    values = np.unique(codes[~np.isnan(codes)])
    coincidences = _coincidences(codes, values)
    totals = coincidences.sum(axis=1)
    distance = _distances(values, totals, measure)
    expected = float((np.outer(totals, totals) * distance).sum()) / (totals.sum() - 1)
    demand(expected > 0, "All codes are the same: agreement by choice and by chance cannot be told apart.")
    return float(1 - (coincidences * distance).sum() / expected)


def _full(table: Sequence[Sequence[float]]) -> Numbers:
    scores = np.asarray(table, dtype=np.float64)
    demand(scores.ndim == 2 and min(scores.shape) >= 2, "Give a full table, two or more rows and columns.")
    demand(bool(np.isfinite(scores).all()), "A cell is empty; give complete rows only and say how many fell.")
    return scores


def _coincidences(codes: Numbers, values: Numbers) -> Numbers:
    counts = (codes[:, :, None] == values).sum(axis=0).astype(np.float64)
    pairs = counts.sum(axis=1) - 1
    joint: Numbers = (counts / pairs[:, None]).T @ counts - np.diag((counts / pairs[:, None]).sum(axis=0))
    return joint


def _distances(values: Numbers, totals: Numbers, measure: Measure) -> Numbers:
    """Squared distance of every pair of codes, as that kind of scale sees it."""
    place = np.cumsum(totals) - totals / 2 if measure == "ordinal" else values
    apart: Numbers = place[:, None] - place[None, :]
    if measure == "nominal":
        apart = np.sign(apart)
    if measure == "ratio":
        together = values[:, None] + values[None, :]
        apart = np.divide(apart, together, out=np.zeros_like(apart), where=together != 0)
    squared: Numbers = np.square(apart)
    return squared
