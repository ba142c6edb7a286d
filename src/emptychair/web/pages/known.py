"""What we know: coverage of everybody, by facet and role; the share that we do not know comes first."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import Request, Response
from markupsafe import Markup

from emptychair import know
from emptychair.core import Figure
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web import charts
from emptychair.web.rendering import Page, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPage(Page):
    """The map of what is known, guessed, known once, unknown."""

    template: ClassVar[str] = "know/known.html"
    active: ClassVar[str] = "known"
    finding: list[Any]
    stats: list[dict[str, Any]]
    map: Markup
    table: charts.Table
    facets: list[know.Facet]
    measured: bool


@router.get("/known")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """As last measured."""
    return render(request, _page(know.covered(company(request).stores)))


def _page(found: dict[str, dict[str, know.Covered]]) -> KnownPage:
    rows, columns = _rows(found), [facet.label for facet in know.FACETS.values()]
    whole = found.get(know.EVERYBODY, {}).get("")
    says = (
        f"We do not know {100 * (1 - whole.mean):.0f} % of {whole.people:,} people" if whole else "Nobody is known yet"
    )
    return KnownPage(
        title="What we know",
        finding=_finding(whole),
        stats=_stats(found.get(know.EVERYBODY, {})),
        map=charts.heat(rows, columns, finding=says),
        table=charts.heat_table(rows, columns, "What is known of whom"),
        facets=list(know.FACETS.values()),
        measured=whole is not None,
    )


def _finding(whole: know.Covered | None) -> list[Any]:
    if whole is None:
        return ["Nothing is measured yet: it is counted after new evidence was read."]
    says = " of what there is to know about our people; of the tenth that we know least, "
    return ["We do not know ", _share(1 - whole.mean, whole), says, _share(1 - whole.worst_tenth, whole), "."]


def _stats(facets: dict[str, know.Covered]) -> list[dict[str, Any]]:
    ranked = sorted((one for key, one in facets.items() if key), key=lambda one: -one.mean)
    best, worst = ranked[:1], ranked[-1:]
    named = [("Best known", one) for one in best] + [("Least known", one) for one in worst]
    return [
        {"label": f"{label}: {know.FACETS[one.facet].label}", "figure": _share(one.mean, one), "note": "on average"}
        for label, one in named
    ]


def _share(value: float, of: know.Covered) -> Figure:
    link = "/people" if of.role == know.EVERYBODY else f"/people?role={of.role}"
    return Figure(100 * value, of.people, link, unit="%", newest=of.newest, decimals=0)


def _rows(found: dict[str, dict[str, know.Covered]]) -> list[charts.HeatRow]:
    order = sorted(found, key=lambda role: (role != know.EVERYBODY, -found[role][""].people))
    return [_row(role, found[role]) for role in order]


def _row(role: str, facets: dict[str, know.Covered]) -> charts.HeatRow:
    link = "/people" if role == know.EVERYBODY else f"/people?role={role}"
    return charts.HeatRow(role.capitalize(), link, tuple(_cell(facets[key], link) for key in know.FACETS))


def _cell(one: know.Covered, link: str) -> charts.Cell:
    counts = {"known": one.known, "guessed": one.guessed, "stale": one.stale}
    unknown = one.people - sum(counts.values())
    note = f"{100 * one.known / one.people:.0f} % of {one.people:,} people" if one.people else "nobody"
    most = max(counts, key=lambda state: counts[state])
    state: Any = most if counts[most] > unknown else "unknown"
    return charts.Cell(state, one.known, note, link)
