"""Gaps as JSON: both chairs, the difference, one owner, one next verb; worst first."""

from typing import Annotated, Any

from fastapi import Query, Request

from emptychair import gaps
from emptychair.api.paging import Listing, number
from emptychair.gaps import gap_json
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api", tags=["gaps"])


@router.get("/gaps")
@needs(Need.SEES)
def index(
    request: Request,
    cursor: str = "",
    most: Annotated[int, Query(ge=1, le=1000)] = 100,
    closed: bool = False,
    kind: str = "",
) -> Listing[dict[str, Any]]:
    """Every gap that stands, or those that evidence closed."""
    found = gaps.open_gaps(company(request).stores.records, closed=closed, subject_kind=kind)
    start = number(cursor) or 0
    end = start + most
    return Listing(items=[gap_json(gap) for gap in found[start:end]], next=str(end) if len(found) > end else None)


@router.get("/gaps/{gap_id}")
@needs(Need.SEES)
def show(request: Request, gap_id: int) -> dict[str, Any]:
    """One gap, with every measurement of it."""
    records = company(request).stores.records
    gap = gaps.gap(records, gap_id)
    return gap_json(gap) | {"history": gaps.history(records, gap_id)}
