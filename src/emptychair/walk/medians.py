"""Medians with their distribution-free intervals, for any column of a table (Ibis)."""

from typing import Any

import ibis

Z95 = 1.959964  # normal quantile of a 95 % interval


def medians(table: Any, by: str, column: str) -> Any:
    """One row a group: `by`, n, median, low, high of `column`.

    The interval runs between two order statistics, ranks (n -/+ z*sqrt(n)) / 2 (Conover 1999, 3.2): it asks
    nothing of the shape of waiting times, whose long tails make a mean and its interval useless.
    """
    table = table.filter(table[column].notnull()).select(group=table[by], value=table[column])
    here, ranked = ibis.window(group_by=table.group), ibis.window(group_by=table.group, order_by=table.value)
    table = table.mutate(n=table.value.count().over(here), rank=ibis.row_number().over(ranked) + 1)
    half = table.n / 2.0
    reach = table.n.cast("float64").sqrt() * (Z95 / 2)
    table = table.mutate(
        lower=ibis.greatest((half - reach + 0.5).floor(), 1),
        upper=ibis.least((half + reach + 1.5).floor(), table.n),
    )
    middle = (table.rank * 2 >= table.n) & (table.rank * 2 <= table.n + 2)
    found = table.group_by("group").aggregate(
        n=table.value.count(),
        median=table.value.mean(where=middle),
        low=table.value.max(where=table.rank == table.lower),
        high=table.value.max(where=table.rank == table.upper),
    )
    return found.rename({by: "group"})
