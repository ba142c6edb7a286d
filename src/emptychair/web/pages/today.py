"""Today: what changed, what first? Who needs us, how people feel, what is most worth doing, where the loop stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fastapi import Request, Response
from markupsafe import Markup

from emptychair import care, decide, practise
from emptychair.core import Figure
from emptychair.gaps import Gap, GapState, open_gaps
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import User
from emptychair.web import caring, chairs, charts
from emptychair.web.rendering import Page, render

FIRST, WORTH = 8, 3

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """One capability in the loop: its live count and what the count counts."""

    name: str
    icon: str
    figure: Figure
    counts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TodayPage(Page):
    """The first page of everybody's day."""

    template: ClassVar[str] = "today/show.html"
    active: ClassVar[str] = "today"
    finding: list[Any]
    turns: list[Turn]
    feeling: Markup | None
    feeling_table: charts.Table | None
    feeling_says: str
    worth: list[charts.TwoChairs]
    gaps: int
    lines: list[caring.Line]
    cases: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstDayPage(Page):
    """The same before anything was heard: what will be here, and how to fill it."""

    template: ClassVar[str] = "today/first_day.html"
    active: ClassVar[str] = "today"
    turns: list[tuple[str, str, str]]


@router.get("/")
@needs(Need.SEES)
def show(request: Request) -> Response:
    """What changed, what first?"""
    house = company(request)
    loop = practise.loop(house.stores)
    if not loop.heard:
        return render(request, FirstDayPage(title="Today", turns=_TO_COME))
    return render(request, _page(house, loop, who(request)))


def _page(house: Company, loop: practise.Loop, user: User) -> TodayPage:
    stores, now = house.stores, house.clock()
    gaps = open_gaps(stores.records)
    standing = care.standing(stores)
    named, steps = user.may(Need.SEES_PEOPLE), chairs.Steps(stores)
    course = practise.course(stores)
    first = care.today(stores, most=FIRST) if named else []
    return TodayPage(
        title="Today",
        finding=_finding(standing, gaps, now, named=named),
        turns=_turns(loop),
        feeling=_feeling(house, course) if course.points else None,
        feeling_table=charts.trend_table(_points(course), _caption(course)) if course.points else None,
        feeling_says=_caption(course),
        worth=[chairs.two_chairs(gap, steps) for gap in gaps[:WORTH]],
        gaps=len(gaps),
        lines=caring.lines(stores, first, now),
        cases=standing.cases,
    )


def _finding(standing: care.Standing, gaps: Sequence[Gap], now: datetime, *, named: bool) -> list[Any]:
    parts: list[Any] = ["Nobody is waiting for us. "]
    if standing.cases:
        people = caring.people_figure(standing)
        parts = [people if named else (people.text, None)]
        parts += [f", the longest for {caring.waited(standing.since, now)}. " if standing.since else ". "]
    worst = next((gap for gap in gaps if gap.state is GapState.OPEN), None)
    if worst is None:
        return [*parts, "No gap is open."]
    parts += ["The worst gap: ", (f"“{worst.title}”", f"/gaps/{worst.id}")]
    return [*parts, f". We hold {chairs.believed(worst)}; customers show ", worst.measured, "."]


def _feeling(house: Company, course: practise.Course) -> Markup:
    points = _points(course)
    first, last = points[0].when, points[-1].when
    made = [one for one in decide.changes(house.stores) if first <= one.made_on <= last]
    events = [charts.Event(one.made_on, one.title, f"/changes/{one.key}") for one in made]
    return charts.trend(points, finding=_caption(course), events=events, width=1060, height=230)


def _points(course: practise.Course) -> list[charts.Point]:
    return [charts.Point(day, figure) for day, figure in course.points]


def _caption(course: practise.Course) -> str:
    shown = [figure for _, figure in course.points if figure.enough and figure.value is not None]
    if not shown:
        return "Too few ratings to say how people feel."
    every = "week by week" if course.weeks == 1 else f"in blocks of {course.weeks} weeks"
    heard = sum(figure.n for _, figure in course.points)
    return f"How {heard:,} ratings felt, {every}, from −1 to +1: {shown[0].text} at first, {shown[-1].text} at last."


def _turns(loop: practise.Loop) -> list[Turn]:
    figures = (loop.listen, loop.know, loop.walk, loop.care, loop.decide, loop.practise)
    return [Turn(name, icon, figure, counts) for (name, icon, counts, _), figure in zip(_LOOP, figures, strict=True)]


_LOOP = (
    ("Listen", "messages-square", "pieces of evidence", "What people say and do, in their own words."),
    ("Know", "users", "people", "Who they are, and how little we know of them."),
    ("Walk", "route", "journeys drawn", "What it is like to be them, step by step."),
    ("Care", "hand-heart", "cases waiting", "Who needs us now, and why."),
    ("Decide", "armchair", "gaps open", "Where we believe one thing and they live another."),
    ("Practise", "handshake", "promises", "What we promised, and how often we kept it."),
)
_TO_COME = [(name, icon, says) for name, icon, _, says in _LOOP]
