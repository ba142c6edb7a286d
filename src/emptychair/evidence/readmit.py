"""Re-admitting: a quarantined message comes back, mended by a person, through the same door as all others."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from emptychair.core import Invalid
from emptychair.evidence.examine import examine
from emptychair.evidence.model import Act, Chair, Channel, Identifier, Message, ObjectRef, Scale
from emptychair.evidence.quarantine import mark_readmitted, take_out
from emptychair.evidence.record import Receipt, record
from emptychair.store import Stores

_PLAIN = ("touchpoint", "device", "words", "language", "currency", "basis")


def is_message(raw: Mapping[str, Any]) -> bool:
    """Whether a quarantined raw row is a message of our own shape, which can be mended here.

    Rows of tables are mended in their file or recipe: the next import takes them.
    """
    return {"source", "message_id", "at", "act"} <= raw.keys()


def readmit(stores: Stores, quarantine_id: int, mended: Mapping[str, Any], now: datetime) -> Receipt:
    """Take a mended message. Raises Invalid, naming the fault, where it still cannot be taken."""
    waiting = take_out(stores.records, quarantine_id)
    message = message_from(mended)
    fault = examine(message, now)
    if fault is not None:
        raise Invalid(fault.reason, where=waiting["at_place"], mend=fault.mend)
    receipt = record(stores, [message], now=now)
    if receipt.refused:
        raise Invalid("It was refused again.", where=waiting["at_place"], mend="See its newer entry in quarantine.")
    mark_readmitted(stores.records, quarantine_id, now)
    return receipt


def message_from(raw: Mapping[str, Any]) -> Message:
    """The message in a raw row, as `examine.raw` wrote it. Raises Invalid for a field that cannot be read."""
    try:
        return Message(
            source=raw["source"],
            message_id=raw["message_id"],
            at=datetime.fromisoformat(raw["at"]),
            act=Act(raw["act"]),
            chair=Chair(raw.get("chair", Chair.CUSTOMER)),
            channel=Channel(raw.get("channel", Channel.UNKNOWN)),
            identifiers=tuple(Identifier(*name) for name in raw.get("identifiers", ())),
            objects=tuple(ObjectRef(*thing) for thing in raw.get("objects", ())),
            score=float(raw["score"]) if raw.get("score") is not None else None,
            scale=Scale(*raw["scale"]) if raw.get("scale") else None,
            amount=Decimal(raw["amount"]) if raw.get("amount") is not None else None,
            due_at=datetime.fromisoformat(raw["due_at"]) if raw.get("due_at") else None,
            purposes=tuple(raw.get("purposes", ())),
            properties=dict(raw.get("properties", {})),
            **{name: raw[name] for name in _PLAIN if raw.get(name)},
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise Invalid(f"It cannot be read: {error}.", where="the mended message", mend="Correct that field.") from error
