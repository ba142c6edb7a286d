"""The way into one's own page: a link that staff make for one customer, valid for a while, that opens nothing else."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select

from emptychair.core import Gone, NotFound
from emptychair.know.schema import portal_links
from emptychair.parties import party
from emptychair.staff import User, note_in
from emptychair.store import Stores, put

LASTS = timedelta(days=30)


def portal_link(stores: Stores, party_id: int, *, by: User, now: datetime) -> str:
    """A token for /me/{token}: HMAC-SHA256 over the link's number, party and end, with a secret of its own."""
    party(stores.records, party_id)
    secret, expires_at = secrets.token_hex(32), now + LASTS
    row = {"party_id": party_id, "secret": secret, "made_by": by.name, "created_at": now, "expires_at": expires_at}
    with stores.records.write() as db:
        number = put(db, portal_links, row)
        note_in(db, by, "made a portal link for", "party", str(party_id), {"link": number}, now=now)
    return f"{number}-{_signature(secret, number, party_id, expires_at)}"


def open_link(stores: Stores, token: str, now: datetime) -> int:
    """The party whose page a token opens. Raises NotFound for a wrong one, Gone for one that has ended."""
    number, _, given = token.partition("-")
    wanted = int(number) if number.isdecimal() and number.isascii() else 0
    query = select(portal_links).where(portal_links.c.id == wanted)
    with stores.records.read() as db:
        link = db.execute(query).first()
    expected = _signature(link.secret, link.id, link.party_id, link.expires_at) if link else "0" * 64
    if not hmac.compare_digest(given.encode(), expected.encode()) or link is None:
        raise NotFound("There is no such page.", mend="Open the link as you were sent it, or ask for a new one.")
    if now >= link.expires_at:
        raise Gone("This link has ended.", mend="Ask for a new one: you will get it at once.")
    return int(link.party_id)


def _signature(secret: str, number: int, party_id: int, expires_at: datetime) -> str:
    told = f"{number}\0{party_id}\0{int(expires_at.timestamp())}"
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()
