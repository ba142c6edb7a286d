"""The audit trail: who saw or changed what, about whom, when. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from emptychair.staff.model import Entry, User
from emptychair.staff.schema import audit_table
from emptychair.store import Stores


def note(
    stores: Stores,
    by: User | None,
    action: str,
    subject_kind: str,
    subject: str,
    detail: dict[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """Add a line in a transaction of its own: for what was only seen."""
    with stores.records.write() as db:
        note_in(db, by, action, subject_kind, subject, detail, now=now)


def note_in(
    db: Connection,
    by: User | None,
    action: str,
    subject_kind: str,
    subject: str,
    detail: dict[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """Add a line in the transaction of the change itself: both are kept, or neither."""
    who = {"staff_id": by.id, "staff": by.name} if by else {"staff_id": None, "staff": "the system"}
    what = {"action": action, "subject_kind": subject_kind, "subject": subject, "detail": detail or {}}
    db.execute(audit_table.insert().values(at=now, **who, **what))


def trail(
    stores: Stores, *, subject_kind: str = "", subject: str = "", before: int | None = None, most: int = 100
) -> list[Entry]:
    """The newest lines first, of one subject or of all; `before` pages on from an entry's id."""
    query = select(*[audit_table.c[name] for name in Entry.__slots__]).order_by(audit_table.c.id.desc()).limit(most)
    if subject_kind:
        query = query.where(audit_table.c.subject_kind == subject_kind)
    if subject:
        query = query.where(audit_table.c.subject == subject)
    if before is not None:
        query = query.where(audit_table.c.id < before)
    with stores.records.read() as db:
        return [Entry(**row._mapping) for row in db.execute(query)]
