"""Paths: the journey as it is lived, mined from evidence: who went where, how long they waited, where it ends."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import ibis

from emptychair.core import ENOUGH, Figure, count
from emptychair.store import EVIDENCE_OBJECTS, LIVED, Ledger
from emptychair.walk import figures
from emptychair.walk.cases import ARROW, Cases, walks_of
from emptychair.walk.medians import medians
from emptychair.walk.model import PARTY
from emptychair.walk.steps import moves, steps

LONGEST = 60  # events around one object; what has more is no walk but a place


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint as it is lived: how often, by how many, where in the walk, how many begin and stop there."""

    touchpoint: str
    times: int
    cases: int
    people: int
    starts: int
    ends: int
    position: float
    newest: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """From one step straight to the next: how often, by how many, after how long."""

    source: str
    target: str
    times: int
    cases: int
    people: int
    mean_hours: float
    median_hours: float


@dataclass(frozen=True, slots=True)
class Variant:
    """A whole path that walks share, touchpoint by touchpoint."""

    path: tuple[str, ...]
    cases: int
    share: Figure


@dataclass(frozen=True, slots=True)
class Lived:
    """The directly-follows map of one cut: every place and move, busiest first, and what it rests on."""

    cut: str
    cases: int
    people: int
    events: int
    oldest: datetime | None
    newest: datetime | None
    places: tuple[Place, ...]
    moves: tuple[Move, ...]
    variants: int

    @property
    def total(self) -> Figure:
        """How many walks, as a figure."""
        return count(self.cases, Cases(self.cut).url(), self.newest)

    def place(self, touchpoint: str) -> Place | None:
        """One touchpoint, where anybody came by."""
        return next((place for place in self.places if place.touchpoint == touchpoint), None)

    def kept(self, detail: int) -> tuple[Move, ...]:
        """The busiest `detail` per cent of the moves, one at least."""
        most = max(1, round(len(self.moves) * detail / 100))
        return self.moves[:most]


def lived(ledger: Ledger, cut: str) -> Lived:
    """Mine the map of one cut: "party", or a kind of object."""
    totals = ledger.one(_totals(cut))
    return Lived(
        cut,
        totals.get("cases") or 0,
        totals.get("people") or 0,
        totals.get("events") or 0,
        totals.get("oldest"),
        totals.get("newest"),
        tuple(Place(**row) for row in ledger.rows(places(cut))),
        tuple(Move(**row) for row in ledger.rows(moved(cut))),
        totals.get("variants") or 0,
    )


def whole_walk(ledger: Ledger, walked: Lived) -> Figure:
    """The median time from the first to the last step of a walk."""
    return figures.median_hours(ledger.one(_durations(walked.cut)), Cases(walked.cut).url(), walked.newest)


def share_of(walked: Lived, move: Move) -> Figure:
    """The share of all walks that made this move."""
    link = Cases(walked.cut, source=move.source, target=move.target).url()
    return figures.share(move.cases, walked.cases, link, walked.newest)


def variants(ledger: Ledger, cut: str, most: int = 10) -> list[Variant]:
    """The paths that most walks share."""
    whole = ledger.one(_totals(cut)).get("cases") or 0
    return [
        Variant(
            tuple(row["path"].split(ARROW)),
            row["cases"],
            figures.share(row["cases"], whole, Cases(cut, path=row["path"]).url(), row["newest"]),
        )
        for row in ledger.rows(varied(cut).limit(most))
    ]


def waits(ledger: Ledger, walked: Lived) -> dict[str, Figure]:
    """By touchpoint: the median time since the step before, of everybody's first arrival there."""
    newest = {place.touchpoint: place.newest for place in walked.places}
    found = {row["touchpoint"]: row for row in ledger.rows(waited(walked.cut))}
    return {
        key: figures.median_hours(found.get(key), Cases(walked.cut, arrives=key).url(), when)
        for key, when in newest.items()
    }


def cuts(ledger: Ledger) -> list[tuple[str, int]]:
    """What one walk may be, most objects first: kinds of object that pass from touchpoint to touchpoint.

    A product or a region sees thousands of events and walks nowhere; a survey stays at one touchpoint.
    """
    return [(row["kind"], row["n"]) for row in ledger.rows(_kinds())]


@cache
def places(cut: str) -> Any:
    """One row a touchpoint, the columns of `Place`; busiest first."""
    walked = steps(cut)
    found = walked.group_by("touchpoint").aggregate(
        times=walked.count(),
        cases=walked.case.nunique(),
        people=walked.party.nunique(),
        starts=walked.before.isnull().cast("int64").sum(),
        ends=walked.after.isnull().cast("int64").sum(),
        position=walked.place.mean(),  # medians tie, and a tie hides which of two comes first
        newest=walked.at.max(),
    )
    return found.order_by([ibis.desc("cases"), "touchpoint"])


@cache
def moved(cut: str) -> Any:
    """One row a move, the columns of `Move`; busiest first."""
    moving = moves(cut)
    found = moving.group_by(["source", "target"]).aggregate(
        times=moving.count(),
        cases=moving.case.nunique(),
        people=moving.party.nunique(),
        mean_hours=moving.hours.mean(),
        median_hours=moving.hours.median(),
    )
    return found.order_by([ibis.desc("cases"), ibis.desc("times"), "source", "target"])


@cache
def varied(cut: str) -> Any:
    """One row a path: path, cases, newest; most shared first."""
    walks = walks_of(cut)
    found = walks.group_by("path").aggregate(cases=walks.count(), newest=walks.ended.max())
    return found.order_by([ibis.desc("cases"), "path"])


@cache
def waited(cut: str) -> Any:
    """One row a touchpoint: n, median, low, high of the hours before each walk's first arrival there."""
    walked = steps(cut)
    walked = walked.filter(walked.before.notnull())
    first = ibis.window(group_by=[walked.case, walked.touchpoint], order_by=[walked.at, walked.id])
    walked = walked.mutate(turn=ibis.row_number().over(first))
    return medians(walked.filter(walked.turn == 0), "touchpoint", "hours_waited")


@cache
def _kinds() -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind != "promise")
    seen = LIVED.filter(LIVED.touchpoint.notnull())
    joined = links.join(seen, links.evidence == seen.id)
    walks = joined.group_by(["kind", "object"]).aggregate(events=joined.id.count(), places=joined.touchpoint.nunique())
    found = walks.group_by("kind").aggregate(n=walks.count(), events=walks.events.mean(), places=walks.places.mean())
    found = found.filter((found.n >= ENOUGH) & (found.places >= 1.5) & (found.events <= LONGEST))
    return found.order_by([ibis.desc("n"), "kind"]).limit(6)


@cache
def _totals(cut: str) -> Any:
    walks = walks_of(cut)
    people = walks.party.nunique() if cut == PARTY else _people(cut)
    return walks.aggregate(
        cases=walks.count(),
        people=people,
        events=walks.steps.sum(),
        oldest=walks.began.min(),
        newest=walks.ended.max(),
        variants=walks.path.nunique(),
    )


def _people(cut: str) -> Any:
    # A walk around one object may be many people's: they are counted by the step.
    walked = steps(cut)
    return walked.aggregate(people=walked.party.nunique()).as_scalar()


@cache
def _durations(cut: str) -> Any:
    walks = walks_of(cut)
    hours = (walks.ended.epoch_seconds() - walks.began.epoch_seconds()) / 3600.0
    return medians(walks.select(all_of="case", hours=hours).mutate(all_of=ibis.literal("walk")), "all_of", "hours")
