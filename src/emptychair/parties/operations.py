"""Writing about parties: traits, roles, purposes, erasure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from emptychair.core import NotFound
from emptychair.parties.model import ROLES, Identifier, fingerprint
from emptychair.parties.schema import identifiers, parties, party_roles, purposes, tombstones
from emptychair.parties.slices import slices
from emptychair.store import Records

PLAIN = ("name", "kind", "roles")
KINDS = ("person", "organisation")


def describe(records: Records, db: Connection, told: Sequence[tuple[int, Mapping[str, Any]]], *, source: str) -> None:
    """Take over what descriptions say of parties, in order: name, kind, roles, other traits (the latest wins)."""
    if not told:
        return
    ids = sorted({party for party, _ in told})
    known = {
        row.id: {"kind": row.kind, "name": row.name, "traits": dict(row.traits)}
        for some in slices(ids)
        for row in db.execute(select(parties).where(parties.c.id.in_(some)))
    }
    for party, said in told:
        now = known[party]
        now["traits"] |= {key: value for key, value in said.items() if key not in PLAIN and value not in ("", None)}
        now["name"] = str(said.get("name") or now["name"])[:300]
        now["kind"] = said["kind"] if said.get("kind") in KINDS else now["kind"]
    db.execute(
        update(parties)
        .where(parties.c.id == bindparam("party"))
        .values(kind=bindparam("kind"), name=bindparam("name"), traits=bindparam("traits")),
        [{"party": party, **values} for party, values in known.items()],
    )
    held = {(party, role) for party, said in told for role in said.get("roles") or () if role in ROLES}
    if held:
        rows = [{"party_id": party, "role": role, "source": source} for party, role in sorted(held)]
        db.execute(records.insert(party_roles).on_conflict_do_nothing(), rows)


def grant(
    records: Records, db: Connection, told: Sequence[tuple[int, datetime, Mapping[str, Any]]], *, source: str
) -> None:
    """Note purposes granted or withdrawn, in order; an older message never overrules a newer one."""
    rows = [
        {"party_id": party, "purpose": purpose[:60], "granted": granted, "at": at, "source": source}
        for party, at, said in told
        for purpose, granted in said.items()
        if isinstance(granted, bool)
    ]
    if rows:
        statement = records.insert(purposes)
        new = {name: statement.excluded[name] for name in ("granted", "at", "source")}
        keys = ["party_id", "purpose"]
        db.execute(
            statement.on_conflict_do_update(
                index_elements=keys, set_=new, where=purposes.c.at <= statement.excluded.at
            ),
            rows,
        )


def erase(db: Connection, party: int, now: datetime) -> list[int]:
    """Forget a party and all who were merged into it; leave tombstones. Returns every id erased.

    Raises NotFound where there is nobody, or nobody any more.
    """
    everyone = list(
        db.execute(select(parties.c.id).where(or_(parties.c.id == party, parties.c.merged_into == party))).scalars()
    )
    row = db.execute(select(parties.c.erased_at).where(parties.c.id == party)).first()
    if row is None or row.erased_at is not None:
        raise NotFound("There is no such party.", where=f"party {party}", mend="Search for them by name or e-mail.")
    names = db.execute(select(identifiers.c.kind, identifiers.c.value).where(identifiers.c.party_id.in_(everyone)))
    stones = [{"fingerprint": fingerprint(Identifier(kind, value)), "erased_at": now} for kind, value in names]
    if stones:
        held = set(db.execute(select(tombstones.c.fingerprint)).scalars())
        db.execute(insert(tombstones), [stone for stone in stones if stone["fingerprint"] not in held] or stones[:0])
    db.execute(delete(identifiers).where(identifiers.c.party_id.in_(everyone)))
    db.execute(delete(party_roles).where(party_roles.c.party_id.in_(everyone)))
    db.execute(delete(purposes).where(purposes.c.party_id.in_(everyone)))
    db.execute(update(parties).where(parties.c.id.in_(everyone)).values(name="", traits={}, erased_at=now))
    return everyone


__all__ = ["describe", "erase", "grant"]
