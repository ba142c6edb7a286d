"""The picture: one drawn journey with everything that was lived at each of its steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from emptychair.core import Figure
from emptychair.gaps import Gap, open_gaps
from emptychair.promises import Kept, all_promises, kept
from emptychair.store import Stores
from emptychair.touchpoints import Touchpoint, all_touchpoints
from emptychair.walk import figures
from emptychair.walk.cases import Cases
from emptychair.walk.conformance import Conformance, conformance
from emptychair.walk.feelings import Felt, Voice, felt, felt_of, voices
from emptychair.walk.friction import Friction, asked_where_it_is, frictions
from emptychair.walk.leaving import leaving
from emptychair.walk.model import PARTY, DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.paths import Lived, Move, lived, waits


@dataclass(frozen=True, slots=True)
class LivedStep:
    """One drawn step beside what was lived there; figures that nobody carries have n = 0."""

    stage: str
    drawn: DrawnStep
    place: Touchpoint
    passed: Figure  # share of all walks that came by
    felt: Felt
    voices: tuple[Voice, ...]
    waited: Figure
    left: Figure  # share of the ended walks through here that ended here, short of the last stage
    goal: bool  # on the last stage, where ending is arriving
    friction: Friction | None
    kept: tuple[Kept, ...]
    gaps: tuple[Gap, ...]

    @property
    def name(self) -> str:
        """What the map calls it, else what the inventory does."""
        return self.drawn.name or self.place.name

    @property
    def intended(self) -> float | None:
        """The feeling that we mean, on -1 … +1 like the measured one."""
        return None if self.drawn.intended_feeling is None else self.drawn.intended_feeling / 2

    @property
    def gap(self) -> float | None:
        """Felt minus intended on -2 … +2; None where one of the chairs is silent."""
        figure = self.felt.figure
        if self.drawn.intended_feeling is None or not figure.enough or figure.value is None:
            return None
        return 2 * figure.value - self.drawn.intended_feeling

    @property
    def missed(self) -> bool:
        """Whether the whole interval of the felt lies below what we mean."""
        figure, meant = self.felt.figure, self.intended
        return meant is not None and figure.enough and figure.high is not None and figure.high < meant


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A touchpoint that people use and no step names."""

    place: Touchpoint
    passed: Figure
    felt: Felt


@dataclass(frozen=True, slots=True)
class Picture:
    """A journey drawn and lived; `steps` in the drawn order."""

    drawn: JourneyMap
    lived: Lived
    steps: tuple[LivedStep, ...]
    conformance: Conformance
    undrawn: tuple[Undrawn, ...]
    waiting: Figure | None  # asked us between purchase and receipt; None where a walk is a whole party
    expired: bool

    @property
    def stages(self) -> tuple[tuple[DrawnStage, tuple[LivedStep, ...]], ...]:
        """The stages with their lived steps."""
        by_stage: dict[str, list[LivedStep]] = defaultdict(list)
        for step in self.steps:
            by_stage[step.stage].append(step)
        return tuple((stage, tuple(by_stage[stage.name])) for stage in self.drawn.stages)

    @property
    def heard(self) -> tuple[LivedStep, ...]:
        """The steps with enough voices, worst felt first."""
        shown = [step for step in self.steps if step.felt.figure.enough]
        return tuple(sorted(shown, key=lambda step: step.felt.figure.value or 0.0))

    @property
    def unheard(self) -> tuple[LivedStep, ...]:
        """The steps where too few spoke."""
        return tuple(step for step in self.steps if not step.felt.figure.enough)

    @property
    def most_left(self) -> LivedStep | None:
        """The step before the last stage where the largest share of walks ends."""
        shown = [step for step in self.steps if step.left.enough and not step.goal and step.left.value]
        return max(shown, key=lambda step: step.left.value or 0.0, default=None)

    @property
    def undrawn_moves(self) -> Sequence[Move]:
        """The busiest ways that nobody drew."""
        return self.conformance.undrawn_moves


def picture(stores: Stores, drawn: JourneyMap, now: datetime) -> Picture:
    """Everything that the journey page shows."""
    ledger, records = stores.ledger, stores.records
    walked = lived(ledger, drawn.cut)
    inventory = all_touchpoints(records)
    feelings, words, hours = felt(ledger), voices(ledger), waits(ledger, walked)
    rubs, leavers = frictions(ledger, drawn.cut), leaving(ledger, drawn, now)
    promised = _promised(stores, now)
    found = _gaps(stores, drawn)
    last = drawn.stages[-1].name
    steps = tuple(
        LivedStep(
            stage=stage.name,
            drawn=step,
            place=inventory.get(step.touchpoint) or Touchpoint(step.touchpoint, step.touchpoint),
            passed=passed(walked, step.touchpoint),
            felt=feelings.get(step.touchpoint) or felt_of(step.touchpoint),
            voices=tuple(words.get(step.touchpoint, ())),
            waited=hours.get(step.touchpoint) or figures.median_hours(None, Cases(drawn.cut).url()),
            left=leavers.get(step.touchpoint) or figures.share(0, 0, Cases(drawn.cut).url()),
            goal=stage.name == last,
            friction=rubs.get(step.touchpoint),
            kept=tuple(promised[step.touchpoint]),
            gaps=tuple(found[step.touchpoint]),
        )
        for stage in drawn.stages
        for step in stage.steps
    )
    fits = conformance(ledger, drawn, walked, now)
    undrawn = tuple(_undrawn(walked, inventory, feelings, key) for key in fits.undrawn)
    waiting = asked_where_it_is(ledger, drawn.cut) if drawn.cut != PARTY else None
    expired = drawn.review_by is not None and drawn.review_by < now
    return Picture(drawn, walked, steps, fits, undrawn, waiting if waiting and waiting.n else None, expired)


def passed(walked: Lived, touchpoint: str) -> Figure:
    """The share of all walks of a cut that came by a touchpoint."""
    place = walked.place(touchpoint)
    link = Cases(walked.cut, through=touchpoint).url()
    return figures.share(place.cases if place else 0, walked.cases, link, place.newest if place else walked.newest)


def _undrawn(walked: Lived, inventory: dict[str, Touchpoint], feelings: dict[str, Felt], key: str) -> Undrawn:
    place = inventory.get(key) or Touchpoint(key, key)
    return Undrawn(place, passed(walked, key), feelings.get(key) or felt_of(key))


def _promised(stores: Stores, now: datetime) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = defaultdict(list)
    for promise in all_promises(stores.records):
        if promise.touchpoint:
            found[promise.touchpoint].append(kept(stores.ledger, promise, now))
    return found


def _gaps(stores: Stores, drawn: JourneyMap) -> dict[str, list[Gap]]:
    """Open gaps by touchpoint: of this map's steps, of the touchpoint itself, of promises felt there."""
    at = {promise.key: promise.touchpoint for promise in all_promises(stores.records)}
    found: dict[str, list[Gap]] = defaultdict(list)
    for gap in open_gaps(stores.records):
        if gap.subject_kind == "step" and gap.subject.startswith(f"{drawn.key}/"):
            found[gap.subject.rsplit("/", 1)[-1]].append(gap)
        elif gap.subject_kind == "touchpoint":
            found[gap.subject].append(gap)
        elif gap.subject_kind == "promise" and at.get(gap.subject):
            found[at[gap.subject]].append(gap)
    return found
