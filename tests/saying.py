"""Short ways to say in a test what somebody said or did."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from emptychair.evidence import Act, Channel, Identifier, Message, ObjectRef, Scale

NOON = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)
STARS = Scale("rating", 1, 5)
_numbers: Iterator[int] = count(1)


def heard(who: str = "", act: Act = Act.DID, *, days_ago: float = 1, **more: Any) -> Message:
    """A message: `who` is an e-mail address or "kind:value" pairs separated by spaces."""
    names = tuple(Identifier(*part.split(":", 1)) if ":" in part else Identifier("email", part) for part in who.split())
    given: dict[str, Any] = {"source": "test", "message_id": f"m{next(_numbers)}", "channel": Channel.SITE}
    given |= {"at": NOON - timedelta(days=days_ago), "act": act, "identifiers": names}
    return Message(**given | more)


def order(number: str) -> tuple[ObjectRef, ...]:
    """The objects of a message about one order."""
    return (ObjectRef("order", number),)
