"""A promise: value → behaviour → standard → measure, and how one case of it turned out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from emptychair.core import Figure

BASES = ("instant", "calendar_day")


class Outcome(StrEnum):
    """How one promise to one customer turned out."""

    KEPT = "kept"
    LATE = "late"
    NEVER = "never"  # due has passed and nothing came; counted beside the rate, not in it
    OPEN = "open"  # not due yet


@dataclass(frozen=True, slots=True)
class Promise:
    """A company value made testable.

    One case is opened by a WAS_PROMISED evidence (with its `due_at`) and settled by the first
    `kept_act` evidence on the same object of kind `object_kind`. `basis` says what "by" means: the
    very instant, or the calendar day on the clocks of both ends. Expires at `review_by`.
    """

    key: str
    name: str
    company_value: str
    behaviour: str
    standard: str
    measure: str
    object_kind: str
    kept_act: str = "received"
    basis: str = "calendar_day"
    touchpoint: str = ""
    owner: str = "CX lead"
    since: datetime | None = None
    review_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise's record: the kept rate of what was settled (Wilson), and what never came beside it."""

    promise: Promise
    rate: Figure
    kept: int
    late: int
    never: int
    open: int

    @property
    def due(self) -> int:
        """Every case whose time has come."""
        return self.kept + self.late + self.never
