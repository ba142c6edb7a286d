"""Many comparisons at once: which of them still stand when chance had many tries."""

from collections.abc import Iterable

import numpy as np

from emptychair.methods.quantiles import Numbers, numbers
from emptychair.methods.refusal import demand


def benjamini_hochberg(p_values: Iterable[float], rate: float = 0.05) -> list[bool]:
    """For each p-value, in the order given, whether it is kept at that false discovery rate (1995)."""
    p = _p_values(p_values)
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= rate * np.arange(1, p.size + 1) / p.size)
    kept = np.zeros(p.size, dtype=bool)
    if below.size:
        kept[order[: below[-1] + 1]] = True
    return [bool(one) for one in kept]


def bonferroni(p_values: Iterable[float], rate: float = 0.05) -> list[bool]:
    """For each p-value, whether it is kept when the chance of even one false alarm is held at `rate`."""
    p = _p_values(p_values)
    return [bool(one <= rate / p.size) for one in p]


def _p_values(p_values: Iterable[float]) -> Numbers:
    p = numbers(p_values, "p-values")
    demand(bool(((p >= 0) & (p <= 1)).all()), "A p-value lies between 0 and 1.")
    return p
