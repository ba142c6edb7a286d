"""Promises: a value made testable, its record, and each case behind it."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Form, Query, Request, Response
from markupsafe import Markup

from emptychair import parties, practise, promises
from emptychair.core import Figure, Invalid, count
from emptychair.evidence import Act, Which
from emptychair.promises import Promise
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.touchpoints import all_touchpoints
from emptychair.web import chairs, charts
from emptychair.web.rendering import Page, redirect, render

MOST, BROKEN = 50, 10
OUTCOMES = {
    "all": "All", "settled": "Settled", "kept": "Kept", "late": "Late", "never": "Never came", "broken": "Broken",
    "open": "Open",
}  # fmt: skip
TONES = {"kept": "good", "late": "bad", "never": "bad", "open": "neutral"}
WORDS = {"kept": "kept", "late": "late", "never": "never came", "open": "open"}

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One promise as a page shows it."""

    pledge: practise.Pledge
    strip: Markup
    table: charts.Table
    basis: str
    stats: list[dict[str, Any]]
    rates: str

    @property
    def href(self) -> str:
        """Its own page."""
        return f"/promises/{self.pledge.promise.key}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PromisesPage(Page):
    """Every promise, the least kept first."""

    template: ClassVar[str] = "promises/index.html"
    active: ClassVar[str] = "promises"
    finding: list[Any]
    drawn: list[Drawn]


@dataclass(frozen=True, kw_only=True, slots=True)
class PromisePage(Page):
    """One promise with what it broke."""

    template: ClassVar[str] = "promises/show.html"
    active: ClassVar[str] = "promises"
    drawn: Drawn
    gap: charts.TwoChairs | None
    broken: list[dict[str, Any]]
    broken_total: int
    broken_href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseCasesPage(Page):
    """The cases of a promise that a number counts, each with its evidence."""

    template: ClassVar[str] = "promises/cases.html"
    active: ClassVar[str] = "promises"
    promise: Promise
    cases: list[dict[str, Any]]
    total: Figure
    outcomes: list[tuple[str, str, bool]]
    month: str
    shown: str
    json: str
    prev_href: str | None
    next_href: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseFormPage(Page):
    """A promise being written: errors stand where they are mended."""

    template: ClassVar[str] = "promises/edit.html"
    active: ClassVar[str] = "promises"
    key: str
    given: dict[str, str]
    errors: list[tuple[str, str]]
    acts: list[tuple[str, str]]
    bases: list[tuple[str, str]]
    touchpoints: list[tuple[str, str]]


class Written:
    """What the form says; empty parts are refused by the room, in its own words."""

    def __init__(
        self,
        name: Annotated[str, Form()] = "",
        company_value: Annotated[str, Form()] = "",
        behaviour: Annotated[str, Form()] = "",
        standard: Annotated[str, Form()] = "",
        measure: Annotated[str, Form()] = "",
        object_kind: Annotated[str, Form()] = "",
        kept_act: Annotated[str, Form()] = "received",
        basis: Annotated[str, Form()] = "calendar_day",
        touchpoint: Annotated[str, Form()] = "",
        owner: Annotated[str, Form()] = "",
        review_by: Annotated[str, Form()] = "",
    ) -> None:
        """One field each."""
        given = {"name": name, "company_value": company_value, "behaviour": behaviour, "standard": standard}
        given |= {"measure": measure, "object_kind": object_kind, "kept_act": kept_act, "basis": basis}
        given |= {"touchpoint": touchpoint, "owner": owner, "review_by": review_by}
        self.fields = {key: value.strip() for key, value in given.items()}


@router.get("/promises")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """Every promise."""
    house = company(request)
    drawn = [_drawn(one) for one in practise.pledges(house.stores, house.clock())]
    return render(request, PromisesPage(title="Promises", finding=_finding(drawn), drawn=drawn))


@router.get("/promises/new")
@needs(Need.DECIDES)
def new(request: Request) -> Response:
    """An empty form."""
    return render(request, _form(company(request), "", {}))


@router.post("/promises")
@needs(Need.DECIDES)
def create(request: Request, written: Annotated[Written, Depends()]) -> Response:
    """State a promise."""
    key = re.sub(r"[^a-z0-9]+", "-", written.fields["name"].lower()).strip("-")[:100]
    known = {one.key for one in promises.all_promises(company(request).stores.records)}
    if not key or key in known:
        says = "Another promise has this name." if key else "A promise needs a name."
        return render(request, _form(company(request), "", written.fields, [("name", says)]), 400)
    return _state(request, key, written.fields)


@router.get("/promises/{key}")
@needs(Need.SEES)
def show(request: Request, key: str) -> Response:
    """One promise: its record by both bases, its gap, what it broke."""
    house = company(request)
    pledge = practise.pledge(house.stores, key, house.clock())
    return render(request, _page(house, pledge))


@router.get("/promises/{key}/edit")
@needs(Need.DECIDES)
def edit(request: Request, key: str) -> Response:
    """The form with what is stated."""
    house = company(request)
    stated = promises.promise(house.stores.records, key)
    given = {name: "" if value is None else str(value) for name, value in asdict(stated).items()}
    given["review_by"] = stated.review_by.date().isoformat() if stated.review_by else ""
    return render(request, _form(house, key, given))


@router.post("/promises/{key}")
@needs(Need.DECIDES)
def change(request: Request, key: str, written: Annotated[Written, Depends()]) -> Response:
    """State a promise anew: every case is judged by it at once."""
    promises.promise(company(request).stores.records, key)
    return _state(request, key, written.fields)


@router.get("/promises/{key}/cases")
@needs(Need.SEES)
def cases(
    request: Request, key: str, outcome: str = "all", month: str = "", offset: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """Exactly the cases that a number counts."""
    house = company(request)
    stated = promises.promise(house.stores.records, key)
    return render(request, _cases(house, stated, outcome, month, offset))


def _state(request: Request, key: str, given: dict[str, str]) -> Response:
    house, now = company(request), company(request).clock()
    try:
        promises.define(house.stores.records, _promise(house, key, given), now)
    except Invalid as error:
        return render(request, _form(house, key, given, _errors(given, error)), 400)
    note(house.stores, who(request), "stated", "promise", key, now=now)
    return redirect(request, f"/promises/{key}", flash="Stated. Every case is judged by it from now on.")


def _promise(house: Company, key: str, given: dict[str, str]) -> Promise:
    known = next((one for one in promises.all_promises(house.stores.records) if one.key == key), None)
    try:
        review_by = datetime.fromisoformat(given["review_by"]).replace(tzinfo=UTC) if given["review_by"] else None
    except ValueError as error:
        raise Invalid("This is not a date.", where="review_by", mend="Write it as 2024-05-31.") from error
    fields = {name: value for name, value in given.items() if name != "review_by"}
    fields["owner"] = fields["owner"] or "CX lead"
    return Promise(key, **fields, since=known.since if known else None, review_by=review_by)


def _errors(given: dict[str, str], error: Invalid) -> list[tuple[str, str]]:
    empty = [name for name in _CHAIN if not given[name]]
    if not empty:
        return [(error.where if error.where in given else "basis", f"{error.what} {error.mend}")]
    return [(name, f"A promise without {_CHAIN[name]} cannot be tested.") for name in empty]


def _form(
    house: Company, key: str, given: dict[str, str], errors: list[tuple[str, str]] | None = None
) -> PromiseFormPage:
    places = all_touchpoints(house.stores.records)
    blank = dict.fromkeys((*_CHAIN, "name", "touchpoint", "owner", "review_by"), "")
    return PromiseFormPage(
        title="State a promise" if not key else "State it anew",
        key=key,
        given=blank | {"kept_act": "received", "basis": "calendar_day", "object_kind": "order"} | given,
        errors=errors or [],
        acts=[(act.value, act.value.replace("_", " ")) for act in (Act.RECEIVED, Act.WAS_TOLD, Act.WAS_SERVED)],
        bases=[("calendar_day", "By the end of that calendar day"), ("instant", "By that very instant")],
        touchpoints=[("", "none"), *((place.key, place.name) for place in places.values())],
    )


def _drawn(pledge: practise.Pledge) -> Drawn:
    months, stated = _months(pledge), pledge.promise
    believed = pledge.gap.believed if pledge.gap and pledge.gap.measured.unit == "%" else None
    says = f"{stated.name}: {pledge.kept.rate.text} kept, month by month"
    strip = charts.strip(months, finding=says, width=1030, claimed=believed)
    own, other = practise.basis_words(stated.basis), practise.basis_words(_other(stated.basis))
    rates = f"{pledge.kept.rate.text} {own}, {pledge.other.text} {other}" if pledge.differs else ""
    table = charts.strip_table(months, f"{stated.name}, month by month")
    return Drawn(pledge, strip, table, f"Kept means: {own}", _stats(pledge), rates)


def _stats(pledge: practise.Pledge) -> list[dict[str, Any]]:
    kept, key = pledge.kept, pledge.promise.key
    tone = "bad" if pledge.gap else None
    stats: list[dict[str, Any]] = [{"label": "Kept, of what was settled", "figure": kept.rate}]
    if tone:
        stats[0]["tone"] = tone
    for label, outcome, n in (("Late", "late", kept.late), ("Never came", "never", kept.never)):
        stats.append({"label": label, "figure": count(n, practise.cases_url(key, outcome), kept.rate.newest)})
    return [*stats, {"label": "Open", "figure": count(kept.open, practise.cases_url(key, "open"), kept.rate.newest)}]


def _months(pledge: practise.Pledge) -> list[charts.PromiseMonth]:
    key = pledge.promise.key
    return [
        charts.PromiseMonth(
            _short(row["month"]), row["kept"], row["late"], row["never"], practise.cases_url(key, month=row["month"])
        )
        for row in pledge.months
    ]


def _short(month: str) -> str:
    when = datetime.fromisoformat(f"{month}-01")
    return when.strftime("%b %y") if when.month == 1 else when.strftime("%b")


def _finding(drawn: list[Drawn]) -> list[Any]:
    kept = [one for one in drawn if one.pledge.kept.rate.enough]
    if not kept:
        return ["No promise has been tested by enough cases yet."]
    worst = kept[0]
    parts: list[Any] = ["Least kept: ", (f"“{worst.pledge.promise.name}”", worst.href), ", ", worst.pledge.kept.rate]
    if worst.pledge.gap:
        parts += [", where we hold ", (chairs.believed(worst.pledge.gap), f"/gaps/{worst.pledge.gap.id}")]
    if worst.pledge.kept.never:
        never = count(worst.pledge.kept.never, practise.cases_url(worst.pledge.promise.key, "never"))
        parts += [". Beside that rate, ", never, " never came"]
    return [*parts, "."]


def _page(house: Company, pledge: practise.Pledge) -> PromisePage:
    stated = pledge.promise
    found = practise.promise_cases(house.stores, stated, house.clock(), outcome="broken", most=BROKEN)
    return PromisePage(
        title=stated.name,
        drawn=_drawn(pledge),
        gap=chairs.two_chairs(pledge.gap, chairs.Steps(house.stores)) if pledge.gap else None,
        broken=_rows(house, found.cases),
        broken_total=found.total,
        broken_href=practise.cases_url(stated.key, "broken"),
    )


def _cases(house: Company, stated: Promise, outcome: str, month: str, offset: int) -> PromiseCasesPage:
    now, most = house.clock(), MOST
    found = practise.promise_cases(house.stores, stated, now, outcome=outcome, month=month, most=most, offset=offset)
    here, last = practise.cases_url(stated.key, outcome, month), min(offset + most, found.total)
    return PromiseCasesPage(
        title=f"{OUTCOMES[outcome]}: {stated.name}",
        promise=stated,
        cases=_rows(house, found.cases),
        total=count(found.total, here, unit="case" if found.total == 1 else "cases"),
        outcomes=[(word, practise.cases_url(stated.key, key, month), key == outcome) for key, word in OUTCOMES.items()],
        month=month,
        shown=f"{offset + 1:,} to {last:,} of {found.total:,}" if found.total else "none",
        json=f"/api{here}",
        prev_href=f"{here}&offset={max(offset - most, 0)}" if offset else None,
        next_href=f"{here}&offset={offset + most}" if last < found.total else None,
    )


def _rows(house: Company, found: Any) -> list[dict[str, Any]]:
    names = parties.named(house.stores.records, [row["party"] for row in found if row["party"] is not None])
    return [
        row
        | {"href": _evidence(row), "tone": TONES[row["outcome"]], "word": WORDS[row["outcome"]]}
        | {"name": names[row["party"]].label if row["party"] in names else "nobody we know"}
        | {"due_at": _local(row["due_at"], row["due_offset"]), "done_at": _local(row["done_at"], row["done_offset"])}
        for row in found
    ]


def _evidence(row: dict[str, Any]) -> str:
    ids = [row["promised_evidence"], row["done_evidence"]]
    return Which(ids=",".join(str(number) for number in ids if number is not None)).url()


def _local(moment: datetime | None, minutes: int | None) -> datetime | None:
    # As the clock on the wall had it, where it was promised and where it came.
    return moment + timedelta(minutes=minutes or 0) if moment else None


def _other(basis: str) -> str:
    return next(one for one in promises.BASES if one != basis)


_CHAIN = {"company_value": "a value", "behaviour": "behaviour", "standard": "a standard", "measure": "a measure",
          "object_kind": "an object"}  # fmt: skip
