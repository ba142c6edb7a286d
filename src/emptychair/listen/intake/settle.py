"""Settling: letters leave the inbox in order and become evidence, exactly once, whatever is killed and when."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from emptychair.core import get_logger
from emptychair.evidence import Message, Receipt, Refusal, record
from emptychair.listen.intake.native import message_of
from emptychair.listen.intake.segment import Call, messages_of
from emptychair.listen.intake.told import Unfit
from emptychair.store import Letter, Stores, clear_until, letters_after

CURSOR = "inbox"
MOST = 2_000  # letters in one transaction: some tenths of a second, and a crash repeats no more than that

log = get_logger(__name__)

Cursor = tuple[str, int] | None


def settle(stores: Stores, now: datetime) -> int:
    """Make evidence of the letters next in line; says how many were taken, 0 when the inbox is empty.

    The ledger keeps the position in the same transaction as the evidence. Only then is the inbox
    cleared: a crash between the two offers letters again, and the cursor passes them over.
    """
    settled = stores.ledger.cursor(CURSOR)
    placed = letters_after(stores.records, settled, MOST)
    if not placed:
        return 0
    last = (CURSOR, placed[-1][0])
    letters = sorted((letter for _, letter in placed), key=lambda letter: letter.source)
    sources = [list(some) for _, some in groupby(letters, key=lambda letter: letter.source)]
    for some in sources:
        # The cursor moves with the last source: were it to move before, a crash would lose the others.
        _take(stores, some, last if some is sources[-1] else None, now)
    clear_until(stores.records, placed[-1][0])
    return len(placed)


def settle_all(stores: Stores, now: datetime) -> int:
    """Settle until the inbox is empty; says how many letters that were."""
    total = 0
    while taken := settle(stores, now):
        total += taken
    return total


def _take(stores: Stores, letters: Sequence[Letter], cursor: Cursor, now: datetime) -> Receipt:
    messages: list[Message] = []
    refusals: list[Refusal] = []
    for letter in letters:
        read = _read(letter)
        messages += read if isinstance(read, list) else []
        refusals += [read] if isinstance(read, Refusal) else []
    try:
        return record(stores, messages, refusals=refusals, cursor=cursor, now=now)
    except Exception as error:
        return _take_apart(stores, letters, cursor, error, now)


def _take_apart(stores: Stores, letters: Sequence[Letter], cursor: Cursor, error: Exception, now: datetime) -> Receipt:
    # One letter that a database cannot hold must not stop all that come after it: halve until it is
    # alone, then set it aside. Where the stores themselves are gone, setting aside fails too and nothing is lost.
    if len(letters) > 1:
        half = len(letters) // 2
        return _take(stores, letters[:half], None, now) + _take(stores, letters[half:], cursor, now)
    log.warning("a letter could not be kept", extra={"source": letters[0].source}, exc_info=error)
    reason = f"It could not be stored: {type(error).__name__}."
    refusal = _refusal(letters[0], reason, "Compare its values with the reference of intake.")
    return record(stores, [], refusals=[refusal], cursor=cursor, now=now)


def _read(letter: Letter) -> list[Message] | Refusal:
    try:
        return [message_of(letter)] if letter.source.startswith("api:") else messages_of(_call(letter))
    except Unfit as unfit:
        return _refusal(letter, unfit.reason, unfit.mend)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        return _refusal(letter, f"It cannot be read: {error!r}.", "Compare it with the reference of intake.")


def _call(letter: Letter) -> Call:
    told: dict[str, Any] = json.loads(letter.body)
    if not isinstance(told["call"], dict):
        raise Unfit("A call has to be a JSON object.", "Send one object a call.")
    return Call(letter.source, letter.message_id, letter.received_at, told["sentAt"], told["call"])


def _refusal(letter: Letter, reason: str, mend: str) -> Refusal:
    raw: dict[str, Any] = json.loads(letter.body)
    return Refusal(letter.source, f"message {letter.message_id}", reason, mend, raw, letter.received_at)
