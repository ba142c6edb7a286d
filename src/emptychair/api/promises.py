"""Promises as JSON: what is promised, how often it was kept, and the cases behind it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query, Request

from emptychair import practise, promises
from emptychair.api.paging import Listing
from emptychair.practise import Pledge
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api/promises", tags=["promises"])


@router.get("")
@needs(Need.SEES)
def index(request: Request) -> Listing[dict[str, Any]]:
    """Every promise with its record, the least kept first."""
    house = company(request)
    return Listing(items=[_told(one) for one in practise.pledges(house.stores, house.clock())])


@router.get("/{key}")
@needs(Need.SEES)
def show(request: Request, key: str) -> dict[str, Any]:
    """One promise with its record, month by month."""
    house = company(request)
    pledge = practise.pledge(house.stores, key, house.clock())
    return _told(pledge) | {"months": list(pledge.months)}


@router.get("/{key}/cases")
@needs(Need.SEES)
def cases(
    request: Request,
    key: str,
    outcome: str = "all",
    month: str = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Listing[dict[str, Any]]:
    """Its cases, the latest due first; nobody's name. `next` is the offset to go on from."""
    house = company(request)
    stated = promises.promise(house.stores.records, key)
    asked: dict[str, Any] = {"outcome": outcome, "month": month, "most": most, "offset": offset}
    found = practise.promise_cases(house.stores, stated, house.clock(), **asked)
    more = str(offset + most) if offset + most < found.total else None
    return Listing(items=[{key: row[key] for key in row if key != "party"} for row in found.cases], next=more)


def _told(pledge: Pledge) -> dict[str, Any]:
    kept = pledge.kept
    counts = {"kept": kept.kept, "late": kept.late, "never": kept.never, "open": kept.open}
    rates = {"rate": kept.rate.as_json(), "rate_by_the_other_basis": pledge.other.as_json()}
    gap = pledge.gap.id if pledge.gap else None
    return asdict(pledge.promise) | counts | rates | {"review_overdue": pledge.overdue, "gap": gap}
