"""Users: who works with the record, and what changes about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from emptychair.core import Conflict, Invalid, NotFound, Refused
from emptychair.staff.audit import note_in
from emptychair.staff.links import use_link
from emptychair.staff.model import User
from emptychair.staff.roles import Role
from emptychair.staff.schema import sessions_table, users_table
from emptychair.staff.secrets import hash_password, password_fits
from emptychair.store import Stores, put


def users(stores: Stores) -> list[User]:
    """Everyone who ever had access, active or not, by name."""
    with stores.records.read() as db:
        return [_user(row) for row in db.execute(select(users_table).order_by(users_table.c.name))]


def create_owner(stores: Stores, *, name: str, email: str, password: str, link: str | None, now: datetime) -> User:
    """The first user, who may do everything.

    `link` is the one-time token that was printed at the start; None where the caller has already
    seen that the request comes from this machine. Raises Conflict once there is any user.
    """
    row = _row(name, email, password, Role.OWNER, now)
    with stores.records.write() as db:
        if db.execute(select(func.count()).select_from(users_table)).scalar_one():
            raise Conflict("This company already has an owner.", mend="Sign in, or ask the owner for an account.")
        if link is not None:
            use_link(db, link, "first_run", now=now)
        owner = User(put(db, users_table, row), row["email"], row["name"], Role.OWNER)
        note_in(db, owner, "created", "user", str(owner.id), {"role": owner.role}, now=now)
    return owner


def create_user(
    stores: Stores, *, name: str, email: str, password: str, role: Role, by: User | None, now: datetime
) -> User:
    """A new member of staff. Raises Invalid, or Conflict where the address is already there."""
    row = _row(name, email, password, role, now)
    with stores.records.write() as db:
        if db.execute(select(users_table.c.id).where(users_table.c.email == row["email"])).first():
            raise Conflict(f"{row['email']} already has an account.", mend="Change the role of that one.")
        user = User(put(db, users_table, row), row["email"], row["name"], role)
        note_in(db, by, "created", "user", str(user.id), {"role": role}, now=now)
    return user


def change_role(stores: Stores, user_id: int, role: Role, *, by: User | None, now: datetime) -> None:
    """Give another role. Raises Conflict where the last owner would be lost."""
    with stores.records.write() as db:
        before = _one(db, user_id)
        db.execute(update(users_table).where(users_table.c.id == user_id).values(role=role))
        _keep_an_owner(db)
        note_in(db, by, "changed role", "user", str(user_id), {"from": before.role, "to": role}, now=now)


def set_active(stores: Stores, user_id: int, active: bool, *, by: User | None, now: datetime) -> None:
    """Close or reopen an account; closing ends its sessions at once."""
    with stores.records.write() as db:
        _one(db, user_id)
        db.execute(update(users_table).where(users_table.c.id == user_id).values(active=active))
        _keep_an_owner(db)
        if not active:
            db.execute(delete(sessions_table).where(sessions_table.c.user_id == user_id))
        note_in(db, by, "reopened" if active else "closed", "user", str(user_id), now=now)


def change_password(stores: Stores, user: User, old: str, new: str, *, now: datetime) -> None:
    """One's own password; ends every session. Raises Refused where the old one does not fit."""
    with stores.records.read() as db:
        stored = db.execute(select(users_table.c.password).where(users_table.c.id == user.id)).scalar_one_or_none()
    # Whoever came by a one-time link has no old password to give.
    if stored is None or (stored and not password_fits(old, stored)):
        raise Refused("The old password does not fit.", mend="Type the password that you signed in with.")
    hashed = hash_password(new)
    with stores.records.write() as db:
        db.execute(update(users_table).where(users_table.c.id == user.id).values(password=hashed))
        db.execute(delete(sessions_table).where(sessions_table.c.user_id == user.id))
        note_in(db, user, "changed password", "user", str(user.id), now=now)


def _row(name: str, email: str, password: str, role: Role, now: datetime) -> dict[str, Any]:
    name, email = name.strip(), email.strip().lower()
    if not name:
        raise Invalid("A user needs a name.", mend="Write the name that colleagues know.")
    local, _, domain = email.partition("@")
    if not local or not domain or " " in email:
        raise Invalid(f"{email!r} is not an e-mail address.", mend="Write it as name@company.")
    row: dict[str, Any] = {"name": name[:200], "email": email[:254], "role": role, "active": True}
    return row | {"password": hash_password(password), "created_at": now}


def _one(db: Connection, user_id: int) -> User:
    row = db.execute(select(users_table).where(users_table.c.id == user_id)).first()
    if row is None:
        raise NotFound(f"There is no user {user_id}.")
    return _user(row)


def _user(row: Any) -> User:
    return User(row.id, row.email, row.name, Role(row.role), row.active)


def _keep_an_owner(db: Connection) -> None:
    owners = select(func.count()).where(users_table.c.role == Role.OWNER, users_table.c.active)
    if not db.execute(owners).scalar_one():
        raise Conflict("The company would be left without an owner.", mend="Make somebody else owner first.")
