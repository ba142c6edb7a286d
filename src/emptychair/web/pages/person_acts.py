"""What staff do about one person: claim, contest, correct, erase a claim; undo a merge; export, erase, invite."""

import json
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import know, parties
from emptychair.shell import Need, company, guarded_router, needs, privacy, who
from emptychair.web.rendering import Page, download, redirect, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasurePage(Page):
    """Are you sure: what would go, and that it does not come back."""

    template: ClassVar[str] = "people/erasure.html"
    active: ClassVar[str] = "people"
    party: parties.Party
    pieces: int
    claims: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkPage(Page):
    """The way into their own page, shown once."""

    template: ClassVar[str] = "people/portal_link.html"
    active: ClassVar[str] = "people"
    party: parties.Party
    link: str


@router.post("/people/{number}/claims")
@needs(Need.CHANGES_PEOPLE)
def claim(
    request: Request,
    number: int,
    facet: Annotated[str, Form()] = "",
    statement: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    evidence: Annotated[str, Form()] = "",
    quote: Annotated[str, Form()] = "",
) -> Response:
    """What a member of staff believes, with why."""
    house = company(request)
    rests = {"evidence": int(evidence) if evidence.isdecimal() else None, "quote": quote}
    know.claim(house.stores, number, facet, statement, why=why, by=who(request), now=house.clock(), **rests)  # type: ignore[arg-type]
    return redirect(request, f"/people/{number}", flash="The claim is kept, with your name and your why.")


@router.post("/people/{number}/claims/{claim_id}/contestation")
@needs(Need.CHANGES_PEOPLE)
def contest(request: Request, number: int, claim_id: int, words: Annotated[str, Form()] = "") -> Response:
    """The person says that it is not so."""
    house = company(request)
    numbers = know.everyone(house.stores, number)
    know.contest(house.stores, numbers, claim_id, words, by=who(request), now=house.clock())
    return redirect(request, f"/people/{number}", flash="The claim is contested: shown, and no longer used.")


@router.post("/people/{number}/claims/{claim_id}/correction")
@needs(Need.CHANGES_PEOPLE)
def correct(request: Request, number: int, claim_id: int, statement: Annotated[str, Form()] = "") -> Response:
    """How it really is."""
    house = company(request)
    numbers = know.everyone(house.stores, number)
    know.correct(house.stores, numbers, claim_id, statement, by=who(request), now=house.clock())
    return redirect(request, f"/people/{number}", flash="The claim is corrected.")


@router.post("/people/{number}/claims/{claim_id}/erasure")
@needs(Need.CHANGES_PEOPLE)
def erase_claim(request: Request, number: int, claim_id: int) -> Response:
    """Forget one claim."""
    house = company(request)
    numbers = know.everyone(house.stores, number)
    know.erase(house.stores, numbers, claim_id, by=who(request), now=house.clock())
    return redirect(request, f"/people/{number}", flash="The claim is forgotten.")


@router.post("/people/{number}/merges/{merge_id}/undoing")
@needs(Need.ERASES_PEOPLE)
def split(request: Request, number: int, merge_id: int) -> Response:
    """Two people again; everything stands where it stood."""
    house = company(request)
    numbers = know.everyone(house.stores, number)
    parties.split(house.stores, merge_id, author=who(request).name, now=house.clock())
    know.believe_of(house.stores, numbers, house.clock())
    return redirect(request, f"/people/{number}", flash="They are two people again.")


@router.get("/people/{number}/export")
@needs(Need.ERASES_PEOPLE)
def export(request: Request, number: int) -> Response:
    """Everything that is held about them, as a file."""
    told = privacy.export(company(request), number, who(request))
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    return download(f"person-{number}.json", "application/json", text)


@router.get("/people/{number}/erasure")
@needs(Need.ERASES_PEOPLE)
def confirm(request: Request, number: int) -> Response:
    """Are you sure?"""
    stores = company(request).stores
    party = parties.party(stores.records, number)
    pieces, claims = know.story.story(stores.ledger, party.id).total, len(know.claims_of(stores, party.id))
    page = ErasurePage(title=f"Erase {party.label}", party=party, pieces=pieces, claims=claims)
    return render(request, page)


@router.post("/people/{number}/erasure")
@needs(Need.ERASES_PEOPLE)
def erase(request: Request, number: int) -> Response:
    """Forget them everywhere."""
    gone = privacy.erase(company(request), number, who(request))["evidence"]
    return redirect(request, "/people", flash=f"Erased: {gone:,} pieces of evidence and all that rested on them.")


@router.post("/people/{number}/portal-link")
@needs(Need.CHANGES_PEOPLE)
def invite(request: Request, number: int) -> Response:
    """A link to their own page."""
    house = company(request)
    party = parties.party(house.stores.records, number)
    token = know.portal.portal_link(house.stores, party.id, by=who(request), now=house.clock())
    link = f"{str(request.base_url).rstrip('/')}/me/{token}"
    return render(request, LinkPage(title=f"A link for {party.label}", party=party, link=link))
