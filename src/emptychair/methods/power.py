"""How many people a comparison needs before it is worth starting."""

from math import asin, ceil, sqrt
from statistics import NormalDist

from emptychair.methods.quantiles import z
from emptychair.methods.refusal import demand


def n_per_arm(share: float, hoped_share: float, power: float = 0.8, level: float = 0.95) -> int:
    """People needed in each of two arms to tell two shares apart (arcsine effect size, Cohen 1988)."""
    demand(0 < share < 1 and 0 < hoped_share < 1, "Both shares lie strictly between 0 and 1.")
    demand(share != hoped_share, "The two shares are equal: no number of people can tell them apart.")
    demand(0 < power < 1, f"Power lies between 0 and 1, not {power!r}.")
    effect = 2 * (asin(sqrt(hoped_share)) - asin(sqrt(share)))
    return ceil(2 * ((z(level) + NormalDist().inv_cdf(power)) / effect) ** 2)


def n_for_nps(margin_points: float, variance: float, level: float = 0.95) -> int:
    """Answers needed for an NPS known to within plus or minus `margin_points`.

    `variance` is that of one answer on the scale -1, 0, +1 (`scores.nps(...).variance`), at most 1.
    """
    demand(margin_points > 0, "The margin is a number of points above 0.")
    demand(0 < variance <= 1, f"The variance of an answer on -1, 0, +1 lies in (0, 1], not {variance!r}.")
    return ceil(variance * (100 * z(level) / margin_points) ** 2)
