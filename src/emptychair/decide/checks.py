"""Checks: did the change work? Measured before and after, on the strongest rung its evidence allows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import ibis
from sqlalchemy import insert, select

from emptychair.core import Invalid
from emptychair.decide.changes import change
from emptychair.decide.measures import Measure, measurable
from emptychair.decide.model import Change, Check
from emptychair.decide.schema import checks as table
from emptychair.methods import effects
from emptychair.store import EVIDENCE_OBJECTS, Stores

LEAST_PER_UNIT = 5  # observations of a unit on each side: fewer say more about who answered than about the unit
DAY = 86_400  # seconds
DAYS_A_PERIOD = 7


def check(stores: Stores, key: str, now: datetime) -> Check:
    """Measure a change now and keep the answer. Raises Invalid where nothing can be measured yet."""
    made = change(stores, key)
    measure = measurable(stores, made.measure, now)
    effect, says = _by_units(stores, made, measure) if made.touched else (None, "")
    if effect is None:
        effect, says = _by_weeks(stores, made, measure, says)
    found = Check(
        key,
        now,
        effect.rung,
        effect.value,
        effect.low,
        effect.high,
        effect.n_before,
        effect.n_after,
        effect.assumption,
        effect.verdict,
        effect.conclusive,
        measure.unit,
        says,
    )
    with stores.records.write() as db:
        db.execute(insert(table).values(asdict(found)))
    return found


def checks_of(stores: Stores, key: str) -> list[Check]:
    """Every check of a change, newest first."""
    query = select(table).where(table.c.change_key == key).order_by(table.c.id.desc())
    with stores.records.read() as db:
        rows = [row._asdict() for row in db.execute(query)]
    return [Check(**{name: value for name, value in row.items() if name != "id"}) for row in rows]


def course(stores: Stores, made: Change, measure: Measure) -> dict[str, list[dict[str, Any]]]:
    """The measure by week around a change: "touched" and "untouched" (or "all"), each with start, mean, n."""
    if not made.touched:
        return {"all": _weeks(stores, _around(measure.observations, made), made)}
    table_ = _with_unit(_around(measure.observations, made), made.unit_kind)
    touched = table_.object.isin(list(made.touched))
    return {
        "touched": _weeks(stores, table_.filter(touched), made),
        "untouched": _weeks(stores, table_.filter(~touched), made),
    }


def _by_units(stores: Stores, made: Change, measure: Measure) -> tuple[effects.Effect | None, str]:
    points = _with_unit(_around(measure.observations, made), made.unit_kind)
    after = points.at >= _midnight(made.made_on)
    rows = stores.ledger.rows(
        points.mutate(after=after).group_by("object", "after").aggregate(mean=ibis._.value.mean(), n=ibis._.count())
    )
    sides: dict[str, dict[bool, float]] = {}
    for row in rows:
        if row["n"] >= LEAST_PER_UNIT:
            sides.setdefault(row["object"], {})[row["after"]] = row["mean"]
    both = {unit: side for unit, side in sides.items() if len(side) == 2}
    touched = [side for unit, side in both.items() if unit in made.touched]
    others = [side for unit, side in both.items() if unit not in made.touched]
    if not touched or len(others) < 2:
        return None, f"Too few {made.unit_kind} units were heard on both sides to compare touched with untouched. "
    found = effects.difference_in_differences(
        [side[False] for side in touched],
        [side[True] for side in touched],
        [side[False] for side in others],
        [side[True] for side in others],
    )
    return found, (
        f"{len(touched)} touched against {len(others)} untouched ({made.unit_kind}), each by its mean of the "
        f"{made.window_days} days before and after {made.made_on:%-d %B %Y}."
    )


def _by_weeks(stores: Stores, made: Change, measure: Measure, says: str) -> tuple[effects.Effect, str]:
    weeks = _weeks(stores, _around(measure.observations, made), made)
    before = [week["mean"] for week in weeks if week["start"] < made.made_on]
    after = [week["mean"] for week in weeks if week["start"] >= made.made_on]
    if len(before) < 2 or len(after) < 2:
        raise Invalid(
            "There is not enough evidence around this day.",
            where=f"change {made.key}",
            mend=f"Wait until two weeks on each side of {made.made_on} have been heard.",
        )
    says += f"Weekly means, {len(before)} weeks before and {len(after)} after."
    try:
        return effects.interrupted_series([*before, *after], len(before)), says
    except Invalid:
        return effects.before_after(before, after), says + " Too short for its own trend: shown, not concluded."


def _around(points: Any, made: Change) -> Any:
    start = _midnight(made.made_on - timedelta(days=made.window_days))
    return points.filter(
        (points.at >= start) & (points.at < _midnight(made.made_on + timedelta(days=made.window_days)))
    )


def _with_unit(points: Any, unit_kind: str) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == unit_kind)
    return points.join(links, points.evidence == links.evidence).select("at", "value", "object")


def _weeks(stores: Stores, points: Any, made: Change) -> list[dict[str, Any]]:
    # Weeks are counted from the day of the change, so that no week straddles it.
    origin = (made.made_on - date(1970, 1, 1)).days * DAY
    week = ((points.at.epoch_seconds() - origin) / (DAY * DAYS_A_PERIOD)).floor().cast("int64")
    counted = points.mutate(week=week).group_by("week").aggregate(mean=ibis._.value.mean(), n=ibis._.count())
    rows: Sequence[dict[str, Any]] = stores.ledger.rows(counted.order_by("week"))
    return [row | {"start": made.made_on + timedelta(days=DAYS_A_PERIOD * row["week"])} for row in rows]


def _midnight(day: date) -> Any:
    return ibis.literal(f"{day.isoformat()} 00:00:00").cast("timestamp(6)")
