"""Writing cases: proposed by evidence, taken, answered and closed by people."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from emptychair.care.model import Case, CaseState, Outcome, Reason
from emptychair.care.queries import case
from emptychair.care.reasons import reasons
from emptychair.care.schema import cases
from emptychair.core import Conflict, Invalid
from emptychair.evidence import Act, Chair, Channel, Message, ObjectRef, record
from emptychair.parties import identifiers_of
from emptychair.staff import User, note_in
from emptychair.store import Stores, put


def propose(stores: Stores, now: datetime) -> int:
    """Put everybody on the list who needs us by the evidence, once for each reason; says how many are new.

    A reason that goes on is told anew; a proposal that nobody took falls away with its reason.
    """
    rows = [_row(reason, now) for reason in reasons(stores, now, _closures(stores))]
    standing = {_key(row): row for row in rows}
    with stores.records.write() as db:
        known = {(row.kind, row.subject_kind, row.subject, row.since): row for row in db.execute(select(cases))}
        new = [row for key, row in standing.items() if key not in known]
        if new:
            db.execute(cases.insert(), new)
        for key, held in known.items():
            if held.state != CaseState.CLOSED and key in standing:
                _tell_anew(db, held, standing[key])
        gone = [held.id for key, held in known.items() if held.state == CaseState.PROPOSED and key not in standing]
        for some in (gone[i : i + 500] for i in range(0, len(gone), 500)):
            db.execute(delete(cases).where(cases.c.id.in_(some)))
    return len(new)


def open_case(stores: Stores, reason: Reason, *, owner: str, now: datetime) -> int:
    """Open a case by hand, for a reason that a person saw."""
    row = _row(reason, now) | {"state": CaseState.OPEN, "owner": owner, "opened_at": now}
    with stores.records.write() as db:
        return put(db, cases, row)


def assign(stores: Stores, case_id: int, *, owner: str, now: datetime, by: User | None = None) -> None:
    """Take a case, or hand it over: it has one owner. Raises NotFound, Conflict, Invalid."""
    held = _not_closed(stores, case_id)
    if not owner.strip():
        raise Invalid("A case needs an owner.", where=f"case {case_id}", mend="Name one person.")
    state = CaseState.OPEN if held.state is CaseState.PROPOSED else held.state
    values = {"owner": owner.strip(), "state": state, "opened_at": held.opened_at or now}
    _update(stores, held, values, "took the case of", by, now)


def answer(
    stores: Stores, case_id: int, *, words: str, channel: Channel, by: str, now: datetime, user: User | None = None
) -> None:
    """A human being answered: kept with the case, and as evidence that the customer was told.

    The first answer stops the clock of the time to human reply. Raises Invalid, Conflict, NotFound.
    """
    held = _not_closed(stores, case_id)
    if len(words.split()) < 3:
        raise Invalid("The answer says nothing.", where="words", mend="Write what you told them, in your words.")
    told = Message(
        source="emptychair:case",
        message_id=f"{case_id}:{now.isoformat()}",
        at=now,
        act=Act.WAS_TOLD,
        chair=Chair.COMPANY,
        identifiers=tuple(identifiers_of(stores.records, held.party)),
        channel=channel,
        objects=(ObjectRef("case", str(case_id)), ObjectRef(held.subject_kind, held.subject)),
        words=words.strip(),
        properties={"by": "human", "agent": by},
    )
    if record(stores, [told], now=now).recorded != 1:
        mend = "See the quarantine for the reason, then answer again."
        raise Conflict("The answer could not be kept as evidence.", where=f"case {case_id}", mend=mend)
    values: dict[str, Any] = {"state": CaseState.ANSWERED, "answer": words.strip(), "owner": held.owner or by}
    values |= {"opened_at": held.opened_at or now, "answered_at": held.answered_at or now}
    _update(stores, held, values, "answered", user, now)


def close(stores: Stores, case_id: int, *, outcome: str, now: datetime, by: User | None = None) -> None:
    """End a case and say who left with their needs met. Raises Conflict before it was answered."""
    held = case(stores, case_id)
    if held.state is not CaseState.ANSWERED:
        raise Conflict(
            f"The case is {held.state}.", where=f"case {case_id}", mend="Answer the customer before you close it."
        )
    if outcome not in set(Outcome):
        raise Invalid("Say who left with their needs met.", where="outcome", mend=f"Choose {', '.join(Outcome)}.")
    _update(
        stores, held, {"state": CaseState.CLOSED, "outcome": outcome, "closed_at": now}, "closed the case of", by, now
    )


def _not_closed(stores: Stores, case_id: int) -> Case:
    held = case(stores, case_id)
    if held.state is CaseState.CLOSED:
        raise Conflict("The case is closed.", where=f"case {case_id}", mend="Open a new one for a new reason.")
    return held


def _update(stores: Stores, held: Case, values: dict[str, Any], did: str, by: User | None, now: datetime) -> None:
    with stores.records.write() as db:
        db.execute(update(cases).where(cases.c.id == held.id).values(**values))
        note_in(db, by, did, "party", str(held.party), {"case": held.id}, now=now)


def _tell_anew(db: Connection, known: Any, row: dict[str, Any]) -> None:
    told = {name: row[name] for name in ("says", "evidence", "weight", "next_verb")}
    if any(getattr(known, name) != value for name, value in told.items()):
        db.execute(update(cases).where(cases.c.id == known.id).values(**told))


def _closures(stores: Stores) -> dict[int, Sequence[datetime]]:
    ended = select(cases.c.party, cases.c.closed_at).where(cases.c.kind == "hardship", cases.c.closed_at.is_not(None))
    found: dict[int, list[datetime]] = {}
    with stores.records.read() as db:
        for party, closed_at in db.execute(ended.order_by(cases.c.closed_at)):
            found.setdefault(party, []).append(closed_at)
    return dict(found)


def _row(reason: Reason, now: datetime) -> dict[str, Any]:
    blank = {"owner": "", "answer": "", "outcome": "", "opened_at": None, "answered_at": None, "closed_at": None}
    row = asdict(reason) | {"evidence": list(reason.evidence), "says": reason.says[:500]}
    return row | blank | {"state": CaseState.PROPOSED, "proposed_at": now}


def _key(row: dict[str, Any]) -> tuple[str, str, str, datetime]:
    return row["kind"], row["subject_kind"], row["subject"], row["since"]
