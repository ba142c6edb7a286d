"""Decisions: none without the customer's interest, a forecast and a day on which it is looked at again."""

from datetime import date, datetime
from math import isfinite
from typing import Any

from sqlalchemy import select, update

from emptychair.core import Invalid, NotFound
from emptychair.decide.measures import measurable
from emptychair.decide.model import KINDS, Decision
from emptychair.decide.schema import decisions as table
from emptychair.gaps import assign, gap
from emptychair.store import Stores, put


def decide(
    stores: Stores,
    *,
    title: str,
    kind: str,
    customer_interest: str,
    measure: str,
    forecast: tuple[float, float, float],
    review_on: date,
    by: str,
    now: datetime,
    gap_id: int | None = None,
) -> int:
    """Record a decision; `forecast` is the change of the measure that is expected, with its low and high end.

    Raises Invalid without the customer's interest (50), without a sound forecast, or for a review in the past,
    and NotFound for a gap that is not there.
    """
    _sound(title, kind, customer_interest, forecast)
    if review_on <= now.date():
        raise Invalid("The review is not in the future.", where="review", mend="Name a day on which to look again.")
    measurable(stores, measure, now)
    behind = None if gap_id is None else gap(stores.records, gap_id)
    value, low, high = forecast
    row: dict[str, Any] = {"title": title.strip(), "kind": kind, "customer_interest": customer_interest.strip()}
    row |= {"gap_id": gap_id, "measure": measure, "decided_by": by, "decided_at": now, "review_on": review_on}
    row |= {"forecast": value, "forecast_low": low, "forecast_high": high, "outcome": ""}
    with stores.records.write() as db:
        number = put(db, table, row)
    if behind is not None:
        assign(stores.records, behind.id, owner=behind.owner, next_verb="act")
    return number


def decisions(stores: Stores, gap_id: int | None = None) -> list[Decision]:
    """Every decision, newest first; of one gap, where it is given."""
    query = select(table).order_by(table.c.id.desc())
    if gap_id is not None:
        query = query.where(table.c.gap_id == gap_id)
    with stores.records.read() as db:
        return [Decision(**row._asdict()) for row in db.execute(query)]


def decision(stores: Stores, decision_id: int) -> Decision:
    """One decision. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(table).where(table.c.id == decision_id)).first()
    if row is None:
        raise NotFound("There is no such decision.", where=f"decision {decision_id}", mend="See the decision log.")
    return Decision(**row._asdict())


def review(stores: Stores, decision_id: int, outcome: str, now: datetime) -> None:
    """Look at a decision again and write down what came of it. Raises Invalid, NotFound."""
    decision(stores, decision_id)
    if not outcome.strip():
        raise Invalid("A review without words.", where="outcome", mend="Say what came of it, with the check's number.")
    with stores.records.write() as db:
        values = {"outcome": outcome.strip(), "reviewed_at": now}
        db.execute(update(table).where(table.c.id == decision_id).values(**values))


def _sound(title: str, kind: str, customer_interest: str, forecast: tuple[float, float, float]) -> None:
    if not title.strip():
        raise Invalid("The decision has no title.", where="title", mend="Say in a line what was decided.")
    if len(customer_interest.split()) < 3:
        raise Invalid(
            "The decision does not say what the customer gets from it.",
            where="customer interest",
            mend="Say in a sentence whose life gets better, and how.",
        )
    if kind not in KINDS:
        raise Invalid(f"{kind!r} is no kind of decision.", where="kind", mend=f"Choose {', '.join(KINDS)}.")
    value, low, high = forecast
    if not all(isfinite(end) for end in forecast) or not low <= value <= high:
        raise Invalid("The forecast lies outside its own ends.", where="forecast", mend="Give low ≤ expected ≤ high.")
