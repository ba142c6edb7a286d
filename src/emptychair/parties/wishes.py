"""Reading about parties by what they allow and how they matter: purposes and roles."""

from typing import Any

from sqlalchemy import func, select

from emptychair.parties.schema import parties, party_roles, purposes
from emptychair.store import Records, rows


def purposes_of(records: Records, party_id: int) -> list[dict[str, Any]]:
    """What a party allowed or forbade, and when."""
    with records.read() as db:
        return rows(db.execute(select(purposes).where(purposes.c.party_id == party_id).order_by(purposes.c.purpose)))


def roles(records: Records) -> dict[str, int]:
    """How many parties stand in each role."""
    query = (
        select(party_roles.c.role, func.count())
        .join(parties, parties.c.id == party_roles.c.party_id)
        .where(parties.c.merged_into.is_(None), parties.c.erased_at.is_(None))
        .group_by(party_roles.c.role)
    )
    with records.read() as db:
        return {row[0]: row[1] for row in db.execute(query)}


def in_role(records: Records, role: str) -> list[int]:
    """The numbers of all parties in a role, merged and erased ones left out."""
    query = (
        select(party_roles.c.party_id)
        .join(parties, parties.c.id == party_roles.c.party_id)
        .where(party_roles.c.role == role, parties.c.merged_into.is_(None), parties.c.erased_at.is_(None))
    )
    with records.read() as db:
        return list(db.execute(query.order_by(party_roles.c.party_id)).scalars())


def granting(records: Records, purpose: str) -> list[int]:
    """The numbers of all parties who allow a purpose."""
    with records.read() as db:
        query = select(purposes.c.party_id).where(purposes.c.purpose == purpose, purposes.c.granted)
        return list(db.execute(query.order_by(purposes.c.party_id)).scalars())


def refusing(records: Records, purpose: str) -> set[int]:
    """The numbers of all parties who withdrew a purpose, also under a name that was merged since."""
    home = func.coalesce(parties.c.merged_into, parties.c.id)
    query = select(home).join(purposes, purposes.c.party_id == parties.c.id)
    with records.read() as db:
        return set(db.execute(query.where(purposes.c.purpose == purpose, purposes.c.granted.is_(False))).scalars())
