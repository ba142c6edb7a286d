"""Our own shape of evidence on the wire: the fields of a Message, by their names."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from emptychair.core import Invalid
from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, Scale, examine
from emptychair.listen.intake.envelope import dump
from emptychair.store import Letter


def native_letters(told: Sequence[dict[str, Any]], source: str, now: datetime) -> list[Letter]:
    """One letter a message (see `message_of` for its fields). Raises Invalid for the first that is unsound."""
    letters = [Letter(source, item["message_id"], now, dump(item).encode()) for item in told]
    for place, letter in enumerate(letters):
        fault = examine(message_of(letter), now)
        if fault is not None:
            raise Invalid(fault.reason, where=f"evidence.{place} ({letter.message_id})", mend=fault.mend)
    return letters


def message_of(letter: Letter) -> Message:
    """The message in a letter. Raises ValueError or KeyError for one that never passed the door."""
    told: dict[str, Any] = json.loads(letter.body)
    scale = told.get("scale")
    plain = ("touchpoint", "device", "words", "language", "currency", "basis")
    return Message(
        source=letter.source,
        message_id=letter.message_id,
        at=datetime.fromisoformat(told["at"]),
        act=Act(told["act"]),
        chair=Chair(told.get("chair") or Chair.CUSTOMER),
        channel=Channel(told.get("channel") or Channel.UNKNOWN),
        identifiers=tuple(Identifier(name["kind"], name["value"]) for name in told.get("who") or ()),
        objects=tuple(ObjectRef(thing["kind"], thing["id"]) for thing in told.get("objects") or ()),
        score=told.get("score"),
        scale=Scale(scale["kind"], scale["low"], scale["high"]) if scale else None,
        amount=Decimal(told["amount"]) if told.get("amount") is not None else None,
        due_at=datetime.fromisoformat(told["due_at"]) if told.get("due_at") else None,
        purposes=tuple(told.get("purposes") or ()),
        properties=told.get("properties") or {},
        **{name: told[name] for name in plain if told.get(name)},
    )
