"""What people remember of an experience: its peak and its end, hardly its length (M7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from emptychair.methods.quantiles import numbers
from emptychair.methods.refusal import demand


def remembered(feelings: Iterable[float]) -> float:
    """(peak + end) / 2 of valences in order; the peak is the strongest either way (Kahneman et al. 1993)."""
    felt = numbers(feelings, "feelings")
    return float(felt[np.abs(felt).argmax()] + felt[-1]) / 2


def lived(feelings: Iterable[float], each_lasts: float = 1.0) -> float:
    """The whole of it: sum of valence over time, in valence times the unit of `each_lasts`."""
    return float(numbers(feelings, "feelings").sum()) * each_lasts


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which summary predicts what people did next: rank correlation of each, and the one to draw."""

    peak_end: float
    mean: float
    use: str
    n: int


def which_predicts(journeys: Sequence[Sequence[float]], next_behaviour: Sequence[float]) -> Verdict:
    """Does peak-end beat the plain mean on our own data? If not, the curve must switch its model."""
    demand(len(journeys) == len(next_behaviour) >= 10, "Give ten journeys or more, each with what followed.")
    from scipy.stats import spearmanr  # scipy.stats takes seconds to import

    peak_end = float(spearmanr([remembered(one) for one in journeys], next_behaviour).statistic)
    mean = float(spearmanr([float(np.mean(one)) for one in journeys], next_behaviour).statistic)
    return Verdict(peak_end, mean, "peak-end" if abs(peak_end) > abs(mean) else "mean", len(journeys))
