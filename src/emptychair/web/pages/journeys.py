"""Journeys: what it is like to be them, drawn beside lived, step by step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from fastapi import Form, Request, Response
from markupsafe import Markup

from emptychair import walk
from emptychair.core import Figure
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.touchpoints import Touchpoint, all_touchpoints
from emptychair.web import charts, walking
from emptychair.web.rendering import Page, download, redirect, render
from emptychair.web.tables import csv_of

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Small:
    """One journey of the list: its picture in small."""

    picture: walk.Picture
    curve: Markup
    worst: walk.LivedStep | None


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneysPage(Page):
    """Every drawn journey as a small multiple, and what could be drawn next."""

    template: ClassVar[str] = "journeys/index.html"
    active: ClassVar[str] = "journeys"
    journeys: list[Small]
    cuts: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyPage(Page):
    """One journey: the sentence, the figures, and one table whose rows are lanes."""

    template: ClassVar[str] = "journeys/show.html"
    active: ClassVar[str] = "journeys"
    picture: walk.Picture
    subtitle: str
    finding: list[Any]
    stats: list[dict[str, Any]]
    curve: Markup
    curve_table: charts.Table
    column: int
    icons: dict[str, str]
    names: dict[str, Touchpoint]
    moves: list[tuple[walk.Move, Figure]]
    versions: list[dict[str, Any]]


@router.get("/journeys")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """All of them, small."""
    house = company(request)
    pictures = [walk.picture(house.stores, drawn, house.clock()) for drawn in walk.all_journeys(house.stores.records)]
    small = [Small(one, walking.mini_curve(one), next(iter(one.heard), None)) for one in pictures]
    return render(request, JourneysPage(title="Journeys", journeys=small, cuts=walking.cuts(house.stores)))


@router.post("/journeys")
@needs(Need.DECIDES)
def begin(request: Request, name: Annotated[str, Form()], cut: Annotated[str, Form()]) -> Response:
    """Draw a new journey, to begin with in the order in which people live it."""
    house = company(request)
    key = walk.begin(house.stores, name, cut, by=who(request).name, now=house.clock())
    return redirect(request, f"/journeys/{key}/edit", flash="Drawn as people live it. Now say how you mean it.")


@router.get("/journeys/{key}")
@needs(Need.SEES)
def show(request: Request, key: str, version: int | None = None) -> Response:
    """One journey, drawn and lived."""
    house = company(request)
    drawn = walk.journey(house.stores.records, key, version)
    return render(request, _page(house, walk.picture(house.stores, drawn, house.clock())))


@router.get("/journeys/{key}/steps.csv")
@needs(Need.SEES)
def as_csv(request: Request, key: str) -> Response:
    """The steps as a table to keep."""
    house = company(request)
    picture = walk.picture(house.stores, walk.journey(house.stores.records, key), house.clock())
    return download(f"{key}.csv", "text/csv; charset=utf-8", csv_of(walk.step_rows(picture)))


def _page(house: Company, picture: walk.Picture) -> JourneyPage:
    records = house.stores.records
    return JourneyPage(
        title=picture.drawn.name,
        subtitle=_subtitle(picture),
        picture=picture,
        finding=walking.finding(picture),
        stats=_stats(picture),
        curve=walking.curve(picture),
        curve_table=charts.curve_table(walking.moments(picture), f"How people feel along {picture.drawn.name}"),
        column=walking.column_width(picture),
        icons=walking.CHANNEL_ICONS,
        names=all_touchpoints(records),
        moves=[(move, walk.share_of(picture.lived, move)) for move in picture.undrawn_moves[:8]],
        versions=walk.versions(records, picture.drawn.key),
    )


def _subtitle(picture: walk.Picture) -> str:
    lived, drawn = picture.lived, picture.drawn
    period = f", {_day(lived.oldest)} to {_day(lived.newest)}" if lived.oldest and lived.newest else ""
    return f"{walking.people_of(lived)}{period}. Version {drawn.version}, drawn by {drawn.drawn_by}."


def _stats(picture: walk.Picture) -> list[dict[str, Any]]:
    heard = picture.heard
    ways = f"in {picture.lived.variants:,} ways"
    stats: list[dict[str, Any]] = [{"label": "Walks", "figure": picture.lived.total, "note": ways}]
    if heard:
        low = heard[0]
        stats.append({"label": "Lowest moment", "figure": low.felt.figure, "note": low.name, "tone": "bad"})
    kept = [one for step in picture.steps for one in step.kept if one.rate.enough]
    if kept:
        stats.append({"label": kept[0].promise.name, "figure": kept[0].rate})
    stats.append({"label": "Walked as drawn", "figure": picture.conformance.walks})
    silent = len(picture.unheard)
    of = f"{silent} of {len(picture.steps)}"
    stats.append({"label": "Steps without enough voices", "text": of, "href": "#lanes"})
    return stats


def _day(moment: datetime) -> str:
    return moment.strftime("%-d %b %Y")
