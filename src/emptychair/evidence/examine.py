"""Examining: what a message must be before it may be taken; the reason and the mend where it is not."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from emptychair.evidence.model import Message, Refusal, Scale

# Clocks of browsers and tills run ahead by minutes, zones are mistaken by hours: a day is forgiven.
AHEAD = timedelta(days=1)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LARGEST_AMOUNT = Decimal(10) ** 14  # what DECIMAL(18, 4) holds
LONGEST_WORDS = 200_000  # characters; a whole book is not a verbatim


def examine(message: Message, now: datetime) -> Refusal | None:
    """Why a message cannot be taken as it is, or None."""
    for reason, mend in _faults(message, now):
        return Refusal(message.source, f"message {message.message_id}", reason, mend, raw(message), message.at)
    return None


def raw(message: Message) -> dict[str, Any]:
    """The message as plain JSON, as quarantine keeps it."""
    from_fields = {name: getattr(message, name) for name in message.__slots__}
    return {name: _json(value) for name, value in from_fields.items() if value not in ("", None, (), {})}


def _faults(message: Message, now: datetime) -> Iterator[tuple[str, str]]:
    if not message.source or not message.message_id:
        yield "It has no source or no id of its own.", "Give each message an id that is unique in its source."
    if len(message.message_id) > 200:
        yield "Its id is longer than 200 characters.", "Send a shorter id."
    if message.at.tzinfo is None:
        yield "Its time has no zone.", "Send the time with its offset from UTC, such as 2024-05-01T09:00:00+02:00."
    elif message.at > now + AHEAD:
        yield f"It happened in the future ({message.at.isoformat()}).", "Correct the sender's clock or date format."
    elif message.at < EARLIEST:
        yield f"It happened before 1900 ({message.at.isoformat()}).", "Correct the date format."
    if message.score is not None:
        yield from _score_faults(message.score, message.scale)
    if message.amount is not None and not message.currency:
        yield "An amount without a currency.", "Send the ISO 4217 code of the currency, such as EUR."
    if message.amount is not None and not _believable(message.amount):
        yield f"The amount {message.amount} is beyond belief.", "Correct the unit or the decimal mark."
    if len(message.words) > LONGEST_WORDS:
        yield f"Its words are longer than {LONGEST_WORDS:,} characters.", "Send one verbatim a message."
    if message.due_at is not None and message.due_at.tzinfo is None:
        yield "Its due time has no zone.", "Send the due time with its offset from UTC."


def _score_faults(score: float, scale: Scale | None) -> Iterator[tuple[str, str]]:
    if scale is None:
        yield "A score without its scale.", "Send the scale: its kind, lowest and highest point."
    elif scale.low >= scale.high:
        yield f"The scale runs from {scale.low:g} to {scale.high:g}.", "Give the lowest point first."
    elif not math.isfinite(score) or not scale.low <= score <= scale.high:
        mend = "Declare the blank codes of this column, or correct the scale."
        yield f"The score {score:g} is outside its scale {scale.low:g} to {scale.high:g}.", mend


def _believable(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) < LARGEST_AMOUNT


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
