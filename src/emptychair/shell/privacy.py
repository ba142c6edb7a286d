"""What a person may ask of the whole company at once: everything that is held about them, or to be forgotten."""

from typing import Any

from emptychair import evidence, parties
from emptychair.core import NotFound
from emptychair.know import everyone, portrait, story
from emptychair.shell.company import Company
from emptychair.staff import User, note, note_in


def find(house: Company, name: str) -> int:
    """The number of whoever goes by "kind:value" ("email:ana@example.org"), or of a number. Raises NotFound."""
    if name.isascii() and name.isdecimal():
        return parties.party(house.stores.records, int(name)).id
    kind, _, value = name.partition(":")
    found = parties.find(house.stores.records, parties.Identifier(kind, value)) if value else None
    if found is None:
        mend = 'Give a number, or a kind and a value such as "email:ana@example.org".'
        raise NotFound("Nobody goes by this name.", where=name, mend=mend)
    return parties.party(house.stores.records, found).id


def show(house: Company, party_id: int, by: User | None) -> dict[str, Any]:
    """What is known and not known of one party, as JSON; the look is noted."""
    told = portrait(house.stores, party_id, house.clock())
    note(house.stores, by, "saw", "party", str(party_id), now=house.clock())
    return told


def export(house: Company, party_id: int, by: User | None = None) -> dict[str, Any]:
    """Everything that is held about one party in every room, as JSON (GDPR 15, 20); the export is noted."""
    stores = house.stores
    who = parties.party(stores.records, party_id)
    told: dict[str, Any] = {
        "party": {"id": who.id, "kind": who.kind, "name": who.name, "traits": who.traits, "roles": list(who.roles)},
        "since": who.since.isoformat(),
        "names": [name._asdict() for name in parties.identifiers_of(stores.records, who.id)],
        "purposes": parties.purposes_of(stores.records, who.id),
        "merges": parties.merges_of(stores.records, who.id),
        "evidence": story.everything(stores.ledger, who.id),
    }
    told |= {name: room.export(stores, who.id) for name, room in house.rooms.items()}
    note(stores, by, "exported", "party", str(who.id), now=house.clock())
    return told


def erase(house: Company, party_id: int, by: User | None) -> dict[str, int]:
    """Forget one party everywhere (GDPR 17); says what was taken out. Raises NotFound where there is nobody.

    The party's own row goes last: whatever is interrupted before can be done again. What came in
    meanwhile is taken out after it; from then on the tombstones keep everything out.
    """
    stores = house.stores
    who = parties.party(stores.records, party_id).id
    numbers = everyone(stores, who)
    names = parties.identifiers_of(stores.records, who)
    for room in house.rooms.values():
        room.forget(stores, numbers)
    gone = evidence.erase(stores, numbers, names)
    with stores.records.write() as db:
        parties.erase(db, who, house.clock())
        note_in(db, by, "erased", "party", str(who), {"evidence": gone}, now=house.clock())
    gone += evidence.erase(stores, numbers, names)
    return {"evidence": gone, "names": len(names), "numbers": len(numbers)}
