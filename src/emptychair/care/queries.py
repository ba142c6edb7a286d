"""Reading cases: today's list, one case, and how long people wait for a human reply."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from emptychair.care.model import Case, CaseState
from emptychair.care.schema import cases
from emptychair.core import NotFound
from emptychair.methods import survival
from emptychair.store import Stores


def today(stores: Stores, *, kind: str = "", owner: str = "", most: int = 50, offset: int = 0) -> list[Case]:
    """Who needs us: every case that is not closed, most weight first, then whoever waits longest."""
    query = select(cases).where(cases.c.state != CaseState.CLOSED)
    if kind:
        query = query.where(cases.c.kind == kind)
    if owner:
        query = query.where(cases.c.owner == owner)
    order = query.order_by(cases.c.weight.desc(), cases.c.since, cases.c.id)
    with stores.records.read() as db:
        return [_case(row) for row in db.execute(order.limit(most).offset(offset))]


def waiting(stores: Stores) -> dict[str, int]:
    """How many cases are not closed, by the kind of reason."""
    query = select(cases.c.kind, func.count()).where(cases.c.state != CaseState.CLOSED).group_by(cases.c.kind)
    with stores.records.read() as db:
        return {row[0]: row[1] for row in db.execute(query)}


def case(stores: Stores, case_id: int) -> Case:
    """One case. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(cases).where(cases.c.id == case_id)).first()
    if row is None:
        raise NotFound("There is no such case.", where=f"case {case_id}", mend="See today's list.")
    return _case(row)


def cases_of(stores: Stores, party: int) -> list[Case]:
    """Every case of one party, the newest reason first."""
    with stores.records.read() as db:
        return [
            _case(row) for row in db.execute(select(cases).where(cases.c.party == party).order_by(cases.c.since.desc()))
        ]


def reply_curve(stores: Stores, now: datetime) -> survival.Curve | None:
    """Hours from the customer's word to a human reply, over the cases that people took.

    Those still waiting count as waiting (censored), so leaving hard cases open does not make us
    look fast. None before the first case was opened.
    """
    taken = select(cases.c.opened_at, cases.c.answered_at).where(cases.c.opened_at.is_not(None))
    with stores.records.read() as db:
        rows = db.execute(taken).all()
    if not rows:
        return None
    ends = [(row.answered_at or now, row.answered_at is not None, row.opened_at) for row in rows]
    hours = [max((end - start).total_seconds(), 0.0) / 3600 for end, _, start in ends]
    return survival.kaplan_meier(hours, [answered for _, answered, _ in ends])


def _case(row: Any) -> Case:
    values = row._asdict()
    return Case(**values | {"evidence": tuple(values["evidence"]), "state": CaseState(values["state"])})
