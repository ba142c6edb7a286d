"""A gap: what we believe, what they lived, the difference, one owner and one next verb."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from emptychair.core import Figure, age

VERBS = ("listen", "ask", "decide", "act", "check", "tell back", "practise")


class GapState(StrEnum):
    """Where a gap stands. Only evidence from the customer's chair moves it to CLOSED."""

    OPEN = "open"
    UNHEARD = "unheard"  # we hold a belief and too few customers have spoken to test it
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Finding:
    """Both chairs on one question, as a room reports it.

    `scale` is the width of the measure in `unit` (100 for %, 4 for feelings -2 … +2).
    `people` is how many the question touches. `measured` is a Figure in the same unit.
    """

    subject_kind: str  # promise, touchpoint, step, belief, item, decision …
    subject: str
    title: str
    believed: float
    held_by: str
    since: datetime
    measured: Figure
    scale: float
    people: int
    higher_is_better: bool = True
    owner: str = "CX lead"
    next_verb: str = "decide"
    url: str = ""  # the page where the subject lives


@dataclass(frozen=True, slots=True)
class Gap:
    """A recorded gap. `difference` is customer's chair minus company's chair, with its interval."""

    id: int
    subject_kind: str
    subject: str
    title: str
    believed: float
    held_by: str
    since: datetime
    measured: Figure
    scale: float
    people: int
    higher_is_better: bool
    owner: str
    next_verb: str
    url: str
    state: GapState
    opened_at: datetime
    measured_at: datetime
    closed_at: datetime | None

    @property
    def difference(self) -> Figure:
        """Measured minus believed, in the same unit (shares in points), resting on the same evidence."""
        m = self.measured
        value, low, high = (None if end is None else end - self.believed for end in (m.value, m.low, m.high))
        unit = "points" if m.unit == "%" else m.unit
        return Figure(value, m.n, m.evidence, low, high, unit, m.newest, m.decimals)

    @property
    def severity(self) -> float:
        """People on the wrong side of the belief: depth of the gap (share of its scale) times people."""
        if self.measured.value is None or not self.measured.enough:
            return 0.0
        depth = (self.believed - self.measured.value) / self.scale
        return max(0.0, depth if self.higher_is_better else -depth) * self.people

    def belief_age(self, now: datetime) -> str:
        """How long the company has held its belief."""
        return age(self.since, now)
