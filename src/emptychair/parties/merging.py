"""Merging: two parties become one as a recorded row that can be undone; the ledger is told who stands where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from emptychair.core import Conflict, NotFound
from emptychair.parties.schema import merges, parties, party_roles, purposes
from emptychair.parties.slices import slices
from emptychair.store import MERGED, Stores, put

MIRRORED = "merges"  # cursor: up to which merge the ledger knows where the merged parties stand

Join = tuple[int, int]  # a party, and into which it goes


def merge(stores: Stores, other: int, party: int, *, reason: str, author: str, now: datetime) -> int:
    """Make `other` part of `party`, as a recorded row. Returns the merge's id, for `split`.

    Raises Conflict for a party with itself.
    """
    if other == party:
        raise Conflict("A party cannot merge with itself.", where=f"party {party}", mend="Choose two parties.")
    with stores.records.write() as db:
        row = {"from_party": other, "into_party": party, "reason": reason, "author": author, "merged_at": now}
        merged = put(db, merges, row)
        _move(db, [(other, party)])
        carry_over(db, [(other, party)])
    sync_merges(stores, [other])
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
        _settle(db)
    _mirror_everybody(stores)


def record_merges(db: Connection, joins: Sequence[Join], *, reason: str, author: str, now: datetime) -> None:
    """The rows of many merges, in order, inside the caller's transaction."""
    told = {"reason": reason, "author": author, "merged_at": now}
    db.execute(insert(merges), [{"from_party": other, "into_party": party, **told} for other, party in joins])
    _move(db, joins)


def carry_over(db: Connection, joins: Sequence[Join]) -> None:
    """Give each party the roles and purposes of those who were merged into it, merges in order.

    Copied, not moved: undoing the merge must find the other party as it was. A purpose withdrawn by
    either of the two counts as withdrawn.
    """
    if joins:
        everyone = sorted({party for join in joins for party in join})
        _carry_roles(db, joins, everyone)
        _carry_purposes(db, joins, everyone)


def sync_merges(stores: Stores, moved: Iterable[int] = ()) -> None:
    """Tell the ledger where merged parties stand, so that reads follow it: `moved`, and whoever it was not told of.

    A crash between the two stores is mended by the next call.
    """
    told_until = stores.ledger.cursor(MIRRORED)
    with stores.records.read() as db:
        query = select(merges.c.id, merges.c.from_party).where(merges.c.id > told_until).order_by(merges.c.id)
        news = db.execute(query).all()
        now = _standing(db, sorted({*moved, *(row.from_party for row in news)}))
    if now:
        with stores.ledger.write() as ledger:
            ledger.delete("merged", "party", list(now))
            ledger.append("merged", {"party": list(now), "into_party": list(now.values())})
            ledger.move_cursor(MIRRORED, max((row.id for row in news), default=told_until))


def _standing(db: Connection, moved: Sequence[int]) -> dict[int, int]:
    """Where these parties stand, and all who stand with them: they may have been moved along."""
    homes: set[int] = set()
    for some in slices(moved):
        query = select(parties.c.merged_into).where(parties.c.id.in_(some), parties.c.merged_into.is_not(None))
        homes |= set(db.execute(query.distinct()).scalars())
    found: dict[int, int] = {}
    for some in slices(sorted(homes)):
        query = select(parties.c.id, parties.c.merged_into).where(parties.c.merged_into.in_(some))
        found |= {row.id: row.merged_into for row in db.execute(query)}
    return found


def _mirror_everybody(stores: Stores) -> None:
    with stores.records.read() as db:
        query = select(parties.c.id, parties.c.merged_into).where(parties.c.merged_into.is_not(None))
        now = {row.id: row.merged_into for row in db.execute(query)}
    then = {row["party"]: row["into_party"] for row in stores.ledger.rows(MERGED)}
    changed = [party for party in {*now, *then} if now.get(party) != then.get(party)]
    new = [{"party": party, "into_party": now[party]} for party in changed if party in now]
    with stores.ledger.write() as ledger:
        ledger.delete("merged", "party", changed)
        ledger.append("merged", new)


def _move(db: Connection, joins: Sequence[Join]) -> None:
    into = dict(joins)
    moved = update(parties).where(or_(parties.c.id == bindparam("other"), parties.c.merged_into == bindparam("other")))
    rows = [{"other": other, "home": _home(other, into)} for other in into]
    db.execute(moved.values(merged_into=bindparam("home")), rows)


def _home(party: int, into: Mapping[int, int]) -> int:
    while party in into:
        party = into[party]
    return party


def _settle(db: Connection) -> None:
    standing = db.execute(
        select(merges.c.from_party, merges.c.into_party).where(merges.c.undone_at.is_(None)).order_by(merges.c.id)
    )
    into = {row.from_party: row.into_party for row in standing}
    db.execute(update(parties).where(parties.c.merged_into.is_not(None)).values(merged_into=None))
    for party in into:
        db.execute(update(parties).where(parties.c.id == party).values(merged_into=_home(party, into)))


def _carry_roles(db: Connection, joins: Sequence[Join], everyone: Sequence[int]) -> None:
    held: dict[int, dict[str, Any]] = {}
    for row in _of(db, party_roles, everyone):
        held.setdefault(row.party_id, {})[row.role] = row
    new = []
    for other, party in joins:
        theirs = held.setdefault(party, {})
        for role, row in held.get(other, {}).items():
            if role not in theirs:
                theirs[role] = row
                new.append({"party_id": party, "role": role, "source": row.source})
    if new:
        db.execute(insert(party_roles), new)


def _carry_purposes(db: Connection, joins: Sequence[Join], everyone: Sequence[int]) -> None:
    held: dict[int, dict[str, dict[str, Any]]] = {}
    for row in _of(db, purposes, everyone):
        held.setdefault(row.party_id, {})[row.purpose] = row._asdict()
    old = {(party, purpose): row["granted"] for party, theirs in held.items() for purpose, row in theirs.items()}
    for other, party in joins:
        theirs = held.setdefault(party, {})
        for purpose, row in held.get(other, {}).items():
            mine = theirs.setdefault(purpose, row | {"party_id": party})
            theirs[purpose] = mine | {"granted": mine["granted"] and row["granted"]}
    rows = [row for theirs in held.values() for row in theirs.values()]
    new = [row for row in rows if (row["party_id"], row["purpose"]) not in old]
    if new:
        db.execute(insert(purposes), new)
    for row in rows:
        if old.get((row["party_id"], row["purpose"]), False) and not row["granted"]:
            same = (purposes.c.party_id == row["party_id"]) & (purposes.c.purpose == row["purpose"])
            db.execute(update(purposes).where(same).values(granted=False))


def _of(db: Connection, table: Any, everyone: Sequence[int]) -> Iterator[Any]:
    for some in slices(everyone):
        yield from db.execute(select(table).where(table.c.party_id.in_(some)))


__all__ = ["carry_over", "merge", "record_merges", "split", "sync_merges"]
