"""Write keys: under which name a source may send, and nothing else."""

from datetime import datetime

from sqlalchemy import select, update

from emptychair.core import Conflict, Invalid, NotFound
from emptychair.staff.audit import note_in
from emptychair.staff.model import User, WriteKey
from emptychair.staff.schema import keys_table
from emptychair.staff.secrets import digest, new_token
from emptychair.store import Stores, put

_SHOWN = [keys_table.c[name] for name in WriteKey.__slots__]


def write_keys(stores: Stores) -> list[WriteKey]:
    """Every key that was ever given out, newest first."""
    with stores.records.read() as db:
        return [WriteKey(**row._mapping) for row in db.execute(select(*_SHOWN).order_by(keys_table.c.id.desc()))]


def create_key(stores: Stores, name: str, *, by: User | None, now: datetime) -> str:
    """A new key for the source `name`: the only time that it is seen. Raises Invalid or Conflict."""
    name = name.strip()
    if not name or len(name) > 60 or not all(c.isalnum() or c in " -_." for c in name):
        raise Invalid(f"{name!r} cannot name a source.", mend="Use up to 60 letters, digits, spaces, - _ and dots.")
    key = "ec_" + new_token()
    with stores.records.write() as db:
        if db.execute(select(keys_table.c.id).where(keys_table.c.name == name)).first():
            raise Conflict(f"There is already a key for {name!r}.", mend="A source keeps its name: take another.")
        row = {"name": name, "digest": digest(key), "hint": key[:8], "created_at": now}
        number = put(db, keys_table, row)
        note_in(db, by, "created", "write key", str(number), {"name": name}, now=now)
    return key


def revoke_key(stores: Stores, number: int, *, by: User | None, now: datetime) -> None:
    """From now on the key opens nothing. Raises NotFound."""
    with stores.records.write() as db:
        live = (keys_table.c.id == number, keys_table.c.revoked_at.is_(None))
        if not db.execute(update(keys_table).where(*live).values(revoked_at=now)).rowcount:
            raise NotFound(f"There is no live write key {number}.")
        note_in(db, by, "revoked", "write key", str(number), now=now)


def key_of(stores: Stores, key: str) -> WriteKey | None:
    """Whose key this is, or nobody's: unknown and revoked keys look the same."""
    query = select(*_SHOWN).where(keys_table.c.digest == digest(key), keys_table.c.revoked_at.is_(None))
    with stores.records.read() as db:
        row = db.execute(query).first()
    return WriteKey(**row._mapping) if row else None
