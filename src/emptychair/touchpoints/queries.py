"""Reading the inventory of touchpoints."""

from typing import Any

from sqlalchemy import select

from emptychair.core import NotFound
from emptychair.store import Records
from emptychair.touchpoints.model import Touchpoint
from emptychair.touchpoints.schema import touchpoints


def all_touchpoints(records: Records) -> dict[str, Touchpoint]:
    """Every touchpoint by its key, drawn and found."""
    with records.read() as db:
        return {row.key: _touchpoint(row) for row in db.execute(select(touchpoints).order_by(touchpoints.c.key))}


def touchpoint(records: Records, key: str) -> Touchpoint:
    """One touchpoint. Raises NotFound."""
    found = all_touchpoints(records).get(key)
    if found is None:
        raise NotFound(f"There is no touchpoint {key!r}.", mend="See the inventory under Walk.")
    return found


def cue_words(records: Records) -> dict[str, dict[str, list[str]]]:
    """By touchpoint and language, the words that show a text speaks of it."""
    return {key: place.cues for key, place in all_touchpoints(records).items() if place.cues}


def _touchpoint(row: Any) -> Touchpoint:
    values = row._asdict()
    values.pop("noted_at")
    return Touchpoint(**values | {"aliases": tuple(values["aliases"])})
