"""Writing gaps: reported by every room, closed by evidence only."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from emptychair.core import Invalid, NotFound
from emptychair.gaps.model import VERBS, Finding, GapState
from emptychair.gaps.schema import gap_measurements, gaps
from emptychair.store import Records, put

_PLAIN = ("subject_kind", "subject", "title", "believed", "held_by", "since", "scale", "people", "higher_is_better")
_COPIED = (*_PLAIN, "owner", "next_verb", "url")


def report(records: Records, finding: Finding, now: datetime) -> int | None:
    """Take what both chairs say on one question. Returns the gap's id, or None where there is none.

    A gap opens when the whole interval lies on the wrong side of the belief. It closes only when
    a later report, resting on newer evidence, no longer does: lowering the belief to what customers
    already said does not close it, it is a new belief measured by the same evidence.
    """
    with records.write() as db:
        same = (gaps.c.subject_kind == finding.subject_kind) & (gaps.c.subject == finding.subject)
        known = db.execute(select(gaps).where(same)).first()
        state = _state(finding)
        if known is None and state is None:
            return None
        if known is None:
            gap_id = put(db, gaps, _row(finding, now) | {"state": state, "opened_at": now, "closed_at": None})
        else:
            gap_id, state = known.id, _next_state(known, finding, state)
            values = _row(finding, now) | {"state": state} | _kept_by_people(known)
            values["closed_at"] = (known.closed_at or now) if state is GapState.CLOSED else None
            db.execute(update(gaps).where(gaps.c.id == gap_id).values(**values))
        _remember(db, gap_id, finding, state or GapState.CLOSED, now, known)
        return int(gap_id)


def assign(records: Records, gap_id: int, *, owner: str, next_verb: str) -> None:
    """Give a gap its one owner and its one next verb. Raises Invalid, NotFound."""
    if next_verb not in VERBS:
        raise Invalid(f"{next_verb!r} is not a next verb.", mend=f"Choose one of {', '.join(VERBS)}.")
    if not owner.strip():
        raise Invalid("A gap needs an owner.", where=f"gap {gap_id}", mend="Name one person or role.")
    with records.write() as db:
        changed = db.execute(update(gaps).where(gaps.c.id == gap_id).values(owner=owner.strip(), next_verb=next_verb))
        if changed.rowcount == 0:
            raise NotFound("There is no such gap.", where=f"gap {gap_id}", mend="See the list of gaps.")


def _state(finding: Finding) -> GapState | None:
    measured = finding.measured
    if not measured.enough or measured.value is None:
        return GapState.UNHEARD
    low = measured.low if measured.low is not None else measured.value
    high = measured.high if measured.high is not None else measured.value
    wrong = high < finding.believed if finding.higher_is_better else low > finding.believed
    return GapState.OPEN if wrong else None


def _next_state(known: Any, finding: Finding, state: GapState | None) -> GapState:
    if state is not None:
        return state
    newest = finding.measured.newest
    heard_anew = known.newest is None or (newest is not None and newest > known.newest)
    if known.state == GapState.CLOSED or heard_anew or finding.measured.n > known.n:
        return GapState.CLOSED
    return GapState(known.state)


def _kept_by_people(known: Any) -> dict[str, Any]:
    # Owner and next verb were given by people; a nightly report must not take them back.
    return {"owner": known.owner, "next_verb": known.next_verb, "opened_at": known.opened_at}


def _row(finding: Finding, now: datetime) -> dict[str, Any]:
    m = finding.measured
    row = {name: getattr(finding, name) for name in _COPIED}
    shown = {"value": m.value, "low": m.low, "high": m.high, "unit": m.unit, "decimals": m.decimals}
    return row | shown | {"n": m.n, "newest": m.newest, "evidence": m.evidence, "measured_at": now}


def _remember(db: Connection, gap_id: int, finding: Finding, state: GapState, now: datetime, known: Any) -> None:
    m = finding.measured
    if known is not None and (known.value, known.n, known.believed) == (m.value, m.n, finding.believed):
        return
    row = {"gap_id": gap_id, "at": now, "believed": finding.believed, "n": m.n, "state": state}
    db.execute(insert(gap_measurements).values(**row, value=m.value, low=m.low, high=m.high))
