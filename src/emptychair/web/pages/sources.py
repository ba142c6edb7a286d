"""Sources: what is heard from where, when last, what waits in quarantine and how it is mended."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from fastapi import Form, Request, Response

from emptychair import evidence
from emptychair.core import Figure, Invalid, count
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Source:
    """One source: how much of it was heard, how much waits, when it last spoke."""

    name: str
    heard: Figure
    set_aside: int
    newest: datetime | None

    @property
    def share_set_aside(self) -> float:
        """Per cent of all that came from it."""
        return 100 * self.set_aside / ((self.heard.n + self.set_aside) or 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcesPage(Page):
    """Every source with its health, and the reasons for which rows wait."""

    template: ClassVar[str] = "sources/index.html"
    active: ClassVar[str] = "sources"
    sources: list[Source]
    reasons: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarantinePage(Page):
    """What waits to be mended, of one source or of all."""

    template: ClassVar[str] = "sources/quarantine.html"
    active: ClassVar[str] = "sources"
    waiting: list[dict[str, Any]]
    source: str
    next_href: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MendPage(Page):
    """One row that waits, its reason, and the form that mends it."""

    template: ClassVar[str] = "sources/mend.html"
    active: ClassVar[str] = "sources"
    row: dict[str, Any]
    text: str
    can_be_mended_here: bool
    problem: str = ""


@router.get("/sources")
@needs(Need.RUNS_IMPORTS)
def index(request: Request) -> Response:
    """Every source, the latest voice first."""
    stores = company(request).stores
    reasons = evidence.quarantine_reasons(stores.records)
    aside: dict[str, int] = {}
    for row in reasons:
        aside[row["source"]] = aside.get(row["source"], 0) + row["n"]
    heard = {row["source"]: row for row in evidence.by_source(stores.ledger)}
    sources = [_source(name, heard.get(name, {}), aside.get(name, 0)) for name in sorted(heard.keys() | aside)]
    return render(request, SourcesPage(title="Sources", sources=sources, reasons=reasons))


@router.get("/quarantine")
@needs(Need.RUNS_IMPORTS)
def quarantine(request: Request, source: str = "", offset: int = 0) -> Response:
    """What waits, newest first."""
    rows = evidence.quarantined(company(request).stores.records, source, offset=offset, most=A_PAGE + 1)
    more = f"/quarantine?source={source}&offset={offset + A_PAGE}" if len(rows) > A_PAGE else None
    return render(request, QuarantinePage(title="Quarantine", waiting=rows[:A_PAGE], source=source, next_href=more))


@router.get("/quarantine/{number}")
@needs(Need.RUNS_IMPORTS)
def show(request: Request, number: int) -> Response:
    """One row as it came."""
    return render(request, _mend_page(request, number))


@router.post("/quarantine/{number}/readmission")
@needs(Need.RUNS_IMPORTS)
def readmit(request: Request, number: int, mended: Annotated[str, Form()]) -> Response:
    """Take the mended row."""
    house = company(request)
    try:
        evidence.readmit(house.stores, number, _json(mended), house.clock())
    except Invalid as error:
        return render(request, _mend_page(request, number, mended, str(error)), status=400)
    return redirect(request, "/quarantine", flash="It was taken and is evidence now.")


def _source(name: str, heard: dict[str, Any], aside: int) -> Source:
    newest = heard.get("newest")
    link = evidence.Which(source=name).url()
    return Source(name, count(heard.get("n", 0), link, newest), aside, newest)


def _mend_page(request: Request, number: int, text: str = "", problem: str = "") -> MendPage:
    row = evidence.take_out(company(request).stores.records, number)
    shown = text or json.dumps(row["raw"], ensure_ascii=False, indent=2)
    here = evidence.is_message(row["raw"])
    return MendPage(title="Mend a row", row=row, text=shown, can_be_mended_here=here, problem=problem)


def _json(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise Invalid(f"This is not JSON: {error}.", where="mended", mend="Correct that place.") from error
    if not isinstance(told, dict):
        raise Invalid("This is not one JSON object.", where="mended", mend="Keep the outer braces.")
    return told
