"""A case: one customer, the reason they need us, one next verb, what was said and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

UNWORKED = ("proposed", "open")  # nobody has answered yet


class CaseState(StrEnum):
    """Where a case stands."""

    PROPOSED = "proposed"  # the evidence asks for it; nobody has taken it yet
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Outcome(StrEnum):
    """Whether both left with their needs met (84)."""

    BOTH = "both"
    CUSTOMER = "customer"
    COMPANY = "company"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a party needs us: the kind of reason, in words, and the evidence that says so."""

    kind: str  # broken promise, unanswered, hardship
    party: int
    subject_kind: str  # the object it is about: order, ticket …
    subject: str
    says: str
    evidence: tuple[int, ...]
    since: datetime  # when it happened to them
    heard_at: datetime  # when the evidence reached us: the clock of our reply starts here
    weight: float  # 0 … 1, how much it hurts; a diminished state is 1 whatever the amount
    next_verb: str


@dataclass(frozen=True, slots=True)
class Case:
    """A reason that is kept until somebody has cared for it."""

    id: int
    party: int
    kind: str
    subject_kind: str
    subject: str
    says: str
    evidence: tuple[int, ...]
    since: datetime
    heard_at: datetime
    weight: float
    next_verb: str
    state: CaseState
    owner: str
    proposed_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    answer: str
    closed_at: datetime | None
    outcome: str
