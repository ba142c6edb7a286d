"""Pledges: every promise with its record, month by month, and what we said we would keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emptychair.promises import Kept, all_promises, by_month, kept
from emptychair.store import Stores


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise: its record, its months (month, kept, late, never, open), whether it is past its review."""

    kept: Kept
    months: list[dict[str, Any]]
    overdue: bool


def pledges(stores: Stores, now: datetime) -> list[Pledge]:
    """Every promise, the least kept first."""
    found = [
        Pledge(
            kept(stores.ledger, promise, now), by_month(stores.ledger, promise, now), _overdue(promise.review_by, now)
        )
        for promise in all_promises(stores.records)
    ]
    return sorted(found, key=lambda pledge: pledge.kept.rate.value if pledge.kept.rate.value is not None else 101)


def _overdue(review_by: datetime | None, now: datetime) -> bool:
    return review_by is not None and review_by < now
