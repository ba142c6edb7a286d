"""Figures of this room: shares, means and medians with their links, ready to be shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from emptychair.core import Figure
from emptychair.methods import means, proportions


def share(part: int, whole: int, evidence: str, newest: datetime | None = None) -> Figure:
    """A share in per cent with its Wilson interval; n is the whole."""
    if not whole:
        return Figure(None, 0, evidence, unit="%", newest=newest)
    found = proportions.wilson(part, whole)
    return Figure(100 * found.value, whole, evidence, 100 * found.low, 100 * found.high, "%", newest)


def mean(row: Mapping[str, Any] | None, evidence: str) -> Figure:
    """A mean feeling (-1 … +1) from n, mean, sd and newest, with Student's t interval kept on the scale."""
    if not row or not row["n"]:
        return Figure(None, 0, evidence, decimals=2)
    n, value, spread = int(row["n"]), float(row["mean"]), row["sd"]
    if n < 2 or spread is None:
        return Figure(value, n, evidence, newest=row["newest"], decimals=2)
    found = means.summary_interval(value, float(spread), n)
    return Figure(value, n, evidence, max(-1.0, found.low), min(1.0, found.high), "", row["newest"], 2)


def median_hours(row: Mapping[str, Any] | None, evidence: str, newest: datetime | None = None) -> Figure:
    """A median wait with its interval, in hours, or in days where the middle is longer than two of them."""
    if not row or not row["n"]:
        return Figure(None, 0, evidence, unit="h", newest=newest)
    size, unit = (24.0, "days") if row["median"] >= 48 else (1.0, "h")
    middle, low, high = (float(row[name]) / size for name in ("median", "low", "high"))
    return Figure(middle, int(row["n"]), evidence, low, high, unit, newest)
