"""Cases as JSON: who needs us and why; taken, answered and closed as on the pages."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import BaseModel, Field

from emptychair import care
from emptychair.api.paging import Listing
from emptychair.evidence import Channel
from emptychair.shell import Need, company, guarded_router, needs, who

router = guarded_router("/api/cases", tags=["cases"])


class Owner(BaseModel):
    """Who takes the case; empty: whoever asks."""

    owner: str = Field(default="", max_length=200)


class Answer(BaseModel):
    """What a human being told the customer, and how."""

    words: str = Field(min_length=1, max_length=20_000)
    channel: Channel = Channel.PHONE


class Closure(BaseModel):
    """Who left with their needs met."""

    outcome: Literal["both", "customer", "company", "neither"]


@router.get("")
@needs(Need.SEES_PEOPLE)
def index(
    request: Request,
    kind: str = "",
    owner: str = "",
    state: str = "waiting",
    offset: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Listing[dict[str, Any]]:
    """Most weight first, then the longest wait; `next` is the offset to go on from."""
    asked = care.Asked(kind, owner, state)
    found = care.today(company(request).stores, asked, most=most + 1, offset=offset)
    more = str(offset + most) if len(found) > most else None
    return Listing(items=[asdict(case) for case in found[:most]], next=more)


@router.get("/{case_id}")
@needs(Need.SEES_PEOPLE)
def show(request: Request, case_id: int) -> dict[str, Any]:
    """One case."""
    return asdict(care.case(company(request).stores, case_id))


@router.put("/{case_id}/owner")
@needs(Need.CHANGES_PEOPLE)
def take(request: Request, case_id: int, given: Owner) -> dict[str, Any]:
    """Take it, or hand it over."""
    house, user = company(request), who(request)
    care.assign(house.stores, case_id, owner=given.owner or user.name, now=house.clock(), by=user)
    return asdict(care.case(house.stores, case_id))


@router.post("/{case_id}/answer")
@needs(Need.CHANGES_PEOPLE)
def answer(request: Request, case_id: int, given: Answer) -> dict[str, Any]:
    """Keep what was told: it becomes evidence and stops the clock."""
    house, user = company(request), who(request)
    words, now = given.words, house.clock()
    care.answer(house.stores, case_id, words=words, channel=given.channel, by=user.name, now=now, user=user)
    return asdict(care.case(house.stores, case_id))


@router.post("/{case_id}/closure")
@needs(Need.CHANGES_PEOPLE)
def close(request: Request, case_id: int, given: Closure) -> dict[str, Any]:
    """End it."""
    house = company(request)
    care.close(house.stores, case_id, outcome=given.outcome, now=house.clock(), by=who(request))
    return asdict(care.case(house.stores, case_id))
