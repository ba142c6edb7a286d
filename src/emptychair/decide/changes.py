"""Changes: what was done, on which day, to whom; so that it can be checked."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from emptychair.core import Invalid, NotFound
from emptychair.decide.decisions import decision
from emptychair.decide.measures import measurable
from emptychair.decide.model import Change
from emptychair.decide.schema import changes as table
from emptychair.gaps import Gap, assign, gap
from emptychair.store import Stores


def plan_change(stores: Stores, change: Change, now: datetime) -> None:
    """Record a change, made or dated ahead. Raises Invalid for one that could never be checked, NotFound."""
    _sound(change)
    measurable(stores, change.measure, now)
    behind = gap_of(stores, change)
    row = asdict(change) | {"touched": list(change.touched)}
    with stores.records.write() as db:
        statement = stores.records.insert(table).values(row)
        new = {name: statement.excluded[name] for name in row if name != "key"}
        db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))
    if behind is not None:
        assign(stores.records, behind.id, owner=behind.owner, next_verb="check")


def changes(stores: Stores) -> list[Change]:
    """Every change, the latest first."""
    with stores.records.read() as db:
        return [_change(row) for row in db.execute(select(table).order_by(table.c.made_on.desc(), table.c.key))]


def change(stores: Stores, key: str) -> Change:
    """One change. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(table).where(table.c.key == key)).first()
    if row is None:
        raise NotFound(f"There is no change {key!r}.", mend="See the list of changes.")
    return _change(row)


def gap_of(stores: Stores, made: Change) -> Gap | None:
    """The gap that a change was decided for, where it was. Raises NotFound for a decision that is not there."""
    if made.decision_id is None:
        return None
    cause = decision(stores, made.decision_id).gap_id
    return None if cause is None else gap(stores.records, cause)


def _sound(change: Change) -> None:
    where = f"change {change.key}"
    if not change.title.strip() or not change.owner.strip():
        raise Invalid("A change needs a title and an owner.", where="title", mend="Say what was changed, and by whom.")
    if change.touched and not change.unit_kind:
        raise Invalid(
            "Units were touched, but not what kind of unit they are.",
            where=where,
            mend="Name the object kind that tells them apart, such as store or seller.",
        )
    if any("," in unit for unit in change.touched):
        raise Invalid("A unit's name has a comma in it.", where=where, mend="Give the unit a name without commas.")
    if not 28 <= change.window_days <= 730:
        raise Invalid(f"A window of {change.window_days} days.", where="window", mend="Give 28 to 730 days.")


def _change(row: Any) -> Change:
    values = row._asdict()
    return Change(**values | {"touched": tuple(values["touched"])})
