"""What senders write, taken at its word: texts, moments, zones, names for touchpoints."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

_ISO = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


class Unfit(ValueError):
    """A call that cannot become evidence: the reason, and how its sender mends it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend


def text(value: Any) -> str:
    """A string or a number as text; anything else is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def moment(value: Any) -> datetime:
    """ISO 8601, or Unix seconds or milliseconds, as an aware time. Without a zone it is UTC (Segment's rule)."""
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1_000 if value > 10**11 else value, UTC)
        if isinstance(value, str) and _ISO.match(value):
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise Unfit(f"{value!r} is not a time.", "Send ISO 8601, such as 2024-05-01T09:00:00.000Z.")


def own_zone(at: datetime, zone: Any) -> datetime:
    """The same moment on the sender's clock, where it names an IANA zone that exists."""
    try:
        return at.astimezone(ZoneInfo(zone)) if isinstance(zone, str) and zone else at
    except (KeyError, ValueError, OSError):  # unknown, or a path that is no zone
        return at


def slug(name: str) -> str:
    """A key made of a name, in any script: "Order Completed" → order_completed, "DataSharing" → data_sharing."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    return "_".join(re.findall(r"\w+", parted.lower().replace("_", " ")))[:80]
