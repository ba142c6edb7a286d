"""Changes: what was done, on which day, to whom; so that it can be checked."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from emptychair.core import Invalid, NotFound
from emptychair.decide.measures import measurable
from emptychair.decide.model import Change
from emptychair.decide.schema import changes as table
from emptychair.store import Stores


def plan_change(stores: Stores, change: Change, now: datetime) -> None:
    """Record a change, made or dated ahead. Raises Invalid for one that could never be checked."""
    measurable(stores, change.measure, now)
    if change.touched and not change.unit_kind:
        raise Invalid(
            "Units were touched, but not what kind of unit they are.",
            where=f"change {change.key}",
            mend="Name the object kind that tells them apart, such as store or seller.",
        )
    if not 28 <= change.window_days <= 730:
        raise Invalid(
            f"A window of {change.window_days} days.", where=f"change {change.key}", mend="Give 28 to 730 days."
        )
    row = asdict(change) | {"touched": list(change.touched)}
    with stores.records.write() as db:
        statement = stores.records.insert(table).values(row)
        new = {name: statement.excluded[name] for name in row if name != "key"}
        db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))


def changes(stores: Stores) -> list[Change]:
    """Every change, the latest first."""
    with stores.records.read() as db:
        return [_change(row) for row in db.execute(select(table).order_by(table.c.made_on.desc()))]


def change(stores: Stores, key: str) -> Change:
    """One change. Raises NotFound."""
    for one in changes(stores):
        if one.key == key:
            return one
    raise NotFound(f"There is no change {key!r}.", mend="See the list of changes.")


def _change(row: Any) -> Change:
    values = row._asdict()
    return Change(**values | {"touched": tuple(values["touched"])})
