"""What is decided: beliefs to be tested, decisions, changes with their dates, checks, tell-backs."""

from dataclasses import dataclass
from datetime import date, datetime

KINDS = ("strategic", "tactical", "operational")


@dataclass(frozen=True, slots=True)
class Belief:
    """What somebody at the company holds true of a measure, in the measure's own unit."""

    key: str
    statement: str
    measure: str
    value: float
    held_by: str
    since: datetime
    review_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice, with the customer's interest in it, a forecast that will be scored, and a day of review."""

    id: int
    title: str
    kind: str
    customer_interest: str
    gap_id: int | None
    measure: str
    forecast: float
    forecast_low: float
    forecast_high: float
    decided_by: str
    decided_at: datetime
    review_on: date
    reviewed_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Change:
    """An intervention on a known day, and which units it touched (none given: everybody)."""

    key: str
    title: str
    made_on: date
    measure: str
    owner: str
    decision_id: int | None = None
    unit_kind: str = ""  # object kind that tells units apart: "store", "seller" …
    touched: tuple[str, ...] = ()
    expected: float = 0.0
    window_days: int = 180  # how far before and after the check looks


@dataclass(frozen=True, slots=True)
class Check:
    """What a change did, by the strongest rung of the ladder that its evidence can stand on (M22)."""

    change_key: str
    checked_at: datetime
    rung: str
    value: float
    low: float
    high: float
    n_before: int
    n_after: int
    assumption: str
    verdict: str
    conclusive: bool
    unit: str
    says: str


@dataclass(frozen=True, slots=True)
class TellBack:
    """A report of a change to the people whose words caused it: drafted, approved, sent."""

    id: int
    change_key: str
    words: str
    caused_by: str  # the evidence filter (query string) that chose the words
    state: str
    people: int
    held_back: int  # who asked not to be written to
    drafted_by: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    sent_at: datetime | None
