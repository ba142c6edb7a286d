"""Checks: did the change work? Measured before and after, on the strongest rung its evidence allows."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, select

from emptychair.core import Invalid
from emptychair.decide.changes import change, gap_of
from emptychair.decide.course import DAYS_A_WEEK, Span, Unit, units_of, weekly, window
from emptychair.decide.measures import Measure, measurable
from emptychair.decide.model import Change, Check
from emptychair.decide.schema import checks as table
from emptychair.gaps import assign
from emptychair.methods import effects
from emptychair.store import Stores


def check(stores: Stores, key: str, now: datetime) -> Check:
    """Measure a change now and keep the answer. Raises Invalid where nothing can be measured yet."""
    made = change(stores, key)
    measure = measurable(stores, made.measure, now)
    effect, says = _by_units(units_of(stores, made, measure), made) if made.touched else (None, "")
    if effect is None:
        effect, says = _by_weeks(weekly(stores, made, measure), made, says)
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
    _say_what_is_next(stores, made, measure, found)
    return found


def checks_of(stores: Stores, key: str) -> list[Check]:
    """Every check of a change, newest first."""
    query = select(table).where(table.c.change_key == key).order_by(table.c.id.desc())
    with stores.records.read() as db:
        rows = [row._asdict() for row in db.execute(query)]
    return [Check(**{name: value for name, value in row.items() if name != "id"}) for row in rows]


def _by_units(units: list[Unit], made: Change) -> tuple[effects.Effect | None, str]:
    # A unit with fewer than five voices on a side says more about who answered than about the unit.
    heard = [unit for unit in units if unit.before.enough and unit.after.enough]
    touched = [unit for unit in heard if unit.touched]
    others = [unit for unit in heard if not unit.touched]
    if not touched or len(others) < 2:
        return None, f"Too few {made.unit_kind} units were heard on both sides to compare touched with untouched. "
    found = effects.difference_in_differences(
        _means(touched, False), _means(touched, True), _means(others, False), _means(others, True)
    )
    return found, (
        f"{len(touched)} touched against {len(others)} untouched ({made.unit_kind}), each by its mean of the "
        f"{(made.made_on - window(made)[0]).days} days before and after {made.made_on:%-d %B %Y}."
    )


def _by_weeks(weeks: tuple[Span, ...], made: Change, says: str) -> tuple[effects.Effect, str]:
    before = [week.figure.value or 0.0 for week in weeks if week.start < made.made_on]
    after = [week.figure.value or 0.0 for week in weeks if week.start >= made.made_on]
    if len(before) < 2 or len(after) < 2:
        raise Invalid(
            "There is not enough evidence around this day.",
            where=f"change {made.key}",
            mend=f"Wait until two weeks on each side of {made.made_on:%-d %B %Y} have been heard.",
        )
    says += f"Weekly means, {len(before)} weeks before and {len(after)} after."
    span = (weeks[-1].start - weeks[0].start).days // DAYS_A_WEEK + 1
    if span != len(weeks):
        return effects.before_after(before, after), says + " Some weeks are silent: shown, not concluded."
    try:
        return effects.interrupted_series([*before, *after], len(before)), says
    except Invalid:
        return effects.before_after(before, after), says + " Too short for its own trend: shown, not concluded."


def _means(units: list[Unit], after: bool) -> list[float]:
    return [(unit.after if after else unit.before).value or 0.0 for unit in units]


def _say_what_is_next(stores: Stores, made: Change, measure: Measure, found: Check) -> None:
    gap = gap_of(stores, made)
    if gap is not None and found.conclusive:
        helped = found.verdict == ("rose" if measure.higher_is_better else "fell")
        assign(stores.records, gap.id, owner=gap.owner, next_verb="tell back" if helped else "decide")
