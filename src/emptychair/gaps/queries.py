"""Reading gaps: the one list, worst first."""

from typing import Any

from sqlalchemy import select

from emptychair.core import Figure, NotFound
from emptychair.gaps.model import Gap, GapState
from emptychair.gaps.schema import gap_measurements, gaps
from emptychair.store import Records, rows


def open_gaps(records: Records, *, closed: bool = False, subject_kind: str = "") -> list[Gap]:
    """Every gap that is not closed, the most people first; with `closed`, those that evidence closed."""
    query = select(gaps).where((gaps.c.state == GapState.CLOSED) == closed)
    if subject_kind:
        query = query.where(gaps.c.subject_kind == subject_kind)
    with records.read() as db:
        found = [_gap(row) for row in db.execute(query)]
    return sorted(found, key=lambda gap: (-gap.severity, -gap.measured.n, gap.id))


def gap(records: Records, gap_id: int) -> Gap:
    """One gap. Raises NotFound."""
    with records.read() as db:
        row = db.execute(select(gaps).where(gaps.c.id == gap_id)).first()
    if row is None:
        raise NotFound("There is no such gap.", where=f"gap {gap_id}", mend="See the list of gaps.")
    return _gap(row)


def history(records: Records, gap_id: int) -> list[dict[str, Any]]:
    """What was measured at a gap, oldest first: at, believed, value, low, high, n, state."""
    query = select(gap_measurements).where(gap_measurements.c.gap_id == gap_id).order_by(gap_measurements.c.id)
    with records.read() as db:
        return rows(db.execute(query))


def _gap(row: Any) -> Gap:
    values = row._asdict()
    ends = [values.pop(name) for name in ("value", "n", "evidence", "low", "high", "unit", "newest", "decimals")]
    return Gap(**values | {"measured": Figure(*ends), "state": GapState(values["state"])})
