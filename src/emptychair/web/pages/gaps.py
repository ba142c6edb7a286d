"""Gaps: the one list, worst first, and each gap with both chairs, the voices that carry it and what is not known."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Form, Request, Response
from markupsafe import Markup

from emptychair import decide, gaps
from emptychair.core import EmptyChairError, Figure
from emptychair.decide import course, voices
from emptychair.gaps import VERBS, Gap, GapState
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.web import asking, chairs, charts, deciding
from emptychair.web.rendering import Page, download, redirect, render
from emptychair.web.tables import csv_of

router = guarded_router(documented=False)
WORST = 4  # shown with all their words; the others a line each


@dataclass(frozen=True, kw_only=True, slots=True)
class GapsPage(Page):
    """Every gap as two chairs, chosen by state and by what it is about."""

    template: ClassVar[str] = "gaps/index.html"
    active: ClassVar[str] = "gaps"
    finding: list[Any]
    stats: list[dict[str, Any]]
    states: list[tuple[str, str, bool, str]]
    kinds: list[tuple[str, str, bool, None]]
    worst: list[charts.TwoChairs]
    others: list[charts.TwoChairs]
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GapPage(Page):
    """One gap: what we believe, what they lived, who carries it, what nobody knows, and what is done next."""

    template: ClassVar[str] = "gaps/show.html"
    active: ClassVar[str] = "gaps"
    gap: Gap
    chairs: charts.TwoChairs
    finding: list[Any]
    carried: voices.Carried
    unknown: voices.Unknown | None
    chart: Markup | None
    table: charts.Table | None
    history: list[list[Any]]
    decisions: list[decide.Decision]
    verbs: list[tuple[str, str]]
    given: dict[str, str]
    errors: asking.Errors


@router.get("/gaps")
@needs(Need.SEES)
def index(request: Request, state: str = "", kind: str = "") -> Response:
    """The list."""
    return render(request, _list(company(request), state, kind))


@router.get("/gaps.csv")
@needs(Need.SEES)
def as_csv(request: Request) -> Response:
    """The gaps that stand as a table to keep."""
    rows = [deciding.row_of(gap) for gap in gaps.open_gaps(company(request).stores.records)]
    return download("gaps.csv", "text/csv; charset=utf-8", csv_of(rows))


@router.get("/gaps/{gap_id}")
@needs(Need.SEES)
def show(request: Request, gap_id: int) -> Response:
    """One gap."""
    house = company(request)
    return render(request, _page(house, gaps.gap(house.stores.records, gap_id), {}, []))


@router.post("/gaps/{gap_id}/owner")
@needs(Need.DECIDES)
def own(
    request: Request, gap_id: int, owner: Annotated[str, Form()] = "", next_verb: Annotated[str, Form()] = ""
) -> Response:
    """Give it an owner and a next verb."""
    house, given = company(request), {"owner": owner, "next_verb": next_verb}
    try:
        gaps.assign(house.stores.records, gap_id, owner=owner, next_verb=next_verb)
    except EmptyChairError as error:
        gap = gaps.gap(house.stores.records, gap_id)
        return render(request, _page(house, gap, given, asking.beside(error, "owner")), 400)
    note(house.stores, who(request), "gave an owner to", "gap", str(gap_id), given, now=house.clock())
    return redirect(request, f"/gaps/{gap_id}", flash=f"{owner} owns this gap. Next: {next_verb}.")


def _list(house: Company, state: str, kind: str) -> GapsPage:
    records = house.stores.records
    standing, closed = gaps.open_gaps(records), gaps.open_gaps(records, closed=True)
    chosen = [gap for gap in _of_state(standing, closed, state) if kind in ("", gap.subject_kind)]
    steps = chairs.Steps(house.stores)
    drawn = [chairs.two_chairs(gap, steps) for gap in chosen]
    return GapsPage(
        title="Gaps",
        finding=deciding.finding(standing, len(closed)),
        stats=_stats(standing, closed),
        states=_states(state, kind),
        kinds=_kinds([*standing, *closed], state, kind),
        worst=drawn[:WORST],
        others=drawn[WORST:],
        state=state,
    )


def _page(house: Company, gap: Gap, given: dict[str, str], errors: asking.Errors) -> GapPage:
    stores, now = house.stores, house.clock()
    measure = voices.measure_of(stores, gap, now)
    chart, table = _chart(house, measure, gap)
    found = decide.consequence(stores, measure) if measure else None
    return GapPage(
        title=gap.title,
        gap=gap,
        chairs=chairs.two_chairs(gap, chairs.Steps(stores), gap.url),
        finding=[*deciding.gap_sentence(gap), *deciding.consequence_sentence(found)],
        carried=voices.carried_by(stores, gap, now),
        unknown=voices.unknown(stores, measure, gap.measured) if measure else None,
        chart=chart,
        table=table,
        history=_history(house, gap),
        decisions=decide.decisions(stores, gap.id),
        verbs=[(verb, chairs.VERBS[verb]) for verb in VERBS],
        given={"owner": gap.owner, "next_verb": gap.next_verb} | given,
        errors=errors,
    )


def _chart(house: Company, measure: decide.Measure | None, gap: Gap) -> tuple[Markup | None, charts.Table | None]:
    if measure is None or not measure.has_months:
        return None, None
    spans = course.months(house.stores, measure)
    return deciding.months_chart(spans, gap.believed, measure.name) if spans else (None, None)


def _history(house: Company, gap: Gap) -> list[list[Any]]:
    return [_row(gap, measurement) for measurement in reversed(gaps.history(house.stores.records, gap.id))]


def _row(gap: Gap, then: dict[str, Any]) -> list[Any]:
    unit, decimals = gap.measured.unit, gap.measured.decimals
    figure = Figure(then["value"], then["n"], "", then["low"], then["high"], unit, decimals=decimals)
    return [
        f"{then['at']:%-d %b %Y, %H:%M}",
        chairs.in_words(then["believed"], unit, decimals),
        figure.text,
        figure.interval_text or "–",
        f"{then['n']:,}",
        chairs.STATES[GapState(then["state"])],
    ]


def _of_state(standing: list[Gap], closed: list[Gap], state: str) -> list[Gap]:
    known = {GapState.CLOSED: closed, "": standing}
    return known.get(state, [gap for gap in standing if gap.state == state])


def _stats(standing: list[Gap], closed: list[Gap]) -> list[dict[str, Any]]:
    unheard = sum(gap.state is GapState.UNHEARD for gap in standing)
    decided = sum(gap.next_verb in ("act", "check", "tell back", "listen") for gap in standing)
    return [
        {"label": "Open", "text": f"{len(standing) - unheard}", "href": "/gaps?state=open"},
        {"label": "Not heard enough", "text": f"{unheard}", "href": "/gaps?state=unheard"},
        {"label": "Closed by evidence", "text": f"{len(closed)}", "href": "/gaps?state=closed"},
        {"label": "With a decision under way", "text": f"{decided}", "href": "/decisions"},
    ]


def _states(state: str, kind: str) -> list[tuple[str, str, bool, str]]:
    words = {"": ("All that stand", "armchair"), "open": ("Open", "frown"), "unheard": ("Not heard enough", "meh")}
    words |= {"closed": ("Closed by evidence", "smile")}
    return [(text, _link(key, kind), key == state, icon) for key, (text, icon) in words.items()]


def _kinds(all_of_them: list[Gap], state: str, kind: str) -> list[tuple[str, str, bool, None]]:
    found = sorted({gap.subject_kind for gap in all_of_them})
    return [("Everything", _link(state, ""), not kind, None)] + [
        (f"{one.capitalize()}s", _link(state, one), one == kind, None) for one in found
    ]


def _link(state: str, kind: str) -> str:
    given = [f"{key}={value}" for key, value in (("state", state), ("kind", kind)) if value]
    return "/gaps" + (f"?{'&'.join(given)}" if given else "")
