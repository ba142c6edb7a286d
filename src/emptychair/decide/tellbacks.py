"""Tell-backs: a change reported to exactly the people whose words caused it."""

from dataclasses import fields
from datetime import datetime
from urllib.parse import parse_qsl

from sqlalchemy import delete, func, insert, select, update

from emptychair.core import Conflict, Invalid, NotFound
from emptychair.decide.audience import Audience, Heard, Said, audience, may_be_told, words_of
from emptychair.decide.changes import change, gap_of
from emptychair.decide.model import TellBack
from emptychair.decide.schema import tell_back_people
from emptychair.decide.schema import tell_backs as table
from emptychair.evidence import Act, Chair, Channel, Message, ObjectRef, Which, record
from emptychair.gaps import assign
from emptychair.parties import identifiers_of, named
from emptychair.staff import Need, users
from emptychair.store import Stores, put

__all__ = ["CHANNELS", "Audience", "Heard", "Said", "approve", "audience", "caused_by", "chosen_by"]
__all__ += ["chosen_from", "draft", "mark_sent", "recipients", "tell_back", "tell_backs"]

BATCH = 500
CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.MESSENGER, Channel.APP, Channel.POST, Channel.PHONE, Channel.STORE)


def draft(stores: Stores, *, change_key: str, words: str, caused_by: Which, by: str, now: datetime) -> int:
    """Draft a tell-back to everybody whose words `caused_by` chooses. Raises Invalid where nobody spoke."""
    made = change(stores, change_key)
    if len(words.split()) < 5:
        raise Invalid("The tell-back says nothing.", where="words", mend="Say what they told us and what we changed.")
    if caused_by == Which():
        raise Invalid("No words were chosen.", where="caused by", mend="Choose the verbatims that caused the change.")
    heard = audience(stores, caused_by, now)
    if not heard.told:
        raise Invalid(
            "Nobody whose words caused this may be written to.",
            where="caused by",
            mend="Choose the verbatims that caused the change.",
        )
    query, held_back = caused_by.url().partition("?")[2], sum(heard.held_back.values())
    row = {"change_key": made.key, "words": words.strip(), "caused_by": query, "held_back": held_back}
    row |= {"state": "drafted", "drafted_by": by, "drafted_at": now}
    with stores.records.write() as db:
        number = put(db, table, row | {"approved_by": "", "approved_at": None, "sent_at": None})
        people = [
            {"tell_back_id": number, "party_id": one.party, "evidence": [said.id for said in one.words]}
            for one in heard.told
        ]
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
    """Note that an approved tell-back was sent; each person's record shows what they were told.

    Who has withdrawn since it was drafted is taken off first. Says how many were told.
    """
    told = tell_back(stores, tell_back_id)
    if told.state != "approved":
        raise Conflict(
            f"This tell-back is {told.state}.", where=f"tell-back {tell_back_id}", mend="Approve it before it is sent."
        )
    _take_off_who_withdrew(stores, told)
    people = [one.party for one in recipients(stores, tell_back_id)]
    for some in (people[i : i + BATCH] for i in range(0, len(people), BATCH)):
        record(stores, [_told(stores, told, party, channel, now) for party in some], now=now)
    with stores.records.write() as db:
        db.execute(update(table).where(table.c.id == tell_back_id).values(state="sent", sent_at=now))
    gap = gap_of(stores, change(stores, told.change_key))
    if gap is not None:
        assign(stores.records, gap.id, owner=gap.owner, next_verb="listen")
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


def recipients(stores: Stores, tell_back_id: int) -> list[Heard]:
    """Who is told, each with their own words; who was erased since is told nothing."""
    query = select(tell_back_people.c.party_id, tell_back_people.c.evidence)
    with stores.records.read() as db:
        query = query.where(tell_back_people.c.tell_back_id == tell_back_id)
        rows = db.execute(query.order_by(tell_back_people.c.party_id)).all()
    known = named(stores.records, [row.party_id for row in rows])
    said = words_of(stores, [number for row in rows for number in row.evidence])
    return [
        Heard(row.party_id, known[row.party_id].label, tuple(said[n] for n in row.evidence if n in said))
        for row in rows
        if row.party_id in known and known[row.party_id].erased_at is None
    ]


def caused_by(told: TellBack) -> Which:
    """The filter that chose the words behind a tell-back."""
    return chosen_from(told.caused_by)


def chosen_from(query: str) -> Which:
    """The filter in a query string as text."""
    return chosen_by(dict(parse_qsl(query)))


def chosen_by(query: dict[str, str]) -> Which:
    """The filter in a query string, whatever else stands in it."""
    known = {field.name for field in fields(Which)}
    return Which.from_query({key: value for key, value in query.items() if key in known and value})


def _deciders(stores: Stores) -> int:
    return sum(user.active and user.may(Need.DECIDES) for user in users(stores))


def _take_off_who_withdrew(stores: Stores, told: TellBack) -> None:
    people = [one.party for one in recipients(stores, told.id)]
    gone = set(people) - set(may_be_told(stores, people))
    if not gone:
        return
    with stores.records.write() as db:
        here = tell_back_people.c.tell_back_id == told.id
        db.execute(delete(tell_back_people).where(here, tell_back_people.c.party_id.in_(gone)))
        held_back = told.held_back + len(gone)
        db.execute(update(table).where(table.c.id == told.id).values(held_back=held_back))


def _told(stores: Stores, told: TellBack, party: int, channel: Channel, now: datetime) -> Message:
    return Message(
        source="emptychair:tell-back",
        message_id=f"{told.id}:{party}",
        at=now,
        act=Act.WAS_TOLD,
        chair=Chair.COMPANY,
        # All their names: a single one may be a browser or a household that others share.
        identifiers=tuple(identifiers_of(stores.records, party)),
        channel=channel,
        objects=(ObjectRef("tell_back", str(told.id)), ObjectRef("change", told.change_key)),
        words=told.words,
        purposes=("tell_back",),
    )
