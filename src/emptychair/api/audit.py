"""The audit trail as JSON."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query, Request

from emptychair import staff
from emptychair.api.paging import Listing, listing, number
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api/audit", tags=["staff"])


@router.get("", response_model=Listing[dict[str, Any]])
@needs(Need.ADMINISTERS)
def index(
    request: Request,
    kind: str = "",
    subject: str = "",
    cursor: str = "",
    most: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> dict[str, Any]:
    """The newest first, of one subject or of all."""
    stores = company(request).stores
    found = staff.trail(stores, subject_kind=kind, subject=subject, before=number(cursor), most=most + 1)
    return listing([asdict(entry) for entry in found], most, "id")
