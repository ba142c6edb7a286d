"""Beliefs: what leaders hold true, put beside what customers lived; each difference is a gap."""

from dataclasses import asdict
from datetime import datetime, timedelta
from math import isfinite

from sqlalchemy import select

from emptychair.core import EmptyChairError, Figure, Invalid, NotFound, get_logger
from emptychair.decide.figures import measured
from emptychair.decide.measures import measurable
from emptychair.decide.model import Belief
from emptychair.decide.schema import beliefs as table
from emptychair.gaps import Finding, report
from emptychair.store import Stores

LASTS = timedelta(days=365)
log = get_logger(__name__)


def state_belief(stores: Stores, belief: Belief, now: datetime) -> None:
    """Hold a belief, or hold it anew. Raises Invalid for one that no measure can test."""
    if not belief.statement.strip():
        raise Invalid("A belief needs its words.", where="statement", mend="Say in a sentence what is believed.")
    if not belief.held_by.strip():
        raise Invalid("A belief needs somebody who holds it.", where="held by", mend="Name one person or role.")
    if belief.since > now:
        raise Invalid("Nobody holds a belief from tomorrow.", where="since", mend="Name the day it was first said.")
    measure = measurable(stores, belief.measure, now)
    high = float("inf") if measure.unit == "h" else measure.high
    if not isfinite(belief.value) or not measure.low <= belief.value <= high:
        mend = f"Give a number from {measure.low:g}" + (f" to {high:g}." if isfinite(high) else " up.")
        raise Invalid(f"{f'{belief.value:g} {measure.unit}'.strip()} cannot be.", where="value", mend=mend)
    row = asdict(belief) | {"review_by": belief.review_by or now + LASTS}
    with stores.records.write() as db:
        statement = stores.records.insert(table).values(row)
        new = {name: statement.excluded[name] for name in row if name != "key"}
        db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))


def beliefs(stores: Stores) -> list[Belief]:
    """Every belief, the latest first."""
    with stores.records.read() as db:
        return [Belief(**row._asdict()) for row in db.execute(select(table).order_by(table.c.since.desc()))]


def belief(stores: Stores, key: str) -> Belief:
    """One belief. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(table).where(table.c.key == key)).first()
    if row is None:
        raise NotFound(f"There is no belief {key!r}.", mend="See the beliefs under Decide.")
    return Belief(**row._asdict())


def put_to_test(stores: Stores, belief: Belief, now: datetime) -> tuple[int | None, Figure]:
    """Put one belief beside the evidence: the gap's number, None where it holds, and what was measured."""
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
        url=f"/beliefs#{belief.key}",
    )
    return report(stores.records, finding, now), figure


def report_gaps(stores: Stores, now: datetime) -> int:
    """Measure every belief and report the difference; says how many gaps stand."""
    found = 0
    for held in beliefs(stores):
        try:
            found += put_to_test(stores, held, now)[0] is not None
        except EmptyChairError as error:
            # One belief about a promise that is gone must not keep the others from being tested.
            log.warning("a belief could not be tested", extra={"belief": held.key, "because": str(error)})
    return found
