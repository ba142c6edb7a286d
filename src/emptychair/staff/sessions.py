"""Sessions: signing in, with a brake on guessing; staying signed in while at work; signing out."""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, or_, select, update

from emptychair.core import Overloaded, Refused
from emptychair.staff.audit import note_in
from emptychair.staff.links import use_link
from emptychair.staff.model import User
from emptychair.staff.roles import Role
from emptychair.staff.schema import attempts_table, sessions_table, users_table
from emptychair.staff.secrets import digest, new_token, password_fits
from emptychair.store import Stores

# Failures in the window after which nobody is let try: from one address on one account, from one
# address on any, on one account from anywhere. The last is wide, so that strangers cannot lock a person out.
WINDOW = timedelta(minutes=15)
PAIR, ADDRESS, ACCOUNT = 5, 30, 100
LONGEST = timedelta(days=14)  # a session in steady use ends here


def sign_in(stores: Stores, email: str, password: str, *, address: str, hours: int, now: datetime) -> tuple[User, str]:
    """The user and the token for the cookie.

    Raises Refused where the two do not fit (never saying which), Overloaded after too many failures.
    """
    email = email.strip().lower()[:254]
    with stores.records.write() as db:
        _brake(db, email, address, now)
        # Counted before it is judged: a hundred guesses at once are a hundred guesses.
        db.execute(attempts_table.insert().values(at=now, email=email, address=address))
        row = db.execute(select(users_table).where(users_table.c.email == email, users_table.c.active)).first()
    if not password_fits(password, row.password if row else None) or row is None:
        raise Refused("The address and the password do not fit.", mend="Check both, or ask the owner.")
    user = User(row.id, row.email, row.name, Role(row.role))
    with stores.records.write() as db:
        fits = (attempts_table.c.email == email, attempts_table.c.address == address)
        db.execute(delete(attempts_table).where(*fits))
        return user, _open(db, user, "password", hours, now)


def sign_in_by_link(stores: Stores, token: str, *, hours: int, now: datetime) -> tuple[User, str]:
    """The user whose one-time link this is, and the token for the cookie. Raises Refused."""
    with stores.records.write() as db:
        user_id = use_link(db, token, "sign_in", now=now)
        row = db.execute(select(users_table).where(users_table.c.id == user_id, users_table.c.active)).first()
        if row is None:
            raise Refused("This account is closed.", mend="Ask the owner to reopen it.")
        user = User(row.id, row.email, row.name, Role(row.role))
        return user, _open(db, user, "link", hours, now)


def signed_in(stores: Stores, token: str, *, hours: int, now: datetime) -> User | None:
    """Who holds this session, or nobody; a session in use lives on."""
    query = (
        select(users_table, sessions_table.c.created_at.label("since"), sessions_table.c.expires_at)
        .join(sessions_table, sessions_table.c.user_id == users_table.c.id)
        .where(sessions_table.c.token == digest(token), sessions_table.c.expires_at > now, users_table.c.active)
    )
    with stores.records.read() as db:
        row = db.execute(query).first()
    if row is None:
        return None
    until = min(now + timedelta(hours=hours), row.since + LONGEST)
    if until - row.expires_at > timedelta(hours=hours) / 10:  # a tenth: no write on every click
        with stores.records.write() as db:
            mine = sessions_table.c.token == digest(token)
            db.execute(update(sessions_table).where(mine).values(expires_at=until))
    return User(row.id, row.email, row.name, Role(row.role))


def sign_out(stores: Stores, token: str) -> None:
    """End this session."""
    with stores.records.write() as db:
        db.execute(delete(sessions_table).where(sessions_table.c.token == digest(token)))


def csrf_token(token: str) -> str:
    """The word that a form has to bring back: bound to the cookie, readable only in our own pages."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def _open(db: Connection, user: User, means: str, hours: int, now: datetime) -> str:
    token = new_token()
    db.execute(delete(sessions_table).where(sessions_table.c.expires_at <= now))
    row = {"token": digest(token), "user_id": user.id, "created_at": now, "expires_at": now + timedelta(hours=hours)}
    db.execute(sessions_table.insert().values(**row))
    note_in(db, user, "signed in", "user", str(user.id), {"by": means}, now=now)
    return token


def _brake(db: Connection, email: str, address: str, now: datetime) -> None:
    db.execute(delete(attempts_table).where(attempts_table.c.at <= now - WINDOW))
    mine = or_(attempts_table.c.email == email, attempts_table.c.address == address)
    counted = select(attempts_table.c.email, attempts_table.c.address, func.count().label("n")).where(mine)
    rows = db.execute(counted.group_by(attempts_table.c.email, attempts_table.c.address)).all()
    pair = sum(row.n for row in rows if row.email == email and row.address == address)
    account = sum(row.n for row in rows if row.email == email)
    from_here = sum(row.n for row in rows if row.address == address)
    if pair >= PAIR or from_here >= ADDRESS or account >= ACCOUNT:
        raise Overloaded(
            "Too many attempts to sign in.",
            retry_after_seconds=int(WINDOW.total_seconds()),
            mend="Wait a quarter of an hour, or ask the owner for a one-time link.",
        )
