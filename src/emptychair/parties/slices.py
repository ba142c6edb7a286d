"""Slices: long lists of values cut into what one statement takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

MOST = 1_000  # values in one IN list: SQLite takes 32,766, PostgreSQL plans slowly beyond some thousands

Value = TypeVar("Value")


def slices(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in order, at most `MOST` at a time."""
    return (values[start : start + MOST] for start in range(0, len(values), MOST))
