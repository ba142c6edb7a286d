"""Recording: the one way in. A batch becomes evidence and its cursor moves, in one transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from emptychair.evidence.examine import examine, raw
from emptychair.evidence.model import Act, Chair, Message, Refusal, Thing
from emptychair.evidence.quarantine import set_aside
from emptychair.parties import Recognised, describe, grant, recognise, sync_merges
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
        answers, merged = _recognise(db, sound, now)
        unclear = [_unclear(m, a) for m, a in zip(sound, answers, strict=True) if a.unclear]
        kept = [(m, a.party) for m, a in zip(sound, answers, strict=True) if not a.unclear and not a.erased]
        _learn_traits(stores.records, db, kept)
        note_found(db, ((m.touchpoint, m.channel) for m, _ in kept if m.touchpoint), now)
        refused = [*refusals, *(fault for fault in faults if fault), *unclear]
        set_aside(stores.records, db, refused, now)
    if merged:
        sync_merges(stores)
    recorded = _write(stores, kept, things, cursor, now)
    gone = sum(answer.erased for answer in answers)
    parties = frozenset(party for _, party in kept if party is not None)
    return Receipt(recorded, len(kept) - recorded, len(refused), gone, parties)


def key_of(source: str, message_id: str) -> int:
    """64 bits of a message's identity, signed: the ledger looks for doubles by this integer."""
    digest = hashlib.blake2b(f"{source}\0{message_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _recognise(db: Any, sound: Sequence[Message], now: datetime) -> tuple[list[Recognised], bool]:
    source = sound[0].source if sound else ""
    return recognise(db, [message.identifiers for message in sound], source=source, now=now)


def _unclear(message: Message, answer: Recognised) -> Refusal:
    mend = "Send a name of the person's own, or raise the limit for this kind of name."
    where = f"message {message.message_id}"
    return Refusal(message.source, where, f"Unclear who this is. {answer.unclear}", mend, raw(message), message.at)


def _learn_traits(records: Records, db: Any, kept: Sequence[tuple[Message, int | None]]) -> None:
    known = [(m, party) for m, party in kept if party is not None and m.act in (Act.DESCRIBED, Act.CONSENTED)]
    if known:
        source = known[0][0].source
        described = [(party, m.properties) for m, party in known if m.act is Act.DESCRIBED]
        describe(records, db, described, source=source)
        granted = [(party, m.at, m.properties) for m, party in known if m.act is Act.CONSENTED]
        grant(records, db, granted, source=source)


def _write(
    stores: Stores,
    kept: Sequence[tuple[Message, int | None]],
    things: Sequence[Thing],
    cursor: tuple[str, int] | None,
    now: datetime,
) -> int:
    rows = [_row(message, party, now) for message, party in kept]
    with stores.ledger.write() as ledger:
        known = ledger.known(rows)
        new, links, number = [], [], ledger.next_id()
        for row, (message, _) in zip(rows, kept, strict=True):
            name = (message.source, message.message_id)
            if name in known:
                continue
            known.add(name)
            new.append(row | {"id": number})
            links += [{"evidence": number, "kind": kind, "object": name} for kind, name in _objects(message)]
            number += 1
        ledger.append("evidence", new)
        ledger.append("evidence_objects", links)
        ledger.put_things([_thing(thing) for thing in things])
        if cursor:
            ledger.move_cursor(*cursor)
    return len(new)


def _row(message: Message, party: int | None, now: datetime) -> dict[str, Any]:
    offset = message.at.utcoffset()
    scale = message.scale
    scored = message.score is not None and scale is not None
    return {
        "key": key_of(message.source, message.message_id),
        "source": message.source,
        "message_id": message.message_id,
        "party": party,
        "happened_at": message.at.astimezone(UTC).replace(tzinfo=None),
        "utc_offset_minutes": int(offset.total_seconds() // 60) if offset else 0,
        "received_at": now,
        "chair": str(Chair(message.chair)),
        "act": str(Act(message.act)),
        "touchpoint": message.touchpoint or None,
        "channel": str(message.channel),
        "device": message.device or None,
        "words": message.words or None,
        "language": message.language or None,
        "score": message.score,
        "scale_kind": scale.kind if scale else None,
        "scale_low": scale.low if scale else None,
        "scale_high": scale.high if scale else None,
        "valence": scale.valence(message.score) if scored and scale and message.score is not None else None,
        "amount": message.amount,
        "currency": message.currency or None,
        "due_at": message.due_at,
        "basis": message.basis,
        "purposes": json.dumps(message.purposes) if message.purposes else None,
        "identifiers": json.dumps(message.identifiers) if message.identifiers else None,
        "properties": json.dumps(message.properties, ensure_ascii=False, default=str) if message.properties else None,
    }


def _objects(message: Message) -> list[tuple[str, str]]:
    objects = [(link.kind, link.id) for link in message.objects]
    # A promise is an object too, and so is an item as one audience answered it: evidence is cut by
    # them like by an order.
    told = message.properties
    if message.act is Act.WAS_PROMISED and told.get("promise"):
        objects.append(("promise", str(told["promise"])))
    # Who waits for a human being has not been answered by a machine: reads have to tell the two apart.
    if message.act is Act.WAS_TOLD and told.get("by") == "machine":
        objects.append(("by", "machine"))
    if "assessment" in told:
        audience, item = str(told.get("audience", "")), str(told.get("item", ""))
        objects += [(audience, item), ("dimension", f"{item.partition('.')[0]}:{audience}")]
    return list(dict.fromkeys(objects))


def _thing(thing: Thing) -> dict[str, Any]:
    attributes = json.dumps(thing.attributes, ensure_ascii=False, default=str)
    return {"source": thing.source, "kind": thing.kind, "object": thing.id, "attributes": attributes}
