"""Quarantine: what could not be taken waits here with its reason until a person mends it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from emptychair.core import NotFound
from emptychair.evidence.model import Refusal
from emptychair.evidence.schema import quarantine
from emptychair.store import Records, rows


def set_aside(records: Records, db: Connection, refusals: Sequence[Refusal], now: datetime) -> None:
    """Keep what was refused, once each however often it is offered."""
    if refusals:
        statement = records.insert(quarantine).on_conflict_do_nothing()
        db.execute(statement, [_row(refusal, now) for refusal in refusals])


def quarantined(records: Records, source: str = "", *, offset: int = 0, most: int = 100) -> list[dict[str, Any]]:
    """What waits to be mended, newest first, of one source or of all."""
    query = select(quarantine).where(quarantine.c.readmitted_at.is_(None))
    if source:
        query = query.where(quarantine.c.source == source)
    with records.read() as db:
        return rows(db.execute(query.order_by(quarantine.c.id.desc()).offset(offset).limit(most)))


def quarantine_reasons(records: Records) -> list[dict[str, Any]]:
    """How many wait, by source and reason, with one example place each."""
    columns = [quarantine.c.source, quarantine.c.reason, quarantine.c.mend]
    query = (
        select(*columns, func.count().label("n"), func.min(quarantine.c.at_place).label("example"))
        .where(quarantine.c.readmitted_at.is_(None))
        .group_by(*columns)
        .order_by(func.count().desc())
    )
    with records.read() as db:
        return rows(db.execute(query))


def take_out(records: Records, quarantine_id: int) -> dict[str, Any]:
    """The raw row that waits under this number. Raises NotFound."""
    query = select(quarantine).where(quarantine.c.id == quarantine_id, quarantine.c.readmitted_at.is_(None))
    with records.read() as db:
        found = rows(db.execute(query))
    if not found:
        raise NotFound("Nothing waits under this number.", where=f"quarantine {quarantine_id}", mend="See the list.")
    return found[0]


def mark_readmitted(records: Records, quarantine_id: int, now: datetime) -> None:
    """Note that the row was mended and taken."""
    with records.write() as db:
        db.execute(update(quarantine).where(quarantine.c.id == quarantine_id).values(readmitted_at=now))


def _row(refusal: Refusal, now: datetime) -> dict[str, Any]:
    raw = json.dumps(refusal.raw, sort_keys=True, ensure_ascii=False, default=str)
    return {
        "source": refusal.source,
        "fingerprint": hashlib.sha256(f"{refusal.where}\0{raw}".encode()).hexdigest(),
        "at_place": refusal.where[:300],
        "reason": refusal.reason[:500],
        "mend": refusal.mend[:500],
        "raw": json.loads(raw),
        "quarantined_at": now,
        "readmitted_at": None,
    }
