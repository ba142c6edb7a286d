"""Tell-backs: a change reported to exactly the people whose words caused it."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import func, insert, select, update

from emptychair.core import Conflict, Invalid, NotFound
from emptychair.decide.changes import change
from emptychair.decide.model import TellBack
from emptychair.decide.schema import tell_back_people
from emptychair.decide.schema import tell_backs as table
from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, Which, chosen, record
from emptychair.parties import identifiers_of, named, purposes_of
from emptychair.staff import Need, users
from emptychair.store import Stores, put

PURPOSE = "tell_back"  # a person who withdrew this, or all contact, is not written to
CONTACT = "contact"
BATCH = 500


def draft(stores: Stores, *, change_key: str, words: str, caused_by: Which, by: str, now: datetime) -> int:
    """Draft a tell-back to everybody whose words `caused_by` chooses. Raises Invalid where nobody spoke."""
    made = change(stores, change_key)
    if len(words.split()) < 5:
        raise Invalid("The tell-back says nothing.", where="words", mend="Say what they told us and what we changed.")
    table_ = chosen(caused_by)
    spoken = table_.filter(table_.words.notnull() & table_.party.notnull() & (table_.chair == "customer"))
    said: dict[int, list[int]] = {}
    for row in stores.ledger.rows(spoken.select("id", "party").order_by("id")):
        said.setdefault(row["party"], []).append(row["id"])
    open_to = _open_to(stores, list(said))
    if not open_to:
        raise Invalid(
            "Nobody whose words caused this may be written to.",
            where=f"change {made.key}",
            mend="Choose the verbatims that caused the change.",
        )
    with stores.records.write() as db:
        row = {"change_key": made.key, "words": words.strip(), "caused_by": caused_by.url().partition("?")[2]}
        blank = {"approved_by": "", "approved_at": None, "sent_at": None, "held_back": len(said) - len(open_to)}
        number = put(db, table, row | blank | {"state": "drafted", "drafted_by": by, "drafted_at": now})
        people = [{"tell_back_id": number, "party_id": party, "evidence": said[party]} for party in open_to]
        db.execute(insert(tell_back_people), people)
    return number


def approve(stores: Stores, tell_back_id: int, *, by: str, now: datetime) -> None:
    """A second look: where several may decide, whoever drafted it does not approve it. Raises Conflict."""
    drafted = tell_back(stores, tell_back_id)
    if drafted.state != "drafted":
        raise Conflict(f"This tell-back is {drafted.state} already.", where=f"tell-back {tell_back_id}")
    if drafted.drafted_by == by and _deciders(stores) > 1:
        raise Conflict("You drafted this yourself.", where="approval", mend="Ask a colleague to read and approve it.")
    with stores.records.write() as db:
        values = {"state": "approved", "approved_by": by, "approved_at": now}
        db.execute(update(table).where(table.c.id == tell_back_id).values(**values))


def mark_sent(stores: Stores, tell_back_id: int, *, channel: Channel, now: datetime) -> int:
    """Note that an approved tell-back was sent; each person's record shows what they were told."""
    told = tell_back(stores, tell_back_id)
    if told.state != "approved":
        raise Conflict(
            f"This tell-back is {told.state}.", where=f"tell-back {tell_back_id}", mend="Approve it before it is sent."
        )
    people = [row["party_id"] for row in recipients(stores, tell_back_id)]
    for some in (people[i : i + BATCH] for i in range(0, len(people), BATCH)):
        record(stores, [_told(stores, told, party, channel, now) for party in some], now=now)
    with stores.records.write() as db:
        db.execute(update(table).where(table.c.id == tell_back_id).values(state="sent", sent_at=now))
    return len(people)


def tell_backs(stores: Stores, change_key: str = "") -> list[TellBack]:
    """Every tell-back, newest first, of one change or of all."""
    counted = select(func.count()).where(tell_back_people.c.tell_back_id == table.c.id).scalar_subquery()
    query = select(table, counted.label("people")).order_by(table.c.id.desc())
    if change_key:
        query = query.where(table.c.change_key == change_key)
    with stores.records.read() as db:
        return [TellBack(**row._asdict()) for row in db.execute(query)]


def tell_back(stores: Stores, tell_back_id: int) -> TellBack:
    """One tell-back. Raises NotFound."""
    for one in tell_backs(stores):
        if one.id == tell_back_id:
            return one
    raise NotFound("There is no such tell-back.", where=f"tell-back {tell_back_id}", mend="See You said, we did.")


def recipients(stores: Stores, tell_back_id: int) -> list[dict[str, Any]]:
    """Who is told, with the numbers of their own words: party_id, label, evidence."""
    query = select(tell_back_people).where(tell_back_people.c.tell_back_id == tell_back_id)
    with stores.records.read() as db:
        rows = [row._asdict() for row in db.execute(query.order_by(tell_back_people.c.party_id))]
    known = named(stores.records, [row["party_id"] for row in rows])
    return [row | {"label": known[row["party_id"]].label} for row in rows if row["party_id"] in known]


def caused_by(told: TellBack) -> Which:
    """The filter that chose the words behind a tell-back."""
    return Which.from_query(dict(parse_qsl(told.caused_by)))


def _deciders(stores: Stores) -> int:
    return sum(user.active and user.may(Need.DECIDES) for user in users(stores))


def _open_to(stores: Stores, people: list[int]) -> list[int]:
    alive = {number for number, party in named(stores.records, people).items() if party.erased_at is None}
    return [party for party in people if party in alive and not _refuses(stores, party)]


def _refuses(stores: Stores, party: int) -> bool:
    wishes = {row["purpose"]: row["granted"] for row in purposes_of(stores.records, party)}
    return wishes.get(PURPOSE) is False or wishes.get(CONTACT) is False


def _told(stores: Stores, told: TellBack, party: int, channel: Channel, now: datetime) -> Message:
    names = [Identifier(*name) for name in identifiers_of(stores.records, party)[:1]]
    return Message(
        source="emptychair:tell-back",
        message_id=f"{told.id}:{party}",
        at=now,
        act=Act.WAS_TOLD,
        chair=Chair.COMPANY,
        identifiers=tuple(names),
        channel=channel,
        objects=(ObjectRef("tell_back", str(told.id)), ObjectRef("change", told.change_key)),
        words=told.words,
        purposes=(PURPOSE,),
    )
