"""The clock: the one place where the present enters; everything else is handed `now`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present, aware and in UTC."""
    return datetime.now(UTC)
