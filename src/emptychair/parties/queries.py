"""Reading about parties: one party, its names, who a name belongs to, a search by what people type."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select, tuple_

from emptychair.core import NotFound
from emptychair.parties.model import Identifier, Party, normal
from emptychair.parties.schema import identifiers, merges, parties, party_roles
from emptychair.parties.slices import slices
from emptychair.store import Records, rows


def party(records: Records, party_id: int) -> Party:
    """The party as now known, following merges. Raises NotFound, also for the erased."""
    found = named(records, [party_id])
    if not found or found[party_id].erased_at is not None:
        raise NotFound("There is no such party.", where=f"party {party_id}", mend="Search by name, e-mail or number.")
    return found[party_id]


def named(records: Records, ids: Iterable[int]) -> dict[int, Party]:
    """Many parties at once, each under the id that was asked for."""
    found: dict[int, Party] = {}
    with records.read() as db:
        for some in slices(sorted(set(ids))):
            found |= _named(db, some)
    return found


def find(records: Records, identifier: Identifier) -> int | None:
    """The party that goes by this name, or None."""
    name = normal(identifier)
    query = (
        select(func.coalesce(parties.c.merged_into, parties.c.id))
        .join(identifiers, identifiers.c.party_id == parties.c.id)
        .where(tuple_(identifiers.c.kind, identifiers.c.value) == tuple(name))
    )
    with records.read() as db:
        return db.execute(query).scalar()


def identifiers_of(records: Records, party_id: int) -> list[Identifier]:
    """Every name a party goes by, merged ones included."""
    query = (
        select(identifiers.c.kind, identifiers.c.value)
        .join(parties, parties.c.id == identifiers.c.party_id)
        .where(or_(parties.c.id == party_id, parties.c.merged_into == party_id))
        .order_by(identifiers.c.kind, identifiers.c.value)
    )
    with records.read() as db:
        return [Identifier(*row) for row in db.execute(query)]


def merges_of(records: Records, party_id: int) -> list[dict[str, Any]]:
    """Every merge that ever touched a party, newest first, undone ones included."""
    query = select(merges).where(or_(merges.c.from_party == party_id, merges.c.into_party == party_id))
    with records.read() as db:
        return rows(db.execute(query.order_by(merges.c.id.desc())))


def everybody(records: Records) -> list[int]:
    """The numbers of everybody who is known, merged and erased ones left out."""
    query = select(parties.c.id).where(parties.c.merged_into.is_(None), parties.c.erased_at.is_(None))
    with records.read() as db:
        return list(db.execute(query.order_by(parties.c.id)).scalars())


def search(records: Records, words: str, most: int = 20) -> list[Party]:
    """Parties whose name or any identifier starts with, or whose name contains, the words."""
    text = words.strip().lower()
    if not text:
        return []
    by_name = select(parties.c.id).where(func.lower(parties.c.name).contains(text, autoescape=True))
    by_identifier = select(identifiers.c.party_id).where(
        func.lower(identifiers.c.value).startswith(text, autoescape=True)
    )
    number = [int(text)] if text.isdigit() and len(text) < 10 else []
    with records.read() as db:
        ids: Sequence[int] = db.execute(by_name.limit(most)).scalars().all()
        ids = [*number, *ids, *db.execute(by_identifier.limit(most)).scalars().all()]
    found = {p.id: p for p in named(records, ids).values() if p.erased_at is None}
    return list(found.values())[:most]


def _named(db: Connection, ids: Sequence[int]) -> dict[int, Party]:
    home = func.coalesce(parties.c.merged_into, parties.c.id)
    now = {row[0]: row[1] for row in db.execute(select(parties.c.id, home).where(parties.c.id.in_(ids)))}
    found = {row.id: row for row in db.execute(select(parties).where(parties.c.id.in_(set(now.values()))))}
    held: dict[int, list[str]] = {}
    for row in db.execute(select(party_roles).where(party_roles.c.party_id.in_(set(now.values())))):
        held.setdefault(row.party_id, []).append(row.role)
    return {asked: _party(found[standing], held.get(standing, [])) for asked, standing in now.items()}


def _party(row: Any, held: list[str]) -> Party:
    return Party(row.id, row.kind, row.name, dict(row.traits), tuple(sorted(held)), row.since, row.erased_at)
