"""People as JSON: who somebody is, what is believed and not known of them, everything, or nothing any more."""

from typing import Annotated, Any

from fastapi import Query, Request

from emptychair import know
from emptychair.api.paging import Listing
from emptychair.shell import Need, company, guarded_router, needs, privacy, who

router = guarded_router("/api/people", tags=["people"])


@router.get("", response_model=Listing[dict[str, Any]])
@needs(Need.SEES_PEOPLE)
def index(
    request: Request,
    role: str = "",
    sort: str = "need",
    cursor: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> dict[str, Any]:
    """Who needs us, first come first."""
    house = company(request)
    found, total = know.people(house.stores, now=house.clock(), role=role, order=sort, most=most, offset=cursor)
    after = cursor + most
    return {"items": [one.as_json() for one in found], "next": str(after) if after < total else None}


@router.get("/find")
@needs(Need.SEES_PEOPLE)
def find(request: Request, name: str) -> dict[str, int]:
    """The number of whoever goes by "kind:value"."""
    return {"id": privacy.find(company(request), name)}


@router.get("/{number}")
@needs(Need.SEES_PEOPLE)
def show(request: Request, number: int) -> dict[str, Any]:
    """Claims with their evidence, what is unknown, coverage, what happened last."""
    return privacy.show(company(request), number, who(request))


@router.get("/{number}/export")
@needs(Need.ERASES_PEOPLE)
def export(request: Request, number: int) -> dict[str, Any]:
    """Everything that is held about them (GDPR 15, 20)."""
    return privacy.export(company(request), number, who(request))


@router.post("/{number}/erasure")
@needs(Need.ERASES_PEOPLE)
def erase(request: Request, number: int) -> dict[str, int]:
    """Forget them everywhere (GDPR 17); this cannot be undone."""
    return privacy.erase(company(request), number, who(request))
