"""Human or technology for this person now, and how heavy a sum weighs on whom (M20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Need:
    """One need for help. Money in one currency; chances and complexity from 0 to 1.

    `relief_value` is what relief is worth to the person beyond the margin at stake. `complexity` takes
    that share of technology's chance away: the plainer the matter, the better a machine does.
    """

    margin_at_stake: float
    human_solves: float
    technology_solves: float
    extra_cost: float
    relief_value: float = 0.0
    complexity: float = 0.0
    diminished: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """Who helps, why, and what a human is worth here beyond their extra cost (below 0: less)."""

    human: bool
    reason: str
    worth: float


def tier(need: Need) -> Tier:
    """Offer a human if the better chance to solve times the stake, plus relief, exceeds the extra cost.

    A diminished state overrides value: who is in distress gets a human, whatever the sum at stake.
    """
    for name in ("human_solves", "technology_solves", "complexity"):
        demand(0 <= getattr(need, name) <= 1, f"{name} lies between 0 and 1, not {getattr(need, name)!r}.")
    better = need.human_solves - need.technology_solves * (1 - need.complexity)
    worth = better * need.margin_at_stake + need.relief_value - need.extra_cost
    if need.diminished:
        return Tier(True, "In a diminished state a person is met by a person.", worth)
    if worth > 0:
        return Tier(True, "A human is worth more here than the extra cost.", worth)
    return Tier(False, "Technology serves this as well for less; a human stays one step away.", worth)


def relative_burden(amount: float, monthly_slack: float) -> float:
    """Months of a person's own slack that a sum takes: $79.04 can weigh more than $4,000.

    `monthly_slack` is what is left after needs, in the same currency; none left: infinite.
    """
    demand(amount >= 0, "A burden is a sum of 0 or more.")
    if amount == 0:
        return 0.0
    return amount / monthly_slack if monthly_slack > 0 else inf


def match(costs: Sequence[Sequence[float]]) -> tuple[list[tuple[int, int]], float]:
    """Who takes which case: pairs (row, column) of least total cost, and that cost (linear assignment)."""
    table = np.asarray(costs, dtype=np.float64)
    demand(table.ndim == 2 and table.size > 0, "Give one row a helper and one column a case.")
    demand(bool(np.isfinite(table).all()), "A cost is missing or infinite; give a large number instead.")
    from scipy.optimize import linear_sum_assignment  # scipy.optimize is slow to import

    rows, columns = linear_sum_assignment(table)
    return list(zip(rows.tolist(), columns.tolist(), strict=True)), float(table[rows, columns].sum())
