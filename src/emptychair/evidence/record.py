"""Recording: the one way in. A batch becomes evidence and its cursor moves, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emptychair.evidence.columns import About, evidence_columns, identity, key_of, object_columns, thing_row
from emptychair.evidence.examine import examine, raw
from emptychair.evidence.model import Act, Message, Refusal, Thing
from emptychair.evidence.quarantine import set_aside
from emptychair.parties import Recognised, carry_over, describe, grant, recognise, sync_merges
from emptychair.store import Records, Stores
from emptychair.touchpoints import note_found


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch: every message is exactly one of recorded, doubled, refused, erased."""

    recorded: int = 0
    doubled: int = 0  # the same source and message_id was there already
    refused: int = 0  # quarantined with its reason
    erased: int = 0  # about somebody who asked to be forgotten: not taken
    parties: frozenset[int] = frozenset()

    def __add__(self, other: "Receipt") -> "Receipt":
        return Receipt(
            self.recorded + other.recorded,
            self.doubled + other.doubled,
            self.refused + other.refused,
            self.erased + other.erased,
            self.parties | other.parties,
        )


def record(
    stores: Stores,
    messages: Sequence[Message],
    *,
    things: Sequence[Thing] = (),
    refusals: Sequence[Refusal] = (),
    cursor: tuple[str, int] | None = None,
    now: datetime,
) -> Receipt:
    """Take a batch: refuse what is unsound, recognise who it is about, keep each message once.

    `cursor` (name, position) is stored in the same ledger transaction as the evidence, so a batch
    that is offered again after a crash adds nothing. Nothing is averaged, guessed or dropped.
    """
    faults = [examine(message, now) for message in messages]
    sound = [message for message, fault in zip(messages, faults, strict=True) if fault is None]
    with stores.records.write() as db:
        answers, joins = _recognise(db, sound, now)
        unclear = [_unclear(m, a) for m, a in zip(sound, answers, strict=True) if a.unclear]
        kept = [(m, a.party) for m, a in zip(sound, answers, strict=True) if not a.unclear and not a.erased]
        _learn_traits(stores.records, db, kept)
        carry_over(db, joins)
        note_found(db, ((m.touchpoint, m.channel) for m, _ in kept if m.touchpoint), now)
        refused = [*refusals, *(fault for fault in faults if fault), *unclear]
        set_aside(stores.records, db, refused, now)
    sync_merges(stores, (other for other, _ in joins))
    recorded = _write(stores, kept, things, cursor, now)
    gone = sum(answer.erased for answer in answers)
    parties = frozenset(party for _, party in kept if party is not None)
    return Receipt(recorded, len(kept) - recorded, len(refused), gone, parties)


def _recognise(db: Any, sound: Sequence[Message], now: datetime) -> tuple[list[Recognised], list[tuple[int, int]]]:
    source = sound[0].source if sound else ""
    return recognise(db, [message.identifiers for message in sound], source=source, now=now)


def _unclear(message: Message, answer: Recognised) -> Refusal:
    mend = "Send a name of the person's own, or raise the limit for this kind of name."
    where = f"message {message.message_id}"
    return Refusal(message.source, where, f"Unclear who this is. {answer.unclear}", mend, raw(message), message.at)


def _learn_traits(records: Records, db: Any, kept: Sequence[About]) -> None:
    known = [(m, party) for m, party in kept if party is not None and m.act in (Act.DESCRIBED, Act.CONSENTED)]
    if known:
        source = known[0][0].source
        described = [(party, m.properties) for m, party in known if m.act is Act.DESCRIBED]
        describe(records, db, described, source=source)
        granted = [(party, m.at, m.properties) for m, party in known if m.act is Act.CONSENTED]
        grant(records, db, granted, source=source)


def _write(
    stores: Stores,
    kept: Sequence[About],
    things: Sequence[Thing],
    cursor: tuple[str, int] | None,
    now: datetime,
) -> int:
    keys = [key_of(message.source, message.message_id) for message, _ in kept]
    with stores.ledger.write() as ledger:
        known = ledger.known(identity(kept, keys))
        new, new_keys = list[About](), list[int]()
        for key, about in zip(keys, kept, strict=True):
            name = (about[0].source, about[0].message_id)
            if name not in known:
                known.add(name)
                new.append(about)
                new_keys.append(key)
        if new:
            first = ledger.next_id()
            ledger.append("evidence", evidence_columns(new, new_keys, first, now))
            ledger.append("evidence_objects", object_columns(new, first))
        ledger.put_things([thing_row(thing) for thing in things])
        if cursor:
            ledger.move_cursor(*cursor)
    return len(new)


__all__ = ["Receipt", "key_of", "record"]
