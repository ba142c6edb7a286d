"""Decisions: the log, the form that asks for the customer's interest, and each with the other chair speaking."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import decide, gaps
from emptychair.core import EmptyChairError
from emptychair.decide import voices
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.web import asking, chairs, charts, deciding
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
FIELDS = (
    "title", "kind", "customer_interest", "measure", "forecast", "forecast_low", "forecast_high", "review", "gap",
)  # fmt: skip
Text = Annotated[str, Form()]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionsPage(Page):
    """The log."""

    template: ClassVar[str] = "decisions/index.html"
    active: ClassVar[str] = "decisions"
    decisions: list[tuple[decide.Decision, decide.Scored | None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDecisionPage(Page):
    """The form of a decision, with both chairs of its gap beside it."""

    template: ClassVar[str] = "decisions/new.html"
    active: ClassVar[str] = "decisions"
    chairs: charts.TwoChairs | None
    carried: voices.Carried | None
    measures: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    given: dict[str, str]
    errors: asking.Errors


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionPage(Page):
    """One decision: what was forecast and measured, both chairs, the other chair's words, and its review."""

    template: ClassVar[str] = "decisions/show.html"
    active: ClassVar[str] = "decisions"
    decision: decide.Decision
    measure: str
    forecast: str
    scored: deciding.Score | None
    chairs: charts.TwoChairs | None
    carried: voices.Carried | None
    unknown: voices.Unknown | None
    changes: list[decide.Change]
    due: bool
    errors: asking.Errors


@router.get("/decisions")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """The log, newest first."""
    stores = company(request).stores
    log = [(one, decide.scored(stores, one)) for one in decide.decisions(stores)]
    return render(request, DecisionsPage(title="Decisions", decisions=log))


@router.get("/decisions/new")
@needs(Need.DECIDES)
def begin(request: Request, gap: int | None = None) -> Response:
    """The form, filled in from a gap."""
    house = company(request)
    given = dict.fromkeys(FIELDS, "") | {"kind": "operational", "gap": "" if gap is None else str(gap)}
    if gap is not None:
        measure = voices.measure_of(house.stores, gaps.gap(house.stores.records, gap), house.clock())
        given["measure"] = measure.key if measure else ""
    return render(request, _form(house, given, []))


@router.post("/decisions")
@needs(Need.DECIDES)
def take(
    request: Request, title: Text = "", kind: Text = "", customer_interest: Text = "", measure: Text = "",
    forecast: Text = "", forecast_low: Text = "", forecast_high: Text = "", review: Text = "", gap: Text = "",
) -> Response:  # fmt: skip
    """Decide, or see what is still missing."""
    house = company(request)
    told = (title, kind, customer_interest, measure, forecast, forecast_low, forecast_high, review, gap)
    given = dict(zip(FIELDS, told, strict=True))
    try:
        number = _decide(house, given, who(request).name)
    except EmptyChairError as error:
        return render(request, _form(house, given, asking.beside(error, *FIELDS)), 400)
    note(house.stores, who(request), "decided", "decision", str(number), {"title": title}, now=house.clock())
    return redirect(request, f"/decisions/{number}", flash="Decided. On the day of review it is looked at again.")


@router.get("/decisions/{decision_id}")
@needs(Need.SEES)
def show(request: Request, decision_id: int) -> Response:
    """One decision."""
    house = company(request)
    return render(request, _page(house, decide.decision(house.stores, decision_id), []))


@router.post("/decisions/{decision_id}/review")
@needs(Need.DECIDES)
def review(request: Request, decision_id: int, outcome: Text = "") -> Response:
    """Write down what came of it."""
    house = company(request)
    try:
        decide.review(house.stores, decision_id, outcome, house.clock())
    except EmptyChairError as error:
        page = _page(house, decide.decision(house.stores, decision_id), asking.beside(error, "outcome"))
        return render(request, page, 400)
    note(house.stores, who(request), "reviewed", "decision", str(decision_id), now=house.clock())
    return redirect(request, f"/decisions/{decision_id}", flash="Reviewed.")


def _decide(house: Company, given: dict[str, str], by: str) -> int:
    value = asking.number(given["forecast"], "forecast")
    low, high = (asking.number(given[name] or given["forecast"], name) for name in ("forecast_low", "forecast_high"))
    return decide.decide(
        house.stores,
        title=given["title"],
        kind=given["kind"],
        customer_interest=given["customer_interest"],
        measure=given["measure"],
        forecast=(value, low, high),
        review_on=asking.day(given["review"], "review"),
        by=by,
        now=house.clock(),
        gap_id=int(given["gap"]) if given["gap"].isdigit() else None,
    )


def _form(house: Company, given: dict[str, str], errors: asking.Errors) -> NewDecisionPage:
    stores = house.stores
    gap = deciding.gap_or_none(stores, int(given["gap"]) if given["gap"].isdigit() else None)
    return NewDecisionPage(
        title="Decide",
        chairs=chairs.two_chairs(gap, chairs.Steps(stores)) if gap else None,
        carried=voices.carried_by(stores, gap, house.clock(), most=3) if gap else None,
        measures=deciding.measure_options(house, given["measure"]),
        kinds=[(kind, kind.capitalize()) for kind in decide.KINDS],
        given=given,
        errors=errors,
    )


def _page(house: Company, decided: decide.Decision, errors: asking.Errors) -> DecisionPage:
    stores, now = house.stores, house.clock()
    gap = deciding.gap_or_none(stores, decided.gap_id)
    measure = deciding.measure_or_none(house, decided.measure)
    carried, unknown = _other_chair(house, measure, gap)
    unit = measure.unit if measure else ""
    return DecisionPage(
        title=decided.title,
        decision=decided,
        measure=measure.name if measure else decided.measure,
        forecast=deciding.forecast_words(decided, unit),
        scored=deciding.score(house, decided),
        chairs=chairs.two_chairs(gap, chairs.Steps(stores)) if gap else None,
        carried=carried,
        unknown=unknown,
        changes=decide.changes_of(stores, decided.id),
        due=decided.reviewed_at is None and decided.review_on <= now.date(),
        errors=errors,
    )


def _other_chair(
    house: Company, measure: decide.Measure | None, gap: gaps.Gap | None
) -> tuple[voices.Carried | None, voices.Unknown | None]:
    stores, now = house.stores, house.clock()
    if measure is None:
        return (voices.carried_by(stores, gap, now) if gap else None), None
    figure, _ = decide.measured(stores, measure)
    carried = voices.carried_by(stores, gap, now) if gap else None
    if carried is None and figure.value is not None:
        carried = voices.heard_on(stores, measure, figure.value)
    return carried, voices.unknown(stores, measure, figure)
