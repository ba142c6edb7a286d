"""Writing touchpoints: defining ours, and noting those that only the evidence knew."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select

from emptychair.core import Invalid
from emptychair.store import Records
from emptychair.touchpoints.model import CONTROLLERS, Touchpoint
from emptychair.touchpoints.schema import touchpoints


def define(records: Records, places: Iterable[Touchpoint], now: datetime) -> None:
    """Draw touchpoints into the inventory; defining one again replaces what we intend there.

    Raises Invalid for an unknown controller or a feeling outside -2 … +2.
    """
    rows = [_row(place, now) for place in places]
    with records.write() as db:
        for row in rows:
            statement = records.insert(touchpoints).values(row)
            new = {name: statement.excluded[name] for name in row if name not in ("key", "noted_at")}
            db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))


def note_found(db: Connection, seen: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keep (key, channel) pairs that nobody drew as found in the evidence."""
    pairs = dict(seen)
    known = set(db.execute(select(touchpoints.c.key)).scalars())
    new = [
        _row(
            Touchpoint(key, key.replace("-", " ").replace("_", " ").capitalize(), channel=channel, origin="found"), now
        )
        for key, channel in pairs.items()
        if key and key not in known
    ]
    if new:
        db.execute(insert(touchpoints), new)


def _row(place: Touchpoint, now: datetime) -> dict[str, object]:
    if place.controller not in CONTROLLERS:
        raise Invalid(
            f"{place.controller!r} cannot control a touchpoint.",
            where=f"touchpoint {place.key}",
            mend=f"Choose one of {', '.join(CONTROLLERS)}.",
        )
    if place.intended_feeling is not None and not -2 <= place.intended_feeling <= 2:
        raise Invalid(
            f"The intended feeling {place.intended_feeling} is off the scale.",
            where=f"touchpoint {place.key}",
            mend="Give a number from -2 (terrible) to +2 (wonderful).",
        )
    return asdict(place) | {"aliases": list(place.aliases), "noted_at": now}
