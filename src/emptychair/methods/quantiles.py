"""Quantiles of the normal, t and chi-square laws, and the shape in which every method takes its numbers."""

from collections.abc import Hashable, Iterable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from emptychair.methods.refusal import demand

Numbers = NDArray[np.float64]
Codes = NDArray[np.intp]


def z(level: float) -> float:
    """Two-sided normal quantile: .95 -> 1.96."""
    demand(0 < level < 1, f"A confidence level lies between 0 and 1, not {level!r}; give .95 for 95 %.")
    return NormalDist().inv_cdf((1 + level) / 2)


def t(level: float, degrees: float) -> float:
    """Two-sided quantile of Student's t with that many degrees of freedom (a fraction is allowed)."""
    demand(degrees > 0, f"Student's t needs more than 0 degrees of freedom, not {degrees!r}; give more data.")
    demand(0 < level < 1, f"A confidence level lies between 0 and 1, not {level!r}; give .95 for 95 %.")
    from scipy.special import stdtrit  # scipy is slow to import, and most pages need no t

    return float(stdtrit(degrees, (1 + level) / 2))


def chi_square(probability: float, degrees: float) -> float:
    """The value below which a chi-square variable stays with that probability."""
    from scipy.special import chdtri  # as above

    return float(chdtri(degrees, 1 - probability))


def numbers(values: Iterable[float] | Numbers, what: str = "values", least: int = 1) -> Numbers:
    """A one-dimensional float array, refused if it holds a gap (NaN), an infinity, or fewer than `least`."""
    array = np.asarray(values if isinstance(values, np.ndarray) else list(values), dtype=np.float64)
    demand(array.ndim == 1, f"{what} must be one row of numbers; got {array.ndim} dimensions.")
    demand(array.size >= least, f"{what}: {array.size} numbers, and at least {least} are needed.")
    demand(bool(np.isfinite(array).all()), f"{what} hold a missing or infinite number; leave it out, say so.")
    return array


def codes(names: Sequence[Hashable]) -> tuple[Codes, list[Hashable]]:
    """Whole numbers for names, and the names in order of first appearance; any hashable will do."""
    known: dict[Hashable, int] = {}
    found = (known.setdefault(name, len(known)) for name in names)
    return np.fromiter(found, dtype=np.intp, count=len(names)), list(known)
