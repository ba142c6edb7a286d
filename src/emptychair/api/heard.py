"""Evidence as JSON: the list behind every number, and one piece with all that was read in it."""

from typing import Annotated, Any

from fastapi import Query, Request

from emptychair.api.paging import Listing
from emptychair.shell import Need, guarded_router, heard, needs

router = guarded_router("/api/evidence", tags=["evidence"])


@router.get("", response_model=Listing[dict[str, Any]])
@needs(Need.SEES)
def index(
    request: Request, cursor: Annotated[int, Query(ge=0)] = 0, most: Annotated[int, Query(ge=1, le=1_000)] = 100
) -> dict[str, Any]:
    """The chosen evidence, newest first; every other parameter narrows (party, act, touchpoint, promise …)."""
    which = heard.asked_for(request)
    items = heard.items(request, which, most=most + 1, offset=cursor)
    return {"items": items[:most], "next": str(cursor + most) if len(items) > most else None}


@router.get("/{number}")
@needs(Need.SEES)
def show(request: Request, number: int) -> dict[str, Any]:
    """One piece: words, score on its scale, objects, readings with reader and version."""
    return heard.item(request, number)
