"""Paths: what really happens, step by step, mined from evidence; and the walks behind every number."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import Request, Response

from emptychair import walk
from emptychair.core import Figure, Invalid
from emptychair.shell import Company, Need, company, guarded_router, needs
from emptychair.touchpoints import Touchpoint, all_touchpoints
from emptychair.web import walking
from emptychair.web.rendering import Page, download, render
from emptychair.web.tables import csv_of

router = guarded_router(documented=False)
FEW_WAYS = 30  # beyond this a map is a plate of noodles: the slider starts lower
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Picked:
    """One step looked at closely: who came by, how they felt, where from, where to."""

    name: str
    passed: Figure
    felt: walk.Felt
    waited: Figure | None
    friction: walk.Friction | None
    voices: list[walk.Voice]
    sources: list[tuple[str, Figure]]
    targets: list[tuple[str, Figure]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PathsPage(Page):
    """The process map with its controls, its table twin and its most walked paths."""

    template: ClassVar[str] = "paths/show.html"
    active: ClassVar[str] = "paths"
    asked: walking.Asked
    lived: walk.Lived
    says: str
    map: walking.ProcessMap
    cuts: list[tuple[str, str, bool, str]]
    views: list[tuple[str, str, bool]]
    names: dict[str, Touchpoint]
    picked: Picked | None
    variants: list[walk.Variant]
    moves: list[tuple[walk.Move, Figure, str]]
    hours: Figure
    waiting: Figure | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CasesPage(Page):
    """The walks that a number rests on."""

    template: ClassVar[str] = "paths/cases.html"
    active: ClassVar[str] = "paths"
    which: walk.Cases
    says: str
    count: int
    cases: list[dict[str, Any]]
    previous: str | None
    following: str | None


@router.get("/paths")
@needs(Need.SEES)
def show(
    request: Request, journey: str = "", cut: str = "", view: str = "people", detail: int = 0, step: str = ""
) -> Response:
    """The lived map of one cut, or of the cut of one drawn journey."""
    house = company(request)
    drawn = walk.journey(house.stores.records, journey) if journey else None
    cut = drawn.cut if drawn else cut or _first_cut(house)
    lived = walk.lived(house.stores.ledger, cut)
    asked = walking.Asked(journey, cut, _view(view), _detail(detail, len(lived.moves)), step)
    return render(request, _page(house, asked, lived))


@router.get("/paths/moves.csv")
@needs(Need.SEES)
def as_csv(request: Request, cut: str = walk.PARTY) -> Response:
    """Every move as a table to keep."""
    house = company(request)
    moves = walk.lived_json(walk.lived(house.stores.ledger, cut))["moves"]
    return download("moves.csv", "text/csv; charset=utf-8", csv_of(moves))


@router.get("/paths/cases")
@needs(Need.SEES)
def cases(request: Request) -> Response:
    """The walks behind a number."""
    given = dict(request.query_params)
    offset = given.pop("offset", "0")
    which = walk.Cases.from_query(given)
    return render(request, _cases_page(company(request), which, int(offset) if offset.isdigit() else 0))


def _cases_page(house: Company, which: walk.Cases, at: int) -> CasesPage:
    ledger, names = house.stores.ledger, all_touchpoints(house.stores.records)
    n = walk.count(ledger, which)
    found = walk.listed(ledger, which, offset=at, most=A_PAGE)
    return CasesPage(
        title="The walks behind a number",
        which=which,
        says=walking.cases_words(which, names),
        count=n,
        cases=[case | {"path": walking.path_of(case["path"], names)} for case in found],
        previous=f"{which.url()}&offset={max(0, at - A_PAGE)}" if at else None,
        following=f"{which.url()}&offset={at + A_PAGE}" if at + A_PAGE < n else None,
    )


def _page(house: Company, asked: walking.Asked, lived: walk.Lived) -> PathsPage:
    ledger, names = house.stores.ledger, all_touchpoints(house.stores.records)
    felt = walk.felt(ledger)
    arrivals = walk.arrivals(ledger, asked.cut)
    drawn = walking.process_map(lived, names, felt, arrivals, asked)
    return PathsPage(
        title="What really happens, step by step",
        asked=asked,
        lived=lived,
        says=f"Mined from {lived.events:,} steps of {walking.people_of(lived)}. {walking.WIDTHS[asked.view]}",
        map=drawn,
        cuts=[(words, asked.other(cut), cut == asked.cut, "") for cut, words in walking.cuts(house.stores)],
        views=[(view.capitalize(), asked.url(view=view), view == asked.view) for view in walking.VIEWS],
        names=names,
        picked=_picked(house, asked, lived, felt) if lived.place(asked.step) else None,
        variants=walk.variants(ledger, asked.cut, 8),
        moves=[(move, walk.share_of(lived, move), walking.arrival_words(arrivals, move)) for move in drawn.kept],
        hours=walk.whole_walk(ledger, lived),
        waiting=walk.asked_where_it_is(ledger, asked.cut) if asked.cut != walk.PARTY else None,
    )


def _picked(house: Company, asked: walking.Asked, lived: walk.Lived, felt: dict[str, walk.Felt]) -> Picked:
    ledger, names, key = house.stores.ledger, all_touchpoints(house.stores.records), asked.step
    into = [move for move in lived.moves if move.target == key][:5]
    out = [move for move in lived.moves if move.source == key][:5]
    return Picked(
        name=walking.name_of(names, key),
        passed=walk.passed(lived, key),
        felt=felt.get(key) or walk.felt_of(key),
        waited=walk.waits(ledger, lived).get(key),
        friction=walk.frictions(ledger, asked.cut).get(key),
        voices=walk.voices(ledger).get(key, []),
        sources=[(walking.name_of(names, move.source), walk.share_of(lived, move)) for move in into],
        targets=[(walking.name_of(names, move.target), walk.share_of(lived, move)) for move in out],
    )


def _first_cut(house: Company) -> str:
    return next((cut for cut, _ in walk.cuts(house.stores.ledger)), walk.PARTY)


def _view(view: str) -> walking.View:
    for known in walking.VIEWS:
        if known == view:
            return known
    raise Invalid(f"There is no view {view!r}.", mend=f"Use {', '.join(walking.VIEWS)}.")


def _detail(detail: int, moves: int) -> int:
    """Per cent of the ways to draw; at first as many as can be read."""
    return min(max(detail, 1), 100) if detail else min(100, max(1, 100 * FEW_WAYS // max(moves, 1)))
