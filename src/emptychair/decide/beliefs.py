"""Beliefs: what leaders hold true, put beside what customers lived; each difference is a gap."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import select

from emptychair.core import Invalid
from emptychair.decide.measures import measurable, measured
from emptychair.decide.model import Belief
from emptychair.decide.schema import beliefs as table
from emptychair.gaps import Finding, report
from emptychair.store import Stores

LASTS = timedelta(days=365)


def state_belief(stores: Stores, belief: Belief, now: datetime) -> None:
    """Hold a belief, or hold it anew. Raises Invalid for one that no measure can test."""
    if not belief.statement.strip() or not belief.held_by.strip():
        raise Invalid("A belief needs its words and somebody who holds it.", mend="Fill in both.")
    measure = measurable(stores, belief.measure, now)
    if measure.unit == "%" and not 0 <= belief.value <= 100:
        raise Invalid(f"{belief.value:g} % cannot be.", where="value", mend="Give a number from 0 to 100.")
    row = asdict(belief) | {"review_by": belief.review_by or now + LASTS}
    with stores.records.write() as db:
        statement = stores.records.insert(table).values(row)
        new = {name: statement.excluded[name] for name in row if name != "key"}
        db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))


def beliefs(stores: Stores) -> list[Belief]:
    """Every belief, the latest first."""
    with stores.records.read() as db:
        return [Belief(**row._asdict()) for row in db.execute(select(table).order_by(table.c.since.desc()))]


def report_gaps(stores: Stores, now: datetime) -> int:
    """Measure every belief and report the difference; says how many gaps stand."""
    found = 0
    for belief in beliefs(stores):
        measure = measurable(stores, belief.measure, now)
        figure, people = measured(stores, measure)
        finding = Finding(
            "belief",
            belief.key,
            belief.statement,
            believed=belief.value,
            held_by=belief.held_by,
            since=belief.since,
            measured=figure,
            scale=measure.scale,
            people=people,
            higher_is_better=measure.higher_is_better,
            next_verb="decide" if figure.enough else "ask",
            url="/gaps",
        )
        found += report(stores.records, finding, now) is not None
    return found
