"""The shape of a list on the wire: some items, and the cursor with which the next ones are asked for."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Listing(BaseModel, Generic[T]):
    """`next` goes into the next request as `cursor`; null at the end."""

    items: list[T]
    next: str | None = None


def number(cursor: str) -> int | None:
    """A cursor that is a number, or None at the beginning or where it is none."""
    return int(cursor) if cursor.isascii() and cursor.isdigit() else None


def listing(items: list[Any], most: int, key: str) -> dict[str, Any]:
    """Items of which one more than `most` were fetched; `key` names the field that pages on."""
    more = len(items) > most
    shown = items[:most]
    return {"items": shown, "next": str(shown[-1][key]) if more else None}
