"""Answering the mirror: leaders and staff signed in, customers by a signed link without a name."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Depends, Request, Response
from markupsafe import Markup
from starlette.datastructures import FormData

from emptychair import practise
from emptychair.core import Invalid, NotFound, Refused
from emptychair.practise import Assessment
from emptychair.shell import Need, company, guarded_router, needs, who
from emptychair.web.rendering import Page, redirect, render

KEY = "mirror-1"
OURS = ("leaders", "staff")

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One statement with its scale; the legend tells the ends, so that nobody has to see them."""

    key: str
    legend: Markup
    choices: list[tuple[str, str, None]]
    given: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All statements by dimension, and the sitting that they are answered in."""

    audience: str
    sitting: str
    dimensions: list[tuple[str, list[Question]]]
    low: str
    high: str
    action: str
    problem: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OurSheetPage(Page):
    """The statements as we say them of us."""

    template: ClassVar[str] = "assessment/answer.html"
    active: ClassVar[str] = "assessment"
    sheet: Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class TheirSheetPage(Page):
    """The statements as customers say them of us; no name, no sign-in."""

    template: ClassVar[str] = "assessment/customer.html"
    sheet: Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class ThanksPage(Page):
    """What becomes of an answer."""

    template: ClassVar[str] = "assessment/thanks.html"
    back: str


async def _given(request: Request) -> FormData:
    return await request.form()


@router.get("/assessment/answer")
@needs(Need.SIGNED_IN)
def ours(request: Request, audience: str = "staff") -> Response:
    """The sheet for leaders or staff."""
    _check(request, audience)
    sheet = _sheet(practise.assessment(KEY), audience, f"/assessment/answer?audience={audience}")
    return render(request, OurSheetPage(title=_TITLES[audience], sheet=sheet))


@router.post("/assessment/answer")
@needs(Need.SIGNED_IN)
def take_ours(request: Request, given: Annotated[FormData, Depends(_given)], audience: str = "staff") -> Response:
    """Keep a sitting of leaders or staff: who it was is not written down."""
    _check(request, audience)
    problem = _keep(request, audience, given)
    if problem:
        action = f"/assessment/answer?audience={audience}"
        sheet = _sheet(practise.assessment(KEY), audience, action, given, problem)
        return render(request, OurSheetPage(title=_TITLES[audience], sheet=sheet), 400)
    return redirect(request, "/assessment", flash="Thank you. Your answers count, your name was not kept with them.")


@router.get("/assess/{key}/{token}")
@needs(Need.ANYONE)
def theirs(request: Request, key: str, token: str) -> Response:
    """The sheet for a customer with a link."""
    house = company(request)
    link = practise.open_invitation(house.stores, key, token, house.clock())
    sheet = _sheet(practise.assessment(key), "customers", link.path)
    return render(request, TheirSheetPage(title=f"How close is {house.settings.company_name} to you?", sheet=sheet))


@router.post("/assess/{key}/{token}")
@needs(Need.ANYONE)
def take_theirs(request: Request, key: str, token: str, given: Annotated[FormData, Depends(_given)]) -> Response:
    """Keep a customer's sitting; sending it twice keeps it once."""
    house = company(request)
    link = practise.open_invitation(house.stores, key, token, house.clock())
    problem = _keep(request, "customers", given)
    if problem:
        sheet = _sheet(practise.assessment(key), "customers", link.path, given, problem)
        title = f"How close is {house.settings.company_name} to you?"
        return render(request, TheirSheetPage(title=title, sheet=sheet), 400)
    return redirect(request, f"{link.path}/thanks")


@router.get("/assess/{key}/{token}/thanks")
@needs(Need.ANYONE)
def thanks(request: Request, key: str, token: str) -> Response:
    """What becomes of it."""
    house = company(request)
    link = practise.open_invitation(house.stores, key, token, house.clock())
    return render(request, ThanksPage(title="Thank you", back=link.path))


def _check(request: Request, audience: str) -> None:
    if audience not in OURS:
        raise NotFound(f"There is no sheet for {audience!r}.", mend="Answer as leaders or as staff.")
    if audience == "leaders" and not who(request).may(Need.DECIDES):
        raise Refused("Leaders answer this sheet: those who decide.", mend="Answer as staff.")


def _keep(request: Request, audience: str, given: Mapping[str, object]) -> str:
    """Keep the answers; says what is wrong with them, or nothing."""
    house, asked = company(request), practise.assessment(KEY)
    answers = {key: str(value) for key, value in given.items() if key in _keys(asked) and value}
    sitting = str(given.get("sitting", ""))[:40] or secrets.token_hex(8)
    try:
        numbers = {key: _number(value) for key, value in answers.items()}
        practise.answer(house.stores, asked, audience=audience, who=sitting, answers=numbers, now=house.clock())
    except Invalid as error:
        return f"{error.what} {error.mend}"
    return ""


def _keys(asked: Assessment) -> set[str]:
    return {item.key for item in asked.items}


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 3):
        raise Invalid("An answer is a number of the scale.", mend="Choose one of the buttons.")
    return int(value)


def _sheet(
    asked: Assessment, audience: str, action: str, given: Mapping[str, object] | None = None, problem: str = ""
) -> Sheet:
    answers = given or {}
    sitting = str(answers.get("sitting", "")) or secrets.token_hex(8)
    dimensions = [
        (_heading(asked, place, audience), [_question(asked, item, audience, answers) for item in dimension.items])
        for place, dimension in enumerate(asked.dimensions)
    ]
    return Sheet(audience, sitting, dimensions, asked.low_label, asked.high_label, action, problem)


def _heading(asked: Assessment, place: int, audience: str) -> str:
    # The dimensions are named from our chair: to a customer, "We understand them" would be a riddle.
    return f"{place + 1} of {len(asked.dimensions)}" if audience == "customers" else asked.dimensions[place].name


def _question(asked: Assessment, item: practise.Item, audience: str, answers: Mapping[str, object]) -> Question:
    words = item.they if audience == "customers" else item.we
    ends = f", from {asked.low}, {asked.low_label.lower()}, to {asked.high}, {asked.high_label.lower()}"
    legend = Markup("{}<span class='unseen'>{}</span>").format(words, ends)
    choices: list[tuple[str, str, None]] = [(str(n), str(n), None) for n in range(asked.low, asked.high + 1)]
    held = answers.get(item.key)
    return Question(item.key, legend, choices, str(held) if held else None)


_TITLES = {"leaders": "How close are we? As leaders see it", "staff": "How close are we? As staff see it"}
