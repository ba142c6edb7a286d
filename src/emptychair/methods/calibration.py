"""Were the chances right? Forecasts and claims held against what came: Brier score and reliability (M18, M29)."""

from collections.abc import Iterable

import numpy as np

from emptychair.methods.interval import Interval
from emptychair.methods.proportions import wilson
from emptychair.methods.quantiles import Numbers, numbers
from emptychair.methods.refusal import demand


def brier(chances: Iterable[float], came_true: Iterable[bool]) -> float:
    """Mean squared distance of chances from outcomes (Brier 1950): 0 is perfect, .25 is a coin's shrug."""
    forecast, truth = _pairs(chances, came_true)
    return float(((forecast - truth) ** 2).mean())


def reliability(chances: Iterable[float], came_true: Iterable[bool], bins: int = 10) -> list[tuple[float, Interval]]:
    """For each filled bin of equal width: the mean chance given, and the share that came true."""
    forecast, truth = _pairs(chances, came_true)
    bin_of = np.minimum((forecast * bins).astype(np.intp), bins - 1)
    return [
        (float(forecast[inside].mean()), wilson(int(truth[inside].sum()), int(inside.sum())))
        for inside in (bin_of == one for one in range(bins))
        if inside.any()
    ]


def _pairs(chances: Iterable[float], came_true: Iterable[bool]) -> tuple[Numbers, Numbers]:
    forecast = numbers(chances, "chances")
    truth = numbers((float(one) for one in came_true), "outcomes")
    demand(forecast.size == truth.size, f"{forecast.size} chances, {truth.size} outcomes; give one each.")
    demand(bool(((forecast >= 0) & (forecast <= 1)).all()), "A chance lies between 0 and 1.")
    return forecast, truth
