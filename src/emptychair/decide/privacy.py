"""What decide holds of one person: the tell-backs they are on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from emptychair.decide.schema import tell_back_people, tell_backs
from emptychair.store import Stores


def forget(stores: Stores, parties: Sequence[int]) -> None:
    """Take these people off every tell-back."""
    with stores.records.write() as db:
        db.execute(delete(tell_back_people).where(tell_back_people.c.party_id.in_(list(parties))))


def export(stores: Stores, party: int) -> dict[str, Any]:
    """The tell-backs that one person is on, with the words of theirs that caused them."""
    query = (
        select(
            tell_backs.c.id, tell_backs.c.words, tell_backs.c.state, tell_backs.c.sent_at, tell_back_people.c.evidence
        )
        .join(tell_back_people, tell_back_people.c.tell_back_id == tell_backs.c.id)
        .where(tell_back_people.c.party_id == party)
    )
    with stores.records.read() as db:
        return {"tell_backs": [row._asdict() for row in db.execute(query)]}
