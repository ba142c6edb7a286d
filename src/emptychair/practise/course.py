"""The course: how customers' ratings felt over the last year, week by week or in blocks of four weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

import ibis

from emptychair.core import ENOUGH, Figure
from emptychair.evidence import Which
from emptychair.methods import means
from emptychair.store import LIVED, Stores

WEEK_SECONDS, MONDAY = 7 * 86_400, 3 * 86_400  # the epoch's first day was a Thursday
WEEKS = 52
BLOCK = 4
HEARD = 0.8  # share of weeks that need enough voices before a week may be a point


@dataclass(frozen=True, slots=True)
class Course:
    """Points (first day, mean feeling -1 … +1), each of `weeks` weeks; empty where nobody rated anything."""

    points: Sequence[tuple[date, Figure]]
    weeks: int


def course(stores: Stores) -> Course:
    """The last 52 weeks up to the newest rating, or as much as there is."""
    rows = {int(row["week"]): row for row in stores.ledger.rows(by_week())}
    if not rows:
        return Course((), 1)
    last = max(rows)
    first = max(min(rows), last - WEEKS + 1)
    heard = [rows.get(week, {}).get("n", 0) >= ENOUGH for week in range(first, last + 1)]
    weeks = 1 if sum(heard) >= HEARD * len(heard) else BLOCK
    # Counted back from the newest, so that the last point is whole.
    starts = sorted(range(last - weeks + 1, first - weeks, -weeks))
    return Course([_point(rows, start, weeks) for start in starts], weeks)


def by_week() -> Any:
    """Customers' ratings by week (since the Monday before 1970): week, n, total, squares, newest."""
    rated = LIVED.filter((LIVED.chair == "customer") & (LIVED.act == "rated") & LIVED.valence.notnull())
    rated = rated.mutate(week=((rated.happened_at.epoch_seconds() + MONDAY) / WEEK_SECONDS).floor())
    return rated.group_by("week").aggregate(
        n=ibis._.count(),
        total=ibis._.valence.sum(),
        squares=(ibis._.valence * ibis._.valence).sum(),
        newest=ibis._.happened_at.max(),
    )


def _point(rows: Mapping[int, dict[str, Any]], start: int, weeks: int) -> tuple[date, Figure]:
    day = _monday(start)
    which = Which(
        act="rated", chair="customer", since=day.isoformat(), until=(day + timedelta(weeks=weeks)).isoformat()
    )
    some = [rows[week] for week in range(start, start + weeks) if week in rows]
    n = sum(row["n"] for row in some)
    if not n:
        return day, Figure(None, 0, which.url(), decimals=2)
    newest = max(row["newest"] for row in some)
    mean = sum(row["total"] for row in some) / n
    spread = sqrt(max(sum(row["squares"] for row in some) - n * mean * mean, 0.0) / max(n - 1, 1))
    if n == 1:
        return day, Figure(mean, n, which.url(), newest=newest, decimals=2)
    found = means.summary_interval(mean, spread, n)
    return day, Figure(mean, n, which.url(), max(-1.0, found.low), min(1.0, found.high), "", newest, 2)


def _monday(week: int) -> date:
    return date(1969, 12, 29) + timedelta(weeks=week)
