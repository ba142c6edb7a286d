"""Writing about parties: traits, roles, purposes, merges and their undoing, erasure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from emptychair.core import Conflict, NotFound
from emptychair.parties.model import ROLES, Identifier, fingerprint
from emptychair.parties.schema import identifiers, merges, parties, party_roles, purposes, tombstones
from emptychair.store import MERGED, Records, Stores, put

PLAIN = ("name", "kind", "roles")
KINDS = ("person", "organisation")


def describe(records: Records, db: Connection, told: Sequence[tuple[int, Mapping[str, Any]]], *, source: str) -> None:
    """Take over what descriptions say of parties, in order: name, kind, roles, other traits (the latest wins)."""
    if not told:
        return
    ids = sorted({party for party, _ in told})
    known = {
        row.id: {"kind": row.kind, "name": row.name, "traits": dict(row.traits)}
        for some in (ids[i : i + 5_000] for i in range(0, len(ids), 5_000))
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


def merge(stores: Stores, other: int, party: int, *, reason: str, author: str, now: datetime) -> int:
    """Make `other` part of `party`, as a recorded row. Returns the merge's id, for `split`."""
    with stores.records.write() as db:
        merged = join_parties(db, other, party, reason=reason, author=author, now=now)
    sync_merges(stores)
    return merged


def split(stores: Stores, merge_id: int, *, author: str, now: datetime) -> None:
    """Undo one merge; everybody stands where the other merges put them."""
    with stores.records.write() as db:
        row = db.execute(select(merges).where(merges.c.id == merge_id)).first()
        if row is None or row.undone_at is not None:
            raise NotFound(
                "There is no such merge to undo.", where=f"merge {merge_id}", mend="Look at the person's merges."
            )
        db.execute(update(merges).where(merges.c.id == merge_id).values(undone_at=now, undone_by=author))
        _settle_merges(db)
    sync_merges(stores)


def join_parties(db: Connection, other: int, party: int, *, reason: str, author: str, now: datetime) -> int:
    """The rows of a merge, inside the caller's transaction. Raises Conflict for a party with itself."""
    if other == party:
        raise Conflict("A party cannot merge with itself.", where=f"party {party}", mend="Choose two parties.")
    row = {"from_party": other, "into_party": party, "reason": reason, "author": author, "merged_at": now}
    merged = put(db, merges, row)
    db.execute(
        update(parties).where(or_(parties.c.id == other, parties.c.merged_into == other)).values(merged_into=party)
    )
    _move_purposes_and_roles(db, other, party)
    return merged


def sync_merges(stores: Stores) -> None:
    """Copy where every merged party stands into the ledger, so that reads follow it."""
    with stores.records.read() as db:
        query = select(parties.c.id, parties.c.merged_into).where(parties.c.merged_into.is_not(None))
        now = {row.id: row.merged_into for row in db.execute(query)}
    then = {row["party"]: row["into_party"] for row in stores.ledger.rows(MERGED)}
    gone = [party for party, into in then.items() if now.get(party) != into]
    new = [{"party": party, "into_party": into} for party, into in now.items() if then.get(party) != into]
    if gone or new:
        with stores.ledger.write() as ledger:
            ledger.delete("merged", "party", gone)
            ledger.append("merged", new)


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


def _settle_merges(db: Connection) -> None:
    standing = db.execute(
        select(merges.c.from_party, merges.c.into_party).where(merges.c.undone_at.is_(None)).order_by(merges.c.id)
    )
    into = {row.from_party: row.into_party for row in standing}
    db.execute(update(parties).where(parties.c.merged_into.is_not(None)).values(merged_into=None))
    for party in into:
        home = party
        while home in into:
            home = into[home]
        db.execute(update(parties).where(parties.c.id == party).values(merged_into=home))


def _move_purposes_and_roles(db: Connection, other: int, party: int) -> None:
    # Copied, not moved: undoing the merge must find the other party as it was. A purpose withdrawn by
    # either of the two counts as withdrawn.
    roles = db.execute(select(party_roles).where(party_roles.c.party_id == other)).all()
    if roles:
        held = set(db.execute(select(party_roles.c.role).where(party_roles.c.party_id == party)).scalars())
        _insert_all(db, party_roles, [row._asdict() | {"party_id": party} for row in roles if row.role not in held])
    theirs = db.execute(select(purposes).where(purposes.c.party_id == other)).all()
    if theirs:
        known = {row.purpose for row in db.execute(select(purposes).where(purposes.c.party_id == party))}
        _insert_all(db, purposes, [row._asdict() | {"party_id": party} for row in theirs if row.purpose not in known])
    for row in theirs:
        if row.purpose in known and not row.granted:
            same = (purposes.c.party_id == party) & (purposes.c.purpose == row.purpose)
            db.execute(update(purposes).where(same).values(granted=False))


def _insert_all(db: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        db.execute(insert(table), listed)


__all__ = ["describe", "erase", "grant", "join_parties", "merge", "split", "sync_merges"]
