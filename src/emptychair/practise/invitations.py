"""Invitations: signed links by which customers answer an assessment, without a name and without signing in."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from emptychair.core import Gone, NotFound
from emptychair.practise.items import assessment
from emptychair.practise.schema import invitations as table
from emptychair.staff import User, note_in
from emptychair.store import Stores, put

LASTS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One link to give away: where it was given, who made it, until when it opens."""

    assessment: str
    note: str
    made_by: str
    expires_at: datetime
    token: str

    @property
    def path(self) -> str:
        """Where it leads."""
        return f"/assess/{self.assessment}/{self.token}"


def invite(stores: Stores, key: str, *, note: str, by: User, now: datetime) -> Invitation:
    """Make a link. Raises NotFound for an unknown assessment."""
    assessment(key)
    row: dict[str, Any] = {"assessment": key, "note": note.strip()[:200] or "customers", "made_by": by.name}
    row |= {"secret": secrets.token_hex(32), "created_at": now, "expires_at": now + LASTS}
    with stores.records.write() as db:
        number = put(db, table, row)
        note_in(db, by, "made a link to", "assessment", key, {"link": number}, now=now)
        return _invitation(db.execute(select(table).where(table.c.id == number)).one())


def invitations(stores: Stores, key: str, now: datetime) -> list[Invitation]:
    """The links that still open, the newest first."""
    query = select(table).where(table.c.assessment == key, table.c.expires_at > now).order_by(table.c.id.desc())
    with stores.records.read() as db:
        return [_invitation(row) for row in db.execute(query)]


def open_invitation(stores: Stores, key: str, token: str, now: datetime) -> Invitation:
    """The invitation that a token opens. Raises NotFound for a wrong one, Gone for one that has ended."""
    number = token.partition("-")[0]
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    with stores.records.read() as db:
        row = db.execute(select(table).where(table.c.id == wanted, table.c.assessment == key)).first()
    found = _invitation(row) if row else None
    if found is None or not hmac.compare_digest(token.encode(), found.token.encode()):
        raise NotFound("There is no such page.", mend="Open the link as you were given it, or ask for a new one.")
    if now >= found.expires_at:
        raise Gone("This link has ended.", mend="Ask for a new one: your view counts.")
    return found


def _invitation(row: Any) -> Invitation:
    told = f"{row.id}\0{row.assessment}\0{int(row.expires_at.timestamp())}"
    signature = hmac.new(row.secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]
    return Invitation(row.assessment, row.note, row.made_by, row.expires_at, f"{row.id}-{signature}")
