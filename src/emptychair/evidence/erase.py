"""Erasing evidence: every row of a person, what was read from it, and things nobody else touched."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from emptychair.evidence.schema import quarantine
from emptychair.parties import Identifier
from emptychair.store import EVIDENCE, EVIDENCE_OBJECTS, Stores


def erase(stores: Stores, parties: Sequence[int], names: Sequence[Identifier]) -> int:
    """Take out all evidence of these parties and quarantined rows that name them; says how many pieces."""
    mine = EVIDENCE.filter(EVIDENCE.party.isin(list(parties)))
    ids = [row["id"] for row in stores.ledger.rows(mine.select("id"))]
    own = _own_things(stores, ids)
    with stores.ledger.write() as ledger:
        ledger.delete("readings", "evidence", ids)
        ledger.delete("evidence_objects", "evidence", ids)
        ledger.delete("evidence", "id", ids)
        ledger.delete_things(own)
    _erase_quarantined(stores, names)
    return len(ids)


def _own_things(stores: Stores, ids: list[int]) -> list[tuple[str, str]]:
    links = EVIDENCE_OBJECTS
    mine = links.filter(links.evidence.isin(ids)).select("kind", "object").distinct()
    others = links.filter(~links.evidence.isin(ids)).select("kind", "object").distinct()
    alone: Any = mine.anti_join(others, ["kind", "object"])
    return [(row["kind"], row["object"]) for row in stores.ledger.rows(alone)] if ids else []


def _erase_quarantined(stores: Stores, names: Sequence[Identifier]) -> None:
    values = {name.value.lower() for name in names}
    with stores.records.write() as db:
        held = db.execute(select(quarantine.c.id, quarantine.c.raw)).all()
        gone = [row.id for row in held if any(value in str(row.raw).lower() for value in values)]
        for some in (gone[i : i + 500] for i in range(0, len(gone), 500)):
            db.execute(delete(quarantine).where(quarantine.c.id.in_(some)))
