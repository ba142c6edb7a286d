"""Tell-backs: you said, we did; drafted for exactly those whose words caused it, approved, marked as sent."""

from dataclasses import asdict, dataclass, replace
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import Form, Request, Response

from emptychair import decide
from emptychair.core import EmptyChairError, Figure, count
from emptychair.decide import course, tellbacks
from emptychair.evidence import Channel, Which
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.web import asking, deciding
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
CHOSEN_BY = ("topic", "spoken_of", "touchpoint", "words", "since", "until", "at_most")
SHOWN = 500
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Told:
    """One tell-back as "you said, we did": some of the words, the change, what it did, how many were told."""

    told: decide.TellBack
    change: decide.Change
    said: tuple[tellbacks.Said, ...]
    effect: str
    people: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class TellBacksPage(Page):
    """What is on its way, and what was told."""

    template: ClassVar[str] = "tell_backs/index.html"
    active: ClassVar[str] = "tellbacks"
    waiting: list[Told]
    sent: list[Told]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTellBackPage(Page):
    """The draft: whose words caused the change, exactly who is told, who is held back and why, and our words."""

    template: ClassVar[str] = "tell_backs/new.html"
    active: ClassVar[str] = "tellbacks"
    changes: list[tuple[str, str]]
    given: dict[str, str]
    caused_by: str
    evidence: str
    audience: tellbacks.Audience | None
    shown: int
    words: str
    errors: asking.Errors


@dataclass(frozen=True, kw_only=True, slots=True)
class TellBackPage(Page):
    """One tell-back with everybody it is for, each beside their own words."""

    template: ClassVar[str] = "tell_backs/show.html"
    active: ClassVar[str] = "tellbacks"
    told: decide.TellBack
    change: decide.Change
    effect: str
    evidence: str
    people: list[tellbacks.Heard]
    channels: list[tuple[str, str]]
    problem: str


@router.get("/tell-backs")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """You said, we did."""
    stores = company(request).stores
    all_of_them = [_told(company(request), one) for one in tellbacks.tell_backs(stores)]
    waiting = [one for one in all_of_them if one.told.state != "sent"]
    sent = [one for one in all_of_them if one.told.state == "sent"]
    return render(request, TellBacksPage(title="You said, we did", waiting=waiting, sent=sent))


@router.get("/tell-backs/new")
@needs(Need.DECIDES)
def begin(request: Request, change: str = "") -> Response:
    """Choose a change and the words that caused it; see who would be told."""
    house, query = company(request), dict(request.query_params)
    which = tellbacks.chosen_by(query)
    if which == Which() and change:
        which = _before(house, decide.change(house.stores, change))
    note(house.stores, who(request), "saw the audience of", "change", change or "none", now=house.clock())
    return render(request, _form(house, change, which, "", []))


@router.post("/tell-backs")
@needs(Need.DECIDES)
def draft(request: Request, change: Text = "", caused_by: Text = "", words: Text = "") -> Response:
    """Keep the draft, or see what is still missing."""
    house = company(request)
    which = tellbacks.chosen_from(caused_by)
    by, now = who(request).name, house.clock()
    try:
        number = tellbacks.draft(house.stores, change_key=change, words=words, caused_by=which, by=by, now=now)
    except EmptyChairError as error:
        errors = asking.beside(error, "words", "caused_by", "change")
        return render(request, _form(house, change, which, words, errors), error.status)
    note(house.stores, who(request), "drafted", "tell-back", str(number), now=now)
    return redirect(request, f"/tell-backs/{number}", flash="Drafted. A colleague reads it and approves.")


@router.get("/tell-backs/{number}")
@needs(Need.SEES_PEOPLE)
def show(request: Request, number: int) -> Response:
    """One of them, with names: the look is noted."""
    house = company(request)
    note(house.stores, who(request), "saw who is told by", "tell-back", str(number), now=house.clock())
    return render(request, _page(house, number, ""))


@router.post("/tell-backs/{number}/approval")
@needs(Need.DECIDES)
def approve(request: Request, number: int) -> Response:
    """A second look."""
    house = company(request)
    try:
        tellbacks.approve(house.stores, number, by=who(request).name, now=house.clock())
    except EmptyChairError as error:
        return render(request, _page(house, number, f"{error.what} {error.mend}"), error.status)
    note(house.stores, who(request), "approved", "tell-back", str(number), now=house.clock())
    return redirect(request, f"/tell-backs/{number}", flash="Approved. Send it by your own channel, then mark it here.")


@router.post("/tell-backs/{number}/sending")
@needs(Need.DECIDES)
def mark_sent(request: Request, number: int, channel: Annotated[Channel, Form()] = Channel.EMAIL) -> Response:
    """Note that it was sent: it then stands on everybody's timeline."""
    house = company(request)
    try:
        told = tellbacks.mark_sent(house.stores, number, channel=channel, now=house.clock())
    except EmptyChairError as error:
        return render(request, _page(house, number, f"{error.what} {error.mend}"), error.status)
    note(house.stores, who(request), "sent", "tell-back", str(number), {"people": told}, now=house.clock())
    return redirect(request, "/tell-backs", flash=f"Told {told:,} {'person' if told == 1 else 'people'}.")


def _before(house: Company, made: decide.Change) -> Which:
    """A first choice of the words that caused a change: unhappy ones from before it, where it was made."""
    measure = decide.measurable(house.stores, made.measure, house.clock())
    start, _ = course.window(made)
    which = replace(measure.which, words="any", since=start.isoformat(), until=made.made_on.isoformat())
    if made.touched:
        which = replace(which, object_kind=made.unit_kind, among=",".join(made.touched))
    if measure.which.scale:
        return replace(which, at_most=(measure.low + measure.high) / 2)
    if measure.which.promise:
        return replace(which, act="", chair="customer", about="late")
    return which


def _told(house: Company, told: decide.TellBack) -> Told:
    heard = tellbacks.recipients(house.stores, told.id)
    said = tuple(said for one in heard[:2] for said in one.words[:1])
    people = count(told.people, f"/evidence?{urlencode({'object_kind': 'tell_back', 'object': told.id})}", told.sent_at)
    made = decide.change(house.stores, told.change_key)
    return Told(told, made, said, _effect(house, made), people)


def _effect(house: Company, made: decide.Change) -> str:
    found = decide.checks_of(house.stores, made.key)
    return f"{deciding.verdict(found[0]).rstrip('.')}, by {found[0].rung}." if found else ""


def _form(house: Company, change: str, which: Which, words: str, errors: asking.Errors) -> NewTellBackPage:
    chosen = {key: value for key, value in asdict(which).items() if value not in ("", None)}
    return NewTellBackPage(
        title="Tell them back",
        changes=[(made.key, made.title) for made in decide.changes(house.stores)],
        given={name: str(chosen.get(name, "")) for name in CHOSEN_BY} | {"change": change},
        caused_by=urlencode(chosen),
        evidence=which.url(),
        audience=tellbacks.audience(house.stores, which, house.clock()) if chosen else None,
        shown=SHOWN,
        words=words,
        errors=errors,
    )


def _page(house: Company, number: int, problem: str) -> TellBackPage:
    told = tellbacks.tell_back(house.stores, number)
    made = decide.change(house.stores, told.change_key)
    return TellBackPage(
        title="Tell-back: " + made.title,
        told=told,
        change=made,
        effect=_effect(house, made),
        evidence=tellbacks.caused_by(told).url(),
        people=tellbacks.recipients(house.stores, number),
        channels=[(str(one), str(one).replace("_", " ").capitalize()) for one in tellbacks.CHANNELS],
        problem=problem,
    )
