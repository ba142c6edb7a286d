"""Changes: what was done, on which day, to whom; and whether it helped, on a named rung of the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, ClassVar

from fastapi import Form, Request, Response
from markupsafe import Markup

from emptychair import decide
from emptychair.core import EmptyChairError, Figure
from emptychair.decide import course
from emptychair.methods import effects
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.web import asking, chairs, charts, deciding
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
FIELDS = ("title", "made_on", "measure", "owner", "expected", "window", "unit_kind", "decision")
WINDOW_DAYS = 180
Text = Annotated[str, Form()]
Texts = Annotated[Sequence[str], Form()]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesPage(Page):
    """Every change with its latest check."""

    template: ClassVar[str] = "changes/index.html"
    active: ClassVar[str] = "changes"
    changes: list[tuple[decide.Change, decide.Check | None, str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChangePage(Page):
    """The form of a change: first what kind of units it touched, then which."""

    template: ClassVar[str] = "changes/new.html"
    active: ClassVar[str] = "changes"
    measures: list[tuple[str, str]]
    kinds: list[tuple[str, str, bool, None]]
    units: list[str]
    touched: Sequence[str]
    given: dict[str, str]
    errors: asking.Errors


@dataclass(frozen=True, slots=True)
class Drawn:
    """One side of a change as a picture and as a table."""

    title: str
    svg: Markup
    table: charts.Table
    weeks: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePage(Page):
    """One change: the verdict in a sentence, its rung with its assumption, the course, the units, every check."""

    template: ClassVar[str] = "changes/show.html"
    active: ClassVar[str] = "changes"
    change: decide.Change
    measure: decide.Measure
    finding: list[Any]
    tone: str
    check: decide.Check | None
    effect: Figure | None
    rungs: list[tuple[str, str, bool]]
    drawn: list[Drawn]
    units: list[list[Any]]
    forecast: list[tuple[str, str, str]]
    checks: list[list[Any]]
    decision: decide.Decision | None
    problem: str


@router.get("/changes")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """All of them, the latest first."""
    house = company(request)
    return render(
        request, ChangesPage(title="Changes", changes=[_row(house, made) for made in decide.changes(house.stores)])
    )


@router.get("/changes/new")
@needs(Need.DECIDES)
def begin(request: Request, decision: int | None = None, unit_kind: str = "") -> Response:
    """The form, filled in from a decision."""
    house = company(request)
    given = dict.fromkeys(FIELDS, "") | {"unit_kind": unit_kind, "window": str(WINDOW_DAYS), "owner": who(request).name}
    if decision is not None:
        cause = decide.decision(house.stores, decision)
        given |= {"decision": str(decision), "measure": cause.measure, "title": cause.title}
        given |= {"expected": f"{cause.forecast:g}"}
    return render(request, _form(house, given, [], []))


@router.post("/changes")
@needs(Need.DECIDES)
def plan(
    request: Request, title: Text = "", made_on: Text = "", measure: Text = "", owner: Text = "", expected: Text = "",
    window: Text = "", unit_kind: Text = "", decision: Text = "", touched: Texts = (),
) -> Response:  # fmt: skip
    """Record it, or see what is still missing."""
    house, told = company(request), (title, made_on, measure, owner, expected, window, unit_kind, decision)
    given = dict(zip(FIELDS, told, strict=True))
    try:
        made = _change(given, touched)
        decide.plan_change(house.stores, made, house.clock())
    except EmptyChairError as error:
        return render(request, _form(house, given, touched, asking.beside(error, *FIELDS)), 400)
    note(house.stores, who(request), "planned", "change", made.key, given, now=house.clock())
    return redirect(request, f"/changes/{made.key}", flash="Recorded. Check it when its evidence is in.")


@router.get("/changes/{key}")
@needs(Need.SEES)
def show(request: Request, key: str) -> Response:
    """One change."""
    house = company(request)
    return render(request, _page(house, decide.change(house.stores, key), ""))


@router.post("/changes/{key}/checks")
@needs(Need.DECIDES)
def check(request: Request, key: str) -> Response:
    """Measure it now and keep the answer."""
    house = company(request)
    try:
        found = decide.check(house.stores, key, house.clock())
    except EmptyChairError as error:
        return render(request, _page(house, decide.change(house.stores, key), f"{error.what} {error.mend}"), 400)
    note(house.stores, who(request), "checked", "change", key, {"verdict": found.verdict}, now=house.clock())
    return redirect(request, f"/changes/{key}", flash=deciding.verdict(found))


def _change(given: dict[str, str], touched: Sequence[str]) -> decide.Change:
    return decide.Change(
        asking.slug(given["title"]),
        given["title"].strip(),
        asking.day(given["made_on"], "made_on"),
        given["measure"],
        given["owner"].strip(),
        int(given["decision"]) if given["decision"].isdigit() else None,
        given["unit_kind"] if touched else "",
        tuple(touched),
        asking.number(given["expected"] or "0", "expected"),
        int(asking.number(given["window"] or str(WINDOW_DAYS), "window")),
    )


def _row(house: Company, made: decide.Change) -> tuple[decide.Change, decide.Check | None, str, str]:
    found = next(iter(decide.checks_of(house.stores, made.key)), None)
    measure = deciding.measure_or_none(house, made.measure)
    better = measure.higher_is_better if measure else True
    tone = deciding.tone_of(found, more_is_better=better) if found else "neutral"
    return made, found, deciding.verdict(found) if found else "", tone


def _form(house: Company, given: dict[str, str], touched: Sequence[str], errors: asking.Errors) -> NewChangePage:
    stores, chosen = house.stores, given["unit_kind"]
    query = f"decision={given['decision']}&" if given["decision"] else ""
    kinds = [("Everybody", f"/changes/new?{query}unit_kind=", not chosen, None)]
    for kind in course.unit_kinds(stores):
        kinds.append((f"Some {kind}s", f"/changes/new?{query}unit_kind={kind}", kind == chosen, None))
    return NewChangePage(
        title="Plan a change",
        measures=deciding.measure_options(house, given["measure"]),
        kinds=kinds,
        units=course.units_heard(stores, chosen) if chosen else [],
        touched=touched,
        given=given,
        errors=errors,
    )


def _page(house: Company, made: decide.Change, problem: str) -> ChangePage:
    stores = house.stores
    measure = decide.measurable(stores, made.measure, house.clock())
    checks = decide.checks_of(stores, made.key)
    latest = checks[0] if checks else None
    sides = course.course(stores, made, measure)
    effect = deciding.effect(latest, sides, course.heard_around(made, measure)) if latest else None
    return ChangePage(
        title=made.title,
        change=made,
        measure=measure,
        finding=deciding.change_sentence(made, measure, latest, effect),
        tone=deciding.tone_of(latest, more_is_better=measure.higher_is_better) if latest else "neutral",
        check=latest,
        effect=effect,
        rungs=[(rung, effects.ASSUMPTIONS[rung], latest is not None and latest.rung == rung) for rung in effects.RUNGS],
        drawn=[_drawn(made, side, latest) for side in sides if side.spans],
        units=_units(house, made, measure),
        forecast=_forecast(made, measure, latest),
        checks=_checks(checks),
        decision=decide.decision(stores, made.decision_id) if made.decision_id else None,
        problem=problem,
    )


def _drawn(made: decide.Change, side: course.Side, latest: decide.Check | None) -> Drawn:
    titles = {course.ALL: "Before and after", course.TOUCHED: "Where it was made", course.UNTOUCHED: "Where it was not"}
    return Drawn(titles[side.name], *deciding.course_chart(made, side, latest, f"/changes/{made.key}"), side.weeks)


def _units(house: Company, made: decide.Change, measure: decide.Measure) -> list[list[Any]]:
    if not made.touched:
        return []
    units = course.units_of(house.stores, made, measure)
    return [[unit.name, "touched" if unit.touched else "untouched", unit.before, unit.after] for unit in units]


def _forecast(made: decide.Change, measure: decide.Measure, latest: decide.Check | None) -> list[tuple[str, str, str]]:
    start, end = course.window(made)
    unit = "points" if measure.unit == "%" else measure.unit
    return [
        ("flag", "The day", f"{made.made_on:%-d %B %Y}"),
        ("user", "Owner", made.owner),
        ("target", "Shown by", measure.name),
        (
            "trending-up",
            "Expected",
            chairs.in_words(made.expected, unit, 2) if made.expected else "nothing was forecast",
        ),
        ("check", "Measured", deciding.verdict(latest) if latest else "not checked yet"),
        ("calendar-clock", "Looks at", f"{start:%-d %b %Y} to {end - timedelta(days=1):%-d %b %Y}"),
    ]


def _checks(checks: list[decide.Check]) -> list[list[Any]]:
    return [[f"{one.checked_at:%-d %b %Y, %H:%M}", deciding.verdict(one), one.rung, one.says] for one in checks]
