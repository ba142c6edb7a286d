"""What care holds of one person: their cases."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete

from emptychair.care.queries import cases_of
from emptychair.care.schema import cases
from emptychair.store import Stores


def forget(stores: Stores, parties: Sequence[int]) -> None:
    """Take out every case of these people."""
    with stores.records.write() as db:
        db.execute(delete(cases).where(cases.c.party.in_(list(parties))))


def export(stores: Stores, party: int) -> dict[str, Any]:
    """Every case of one person."""
    return {"cases": [asdict(one) for one in cases_of(stores, party)]}
