"""A customer's own page: everything that is held and believed about them, to see, contest, take along, erase."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Form, Request, Response

from emptychair import know, parties
from emptychair.core import Figure
from emptychair.evidence import Act, Channel, Message, ObjectRef, record
from emptychair.shell import Company, Need, company, guarded_router, needs, privacy
from emptychair.touchpoints import all_touchpoints
from emptychair.web.rendering import Page, download, redirect, render
from emptychair.web.telling import Told, told

SOURCE = "portal"
PURPOSES = (
    ("service", "To help me with what I bought or asked"),
    ("insight", "To learn from what I say, together with what others say"),
    ("marketing", "To send me offers and news"),
    ("profiling", "To work out what I might like"),
    ("special_categories", "To remember my beliefs, causes and health where I mention them"),
)

router = guarded_router("/me", documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPage(Page):
    """What a customer sees of themselves."""

    template: ClassVar[str] = "portal/show.html"
    token: str
    party: parties.Party
    names: list[tuple[str, str]]
    claims: list[know.Claim]
    unknown: Figure
    purposes: list[tuple[str, str, bool | None]]
    entries: list[Told]
    total: int


@router.get("/{token}")
@needs(Need.ANYONE)
def show(request: Request, token: str) -> Response:
    """Everything about whoever holds the link."""
    house = company(request)
    return render(request, _page(house, token, know.portal.open_link(house.stores, token, house.clock())))


@router.post("/{token}/claims/{claim_id}/contestation")
@needs(Need.ANYONE)
def contest(request: Request, token: str, claim_id: int, words: Annotated[str, Form()] = "") -> Response:
    """It is not so; what they write becomes evidence."""
    house, number = _enter(request, token)
    claim = know.one_claim(house.stores, number, claim_id)
    know.contest(house.stores, know.everyone(house.stores, number), claim_id, words, by=None, now=house.clock())
    _hear(house, number, Act.SAID, words, {"contests": claim.facet})
    return redirect(request, f"/me/{token}", flash="Thank you. We show it as contested and use it no longer.")


@router.post("/{token}/claims/{claim_id}/erasure")
@needs(Need.ANYONE)
def erase_claim(request: Request, token: str, claim_id: int) -> Response:
    """Forget one claim."""
    house, number = _enter(request, token)
    know.erase(house.stores, know.everyone(house.stores, number), claim_id, by=None, now=house.clock())
    return redirect(request, f"/me/{token}", flash="Forgotten.")


@router.post("/{token}/consents")
@needs(Need.ANYONE)
def consent(request: Request, token: str, allowed: Annotated[list[str] | None, Form()] = None) -> Response:
    """What we may do from now on."""
    house, number = _enter(request, token)
    _hear(house, number, Act.CONSENTED, "", {purpose: purpose in (allowed or []) for purpose, _ in PURPOSES})
    return redirect(request, f"/me/{token}", flash="Kept. It holds from this moment.")


@router.get("/{token}/export")
@needs(Need.ANYONE)
def export(request: Request, token: str) -> Response:
    """Everything, as a file."""
    house, number = _enter(request, token)
    text = json.dumps(privacy.export(house, number), ensure_ascii=False, indent=1, default=str)
    return download("everything-about-me.json", "application/json", text)


@router.post("/{token}/erasure")
@needs(Need.ANYONE)
def ask_for_erasure(request: Request, token: str) -> Response:
    """They ask to be forgotten: it waits for an answer as every question does."""
    house, number = _enter(request, token)
    _hear(house, number, Act.ASKED, "Please erase everything about me.", {"asks": "erasure"})
    return redirect(request, f"/me/{token}", flash="We have your wish. Somebody will answer you.")


def _enter(request: Request, token: str) -> tuple[Company, int]:
    house = company(request)
    return house, know.portal.open_link(house.stores, token, house.clock())


def _hear(house: Company, number: int, act: Act, words: str, properties: dict[str, Any]) -> None:
    """What they do here is evidence, in their own name, where they have one that evidence can carry."""
    names = tuple(parties.identifiers_of(house.stores.records, number))[:1]
    if not names or (act is Act.SAID and not words.strip()):
        return
    now = house.clock()
    told_at = f"{number}:{act}:{now.isoformat()}"
    given: dict[str, Any] = {"identifiers": names, "channel": Channel.SITE, "basis": "consent", "words": words.strip()}
    if act is Act.ASKED:
        # What waits for an answer is a ticket: care counts its hours.
        given["objects"] = (ObjectRef("ticket", told_at),)
    message = Message(SOURCE, told_at, now, act, properties=properties, **given)
    record(house.stores, [message], now=now)


def _page(house: Company, token: str, number: int) -> OwnPage:
    stores, now = house.stores, house.clock()
    party = parties.party(stores.records, number)
    held = know.claims_of(stores, number)
    known, story = know.understanding(held, now), know.story.story(stores.ledger, number)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    granted = {row["purpose"]: row["granted"] for row in parties.purposes_of(stores.records, number)}
    link = f"/me/{token}#story"
    unknown = Figure(100 * known.not_known, known.pieces, link, unit="%", newest=known.newest, decimals=0, always=True)
    return OwnPage(
        title="What we hold about you",
        token=token,
        party=party,
        names=[(name.kind.replace("_", " "), name.value) for name in parties.identifiers_of(stores.records, number)],
        claims=held,
        unknown=unknown,
        purposes=[(key, text, granted.get(key)) for key, text in PURPOSES],
        entries=[told(row, places) for row in story.entries],
        total=story.total,
    )
