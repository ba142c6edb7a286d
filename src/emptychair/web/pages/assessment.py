"""How close are we? The same statements from leaders, staff and customers, side by side."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Form, Query, Request, Response
from markupsafe import Markup

from emptychair import practise
from emptychair.core import Figure
from emptychair.practise import Mirrored
from emptychair.shell import Need, company, guarded_router, needs, who
from emptychair.web import charts
from emptychair.web.rendering import Page, redirect, render

KEY = "mirror-1"

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the mirror: a dimension, or a statement of one that is open."""

    mirrored: Mirrored
    picture: Markup
    gap: str
    tone: str
    href: str  # opens or shuts the dimension; empty for a statement
    open: bool
    alpha: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MirrorPage(Page):
    """The dimensions by their gap, the open one with its statements."""

    template: ClassVar[str] = "assessment/show.html"
    active: ClassVar[str] = "assessment"
    finding: list[Any]
    rows: list[Row]
    anchors: tuple[str, str]
    table: charts.Table
    links: list[practise.Invitation]
    base_url: str


@router.get("/assessment")
@needs(Need.SEES)
def show(request: Request, opened: Annotated[str, Query(alias="open")] = "") -> Response:
    """The mirror; `open` names the dimension that shows its statements."""
    house = company(request)
    dimensions, items = practise.mirror(house.stores, KEY)
    ordered = sorted(dimensions, key=lambda one: (one.difference is None, one.difference or 0.0))
    links = practise.invitations(house.stores, KEY, house.clock()) if who(request).may(Need.DECIDES) else []
    return render(request, _page(ordered, items, opened, links, str(request.base_url).rstrip("/")))


@router.post("/assessment/links")
@needs(Need.DECIDES)
def link(request: Request, note: Annotated[str, Form()] = "") -> Response:
    """A link to give to customers: signed, without a name, for ninety days."""
    house = company(request)
    practise.invite(house.stores, KEY, note=note, by=who(request), now=house.clock())
    return redirect(request, "/assessment#links", flash="The link is made. Whoever has it may answer, without a name.")


def _page(
    dimensions: list[Mirrored], items: list[Mirrored], opened: str, links: list[practise.Invitation], base_url: str
) -> MirrorPage:
    asked = practise.assessment(KEY)
    rows: list[Row] = []
    for dimension in dimensions:
        rows.append(_row(dimension, asked, dimension.key == opened, f"/assessment?open={dimension.key}"))
        if dimension.key == opened:
            rows += [_row(item, asked, True, "") for item in items if item.key.partition(".")[0] == opened]
    return MirrorPage(
        title="How close are we?",
        finding=_finding(dimensions),
        rows=rows,
        anchors=(f"{asked.low} {asked.low_label.lower()}", f"{asked.high} {asked.high_label.lower()}"),
        table=charts.dumbbell_table([_pair(one) for one in dimensions], "The mirror by dimension"),
        links=links,
        base_url=base_url,
    )


def _row(one: Mirrored, asked: practise.Assessment, opened: bool, href: str) -> Row:
    difference = one.difference
    return Row(
        mirrored=one,
        picture=charts.dumbbell_cell(_pair(one), low=asked.low, high=asked.high, width=220),
        gap="not known" if difference is None else f"{difference:+.2f}".replace("-", "−"),
        tone="neutral" if difference is None or abs(difference) < 0.5 else "bad" if difference < 0 else "good",
        href=("/assessment" if opened else href) if href else "",
        open=opened,
        alpha="" if one.alpha is None else f"{one.alpha:.2f}".replace("-", "−"),
    )


def _pair(one: Mirrored) -> charts.Pair:
    leaders = one.leaders.value if one.leaders.enough else None
    return charts.Pair(one.name, leaders, one.customers, one.staff, decimals=2)


def _finding(dimensions: list[Mirrored]) -> list[Any]:
    known = [one for one in dimensions if one.difference is not None]
    if not known:
        asked = [("leaders", "leaders"), ("staff", "staff"), ("customers", "customers")]
        counts = ", ".join(f"{_most(dimensions, name)} {word}" for name, word in asked)
        return [f"Not known yet: {counts} have answered. From five of each on, this says where we differ most."]
    widest, closest = known[0], known[-1]
    parts: list[Any] = ["Furthest apart: ", (f"“{widest.name}”", f"/assessment?open={widest.key}"), ". Leaders say "]
    parts += [widest.leaders, ", customers say ", widest.customers]
    if closest is not widest:
        parts += [". Closest: ", (f"“{closest.name}”", f"/assessment?open={closest.key}")]
    return [*parts, "."]


def _most(dimensions: list[Mirrored], audience: str) -> int:
    figures: list[Figure] = [getattr(one, audience) for one in dimensions]
    return max((figure.n for figure in figures), default=0)
