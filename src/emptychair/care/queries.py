"""Reading cases: today's list, one case, how many of which kind, owner and state."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import case as either

from emptychair.care.model import UNWORKED, Case, CaseState
from emptychair.care.schema import cases
from emptychair.core import Invalid, NotFound
from emptychair.store import Stores

NOBODY = "nobody"
STATES = {
    "waiting": UNWORKED,
    "answered": (CaseState.ANSWERED,),
    "closed": (CaseState.CLOSED,),
    "all": tuple(CaseState),
}


class Asked(NamedTuple):
    """Which cases: a kind of reason, an owner ("nobody": not taken), a state of STATES; empty means any."""

    kind: str = ""
    owner: str = ""
    state: str = "waiting"


NOW = Asked()  # whoever needs us now


class Standing(NamedTuple):
    """How it stands: people and cases nobody has answered yet, the longest wait, and cases answered but not closed."""

    people: int
    cases: int
    since: datetime | None
    newest: datetime | None
    answered: int


def today(stores: Stores, asked: Asked = NOW, *, most: int = 50, offset: int = 0) -> list[Case]:
    """Who needs us: most weight first, then whoever waits longest. Raises Invalid for an unknown state."""
    worked = either((cases.c.state == CaseState.CLOSED, 1), else_=0)
    query = select(cases).where(*_chosen(asked)).order_by(worked, cases.c.weight.desc(), cases.c.since, cases.c.id)
    with stores.records.read() as db:
        return [_case(row) for row in db.execute(query.limit(most).offset(offset))]


def tally(stores: Stores, asked: Asked, by: str) -> dict[str, int]:
    """How many of the chosen cases by "kind", "owner" or "state"."""
    column = {"kind": cases.c.kind, "owner": cases.c.owner, "state": cases.c.state}[by]
    query = select(column, func.count()).where(*_chosen(asked)).group_by(column).order_by(column)
    with stores.records.read() as db:
        return {row[0]: row[1] for row in db.execute(query)}


def standing(stores: Stores) -> Standing:
    """Who waits for us now, in one row."""
    unworked = cases.c.state.in_(UNWORKED)
    columns = (func.count(cases.c.party.distinct()), func.count(), func.min(cases.c.since), func.max(cases.c.since))
    answered = select(func.count()).select_from(cases).where(cases.c.state == CaseState.ANSWERED)
    with stores.records.read() as db:
        row = db.execute(select(*columns).where(unworked)).one()
        return Standing(row[0], row[1], row[2], row[3], db.execute(answered).scalar_one())


def waiting(stores: Stores) -> dict[str, int]:
    """How many cases nobody has answered yet, by the kind of reason."""
    return tally(stores, NOW, "kind")


def case(stores: Stores, case_id: int) -> Case:
    """One case. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(cases).where(cases.c.id == case_id)).first()
    if row is None:
        raise NotFound("There is no such case.", where=f"case {case_id}", mend="See today's list.")
    return _case(row)


def cases_of(stores: Stores, party: int) -> list[Case]:
    """Every case of one party, the newest reason first."""
    query = select(cases).where(cases.c.party == party).order_by(cases.c.since.desc())
    with stores.records.read() as db:
        return [_case(row) for row in db.execute(query)]


def _chosen(asked: Asked) -> list[ColumnElement[bool]]:
    if asked.state not in STATES:
        raise Invalid(f"Cases have no state {asked.state!r}.", where="state", mend=f"Use {', '.join(STATES)}.")
    found: list[ColumnElement[bool]] = [cases.c.state.in_(STATES[asked.state])]
    if asked.kind:
        found.append(cases.c.kind == asked.kind)
    if asked.owner:
        found.append(cases.c.owner == ("" if asked.owner == NOBODY else asked.owner))
    return found


def _case(row: Any) -> Case:
    values = row._asdict()
    return Case(**values | {"evidence": tuple(values["evidence"]), "state": CaseState(values["state"])})
