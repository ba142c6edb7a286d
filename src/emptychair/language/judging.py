"""How well a reader tells the unhappy from the happy on comments it has not seen."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Figures on unseen comments. `auc`: chance that a happy comment is read as happier than an unhappy one,
    with its 95 % interval; `accuracy`: share read on the right side of 0; `n`: comments judged (neutral ones
    are not); `examples`: comments that taught the reader."""

    auc: float
    auc_low: float
    auc_high: float
    accuracy: float
    n: int
    examples: int


def judge(read: Array, rated: Array, examples: int) -> HeldOut:
    """Compare valences read with valences rated (both -1..1); rated 0 takes no side and is left out.

    The AUC is Mann-Whitney's; its interval Hanley & McNeil's (1982). NaN where one side is empty.
    """
    happy, unhappy = read[rated > 0], read[rated < 0]
    n = len(happy) + len(unhappy)
    if not len(happy) or not len(unhappy):
        return HeldOut(math.nan, math.nan, math.nan, math.nan, n, examples)
    area = auc(happy, unhappy)
    half = 1.96 * _standard_error(area, len(happy), len(unhappy))
    right = int((happy > 0).sum() + (unhappy < 0).sum())
    return HeldOut(area, max(0.0, area - half), min(1.0, area + half), right / n, n, examples)


def auc(above: Array, below: Array) -> float:
    """P(above > below) + P(equal)/2 over all pairs."""
    ordered = np.sort(below)
    beaten = np.searchsorted(ordered, above, side="left")
    not_beaten_by = np.searchsorted(ordered, above, side="right")
    return float((beaten + not_beaten_by).mean() / (2 * len(below)))


def _standard_error(area: float, above: int, below: int) -> float:
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (above - 1) * (q1 - area**2) + (below - 1) * (q2 - area**2)
    return math.sqrt(spread / (above * below))
