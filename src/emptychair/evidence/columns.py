"""Columns: messages laid out as the ledger keeps them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from emptychair.evidence.model import Act, Chair, Message, Thing

About = tuple[Message, int | None]  # a message and the party it is about

MINUTE = timedelta(minutes=1)
ACTS: Mapping[str, str] = {act: str(act) for act in Act}
CHAIRS: Mapping[str, str] = {chair: str(chair) for chair in Chair}

# Encoders are made once: json.dumps makes one at every call that differs from its defaults.
_ascii = json.JSONEncoder().encode
_as_written = json.JSONEncoder(ensure_ascii=False, default=str).encode

Value = TypeVar("Value")


def key_of(source: str, message_id: str) -> int:
    """64 bits of a message's identity, signed: the ledger looks for doubles by this integer."""
    digest = hashlib.blake2b(f"{source}\0{message_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def identity(kept: Sequence[About], keys: Sequence[int]) -> dict[str, Sequence[Any]]:
    """What tells messages apart, column by column; empty where there are none."""
    if not kept:
        return {}
    return {"key": keys, "source": [m.source for m, _ in kept], "message_id": [m.message_id for m, _ in kept]}


def evidence_columns(kept: Sequence[About], keys: Sequence[int], first: int, now: datetime) -> dict[str, Sequence[Any]]:
    """The columns of `evidence`, numbered from `first`."""
    told = [message for message, _ in kept]
    scales = [message.scale for message in told]
    return identity(kept, keys) | {
        "id": range(first, first + len(told)),
        "party": [party for _, party in kept],
        "happened_at": [m.at for m in told],
        "utc_offset_minutes": [(m.at.utcoffset() or timedelta()) // MINUTE for m in told],
        "received_at": [now] * len(told),
        "chair": [CHAIRS[m.chair] for m in told],
        "act": [ACTS[m.act] for m in told],
        "touchpoint": [m.touchpoint or None for m in told],
        "channel": [m.channel for m in told],
        "device": [m.device or None for m in told],
        "words": [m.words or None for m in told],
        "language": [m.language or None for m in told],
        "score": [m.score for m in told],
        "scale_kind": [scale and scale.kind for scale in scales],
        "scale_low": [scale and scale.low for scale in scales],
        "scale_high": [scale and scale.high for scale in scales],
        "valence": [m.scale.valence(m.score) if m.scale and m.score is not None else None for m in told],
        "amount": [m.amount for m in told],
        "currency": [m.currency or None for m in told],
        "due_at": [m.due_at for m in told],
        "basis": [m.basis for m in told],
        "purposes": _each_once((m.purposes for m in told), _ascii),
        "identifiers": _each_once((m.identifiers for m in told), _ascii),
        "properties": [_as_written(m.properties) if m.properties else None for m in told],
    }


def object_columns(kept: Sequence[About], first: int) -> dict[str, Sequence[Any]]:
    """The columns of `evidence_objects` for the same messages, numbered from `first`."""
    links = [(number, *link) for number, (message, _) in enumerate(kept, first) for link in _objects(message)]
    evidence, kinds, names = zip(*links, strict=True) if links else ((), (), ())
    return {"evidence": evidence, "kind": kinds, "object": names}


def thing_row(thing: Thing) -> dict[str, Any]:
    """One row of `things`."""
    return {"source": thing.source, "kind": thing.kind, "object": thing.id, "attributes": _as_written(thing.attributes)}


def _objects(message: Message) -> Iterable[tuple[str, str]]:
    objects: list[tuple[str, str]] = [*message.objects]
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
    return objects if len(objects) < 2 else dict.fromkeys(objects)


def _each_once(values: Iterable[Sequence[Value]], encode: Callable[[Sequence[Value]], str]) -> list[str | None]:
    """Encoded; the same value, which messages of one person share, only once."""
    known: dict[Any, str] = {}
    found: list[str | None] = []
    for value in values:
        if value and value not in known:
            known[value] = encode(value)
        found.append(known[value] if value else None)
    return found
