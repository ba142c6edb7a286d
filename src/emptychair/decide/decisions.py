"""Decisions: none without the customer's interest, a forecast and a day on which it is looked at again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from emptychair.core import Invalid, NotFound
from emptychair.decide.measures import measurable
from emptychair.decide.model import KINDS, Decision
from emptychair.decide.schema import decisions as table
from emptychair.evidence import Which, entries
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

    Raises Invalid without the customer's interest (50), without a sound forecast, or for a review in the past.
    """
    if len(customer_interest.split()) < 3:
        raise Invalid(
            "The decision does not say what the customer gets from it.",
            where="customer interest",
            mend="Say in a sentence whose life gets better, and how.",
        )
    if kind not in KINDS:
        raise Invalid(f"{kind!r} is no kind of decision.", where="kind", mend=f"Choose {', '.join(KINDS)}.")
    value, low, high = forecast
    if not low <= value <= high:
        raise Invalid("The forecast lies outside its own ends.", where="forecast", mend="Give low ≤ expected ≤ high.")
    if review_on <= now.date():
        raise Invalid("The review is not in the future.", where="review", mend="Name a day on which to look again.")
    measurable(stores, measure, now)
    row: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "customer_interest": customer_interest,
        "gap_id": gap_id,
        "measure": measure,
    }
    row |= {"forecast": value, "forecast_low": low, "forecast_high": high, "outcome": ""}
    with stores.records.write() as db:
        number = put(db, table, row | {"decided_by": by, "decided_at": now, "review_on": review_on})
    if gap_id is not None:
        assign(stores.records, gap_id, owner=gap(stores.records, gap_id).owner, next_verb="act")
    return number


def decisions(stores: Stores) -> list[Decision]:
    """Every decision, newest first."""
    with stores.records.read() as db:
        return [Decision(**row._asdict()) for row in db.execute(select(table).order_by(table.c.id.desc()))]


def decision(stores: Stores, decision_id: int) -> Decision:
    """One decision. Raises NotFound."""
    for one in decisions(stores):
        if one.id == decision_id:
            return one
    raise NotFound("There is no such decision.", where=f"decision {decision_id}", mend="See the decision log.")


def review(stores: Stores, decision_id: int, outcome: str, now: datetime) -> None:
    """Look at a decision again and write down what came of it. Raises Invalid, NotFound."""
    decision(stores, decision_id)
    if not outcome.strip():
        raise Invalid("A review without words.", where="outcome", mend="Say what came of it, with the check's number.")
    with stores.records.write() as db:
        values = {"outcome": outcome.strip(), "reviewed_at": now}
        db.execute(update(table).where(table.c.id == decision_id).values(**values))


def carried_by(stores: Stores, which: Which, most: int = 6) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nearest verbatims against and for: the customer's own words, unhappiest and happiest first."""
    spoken = [row for row in entries(stores.ledger, which, most=2_000) if row["words"]]
    felt = [row for row in spoken if row["valence"] is not None] or spoken
    against = sorted(felt, key=lambda row: (row["valence"] or 0, -len(row["words"])))
    bad = [row for row in against if (row["valence"] or 0) < 0][:most]
    good = [row for row in reversed(against) if (row["valence"] or 0) > 0][:most]
    return bad, good
