"""A drawn journey: stages and steps as the company sees them, with what it means people to feel."""

from dataclasses import dataclass
from datetime import datetime

PARTY = "party"  # the cut by which one walk is everything that one party lived
FEELINGS = (-2.0, 2.0)  # an intended feeling runs from terrible to wonderful, as at touchpoints


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step: the touchpoint where it happens, what people do and think there, what we mean them to feel."""

    touchpoint: str
    name: str = ""
    doing: str = ""
    thinking: str = ""
    pains: tuple[str, ...] = ()
    gains: tuple[str, ...] = ()
    intended_feeling: float | None = None


@dataclass(frozen=True, slots=True)
class DrawnStage:
    """A phase of the journey with its steps in the order that we intend."""

    name: str
    steps: tuple[DrawnStep, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """A journey as drawn by somebody on a day, good until `review_by`.

    `cut` says what one walk is: "party", or a kind of object such as "order". A map is never changed:
    drawing it anew makes the next version.
    """

    key: str
    name: str
    cut: str
    stages: tuple[DrawnStage, ...]
    persona: str = ""
    drawn_by: str = "CX lead"
    drawn_at: datetime | None = None
    review_by: datetime | None = None
    version: int = 0

    @property
    def steps(self) -> tuple[DrawnStep, ...]:
        """Every step, in order, across the stages."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """The touchpoints on the map, each once, in the order of their first step."""
        return tuple(dict.fromkeys(step.touchpoint for step in self.steps))
