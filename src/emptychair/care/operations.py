"""Writing cases: proposed by evidence, opened, answered and closed by people."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from emptychair.care.model import CaseState, Outcome, Reason
from emptychair.care.queries import case
from emptychair.care.reasons import reasons
from emptychair.care.schema import cases
from emptychair.core import Conflict, Invalid
from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, record
from emptychair.parties import identifiers_of
from emptychair.store import Stores, put


def propose(stores: Stores, now: datetime) -> int:
    """Put everybody on the list who needs us by the evidence, once for each reason; says how many are new.

    A proposal that nobody took yet falls away when the evidence no longer gives the reason.
    """
    found = reasons(stores, now)
    rows = [_row(reason, now) for reason in found]
    with stores.records.write() as db:
        known = {tuple(row) for row in db.execute(select(cases.c.kind, cases.c.subject_kind, cases.c.subject))}
        new = {_key(row): row for row in rows if _key(row) not in known}
        if new:
            db.execute(cases.insert(), list(new.values()))
        standing = {_key(row) for row in rows}
        untaken = select(cases.c.id, cases.c.kind, cases.c.subject_kind, cases.c.subject)
        gone = [
            row.id
            for row in db.execute(untaken.where(cases.c.state == CaseState.PROPOSED))
            if (row.kind, row.subject_kind, row.subject) not in standing
        ]
        for some in (gone[i : i + 500] for i in range(0, len(gone), 500)):
            db.execute(delete(cases).where(cases.c.id.in_(some)))
    return len(new)


def open_case(stores: Stores, reason: Reason, *, owner: str, now: datetime) -> int:
    """Open a case by hand, for a reason that a person saw."""
    row = _row(reason, now) | {"state": CaseState.OPEN, "owner": owner, "opened_at": now}
    with stores.records.write() as db:
        return put(db, cases, row)


def assign(stores: Stores, case_id: int, *, owner: str, now: datetime) -> None:
    """Take a case, or hand it over: it has one owner. Raises NotFound, Conflict."""
    held = case(stores, case_id)
    if held.state is CaseState.CLOSED:
        raise Conflict("The case is closed.", where=f"case {case_id}", mend="Open a new one for a new reason.")
    if not owner.strip():
        raise Invalid("A case needs an owner.", where=f"case {case_id}", mend="Name one person.")
    state = CaseState.OPEN if held.state is CaseState.PROPOSED else held.state
    _update(stores, case_id, {"owner": owner, "state": state, "opened_at": held.opened_at or now})


def answer(stores: Stores, case_id: int, *, words: str, channel: Channel, by: str, now: datetime) -> None:
    """A human being answered: kept with the case, and as evidence that the customer was told.

    The first answer stops the clock of the time to human reply. Raises Invalid, Conflict, NotFound.
    """
    held = case(stores, case_id)
    if held.state is CaseState.CLOSED:
        raise Conflict("The case is closed.", where=f"case {case_id}", mend="Open a new one for a new reason.")
    if len(words.split()) < 3:
        raise Invalid("The answer says nothing.", where="words", mend="Write what you told them, in your words.")
    told = Message(
        source="emptychair:case",
        message_id=f"{case_id}:{now.isoformat()}",
        at=now,
        act=Act.WAS_TOLD,
        chair=Chair.COMPANY,
        identifiers=tuple(Identifier(*name) for name in identifiers_of(stores.records, held.party)[:1]),
        channel=channel,
        objects=(ObjectRef("case", str(case_id)), ObjectRef(held.subject_kind, held.subject)),
        words=words.strip(),
        properties={"by": by},
    )
    record(stores, [told], now=now)
    values = {"state": CaseState.ANSWERED, "answer": words.strip(), "owner": held.owner or by}
    _update(stores, case_id, values | {"opened_at": held.opened_at or now, "answered_at": held.answered_at or now})


def close(stores: Stores, case_id: int, *, outcome: str, now: datetime) -> None:
    """End a case and say who left with their needs met. Raises Conflict before it was answered."""
    held = case(stores, case_id)
    if held.state is not CaseState.ANSWERED:
        raise Conflict(
            f"The case is {held.state}.", where=f"case {case_id}", mend="Answer the customer before you close it."
        )
    if outcome not in set(Outcome):
        raise Invalid(f"{outcome!r} is no outcome.", where="outcome", mend=f"Choose {', '.join(Outcome)}.")
    _update(stores, case_id, {"state": CaseState.CLOSED, "outcome": outcome, "closed_at": now})


def _update(stores: Stores, case_id: int, values: dict[str, Any]) -> None:
    with stores.records.write() as db:
        db.execute(update(cases).where(cases.c.id == case_id).values(**values))


def _row(reason: Reason, now: datetime) -> dict[str, Any]:
    blank = {"owner": "", "answer": "", "outcome": "", "opened_at": None, "answered_at": None, "closed_at": None}
    row = asdict(reason) | {"evidence": list(reason.evidence), "says": reason.says[:500]}
    return row | blank | {"state": CaseState.PROPOSED, "proposed_at": now}


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["kind"], row["subject_kind"], row["subject"]
