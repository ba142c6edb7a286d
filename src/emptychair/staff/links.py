"""One-time links: to create the first owner, and to land signed-in without a password."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from emptychair.core import Refused
from emptychair.staff.schema import links_table, users_table
from emptychair.staff.secrets import digest, new_token
from emptychair.store import Stores


def first_run_link(stores: Stores, *, now: datetime, hours_valid: int = 24) -> str:
    """A token with which the first owner may be created from another machine; older ones end."""
    with stores.records.write() as db:
        db.execute(delete(links_table).where(links_table.c.purpose == "first_run"))
        return _new(db, "first_run", None, now + timedelta(hours=hours_valid))


def sign_in_link(stores: Stores, user_id: int, *, now: datetime, minutes_valid: int = 15) -> str:
    """A token that signs this user in, once."""
    with stores.records.write() as db:
        return _new(db, "sign_in", user_id, now + timedelta(minutes=minutes_valid))


def first_run_open(stores: Stores) -> bool:
    """Whether the company still waits for its first user."""
    with stores.records.read() as db:
        return not db.execute(select(func.count()).select_from(users_table)).scalar_one()


def use_link(db: Connection, token: str, purpose: str, *, now: datetime) -> int | None:
    """Spend a token and say whose it was. Raises Refused where it is unknown, spent or too old."""
    found = db.execute(
        delete(links_table)
        .where(links_table.c.token == digest(token), links_table.c.purpose == purpose, links_table.c.expires_at > now)
        .returning(links_table.c.user_id)
    ).first()
    if found is None:
        raise Refused("This link has been used or is too old.", mend="Sign in, or start the server for a new link.")
    return int(found.user_id) if found.user_id is not None else None


def _new(db: Connection, purpose: str, user_id: int | None, expires_at: datetime) -> str:
    token = new_token()
    row = {"token": digest(token), "purpose": purpose, "user_id": user_id, "expires_at": expires_at}
    db.execute(links_table.insert().values(**row))
    return token
