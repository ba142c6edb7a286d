"""Decisions as JSON: the log, and each with its gap, its changes and how its forecast came out."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query, Request

from emptychair import decide
from emptychair.api.paging import Listing, number
from emptychair.shell import Company, Need, company, guarded_router, needs

router = guarded_router("/api/decisions", tags=["decisions"])


@router.get("")
@needs(Need.SEES)
def index(
    request: Request, cursor: str = "", most: Annotated[int, Query(ge=1, le=1000)] = 100
) -> Listing[dict[str, Any]]:
    """The log, newest first."""
    found = decide.decisions(company(request).stores)
    start = number(cursor) or 0
    end = start + most
    items = [asdict(one) | {"url": f"/decisions/{one.id}"} for one in found[start:end]]
    return Listing(items=items, next=str(end) if len(found) > end else None)


@router.get("/{decision_id}")
@needs(Need.SEES)
def show(request: Request, decision_id: int) -> dict[str, Any]:
    """One decision: its changes with every check, and the forecast against what was measured."""
    house = company(request)
    decided = decide.decision(house.stores, decision_id)
    score = decide.scored(house.stores, decided)
    told = {"verdict": score.verdict, "error": score.error, "change": score.change.key} if score else None
    return asdict(decided) | {"changes": _changes(house, decision_id), "forecast_scored": told}


def _changes(house: Company, decision_id: int) -> list[dict[str, Any]]:
    return [
        asdict(made) | {"checks": [asdict(check) for check in decide.checks_of(house.stores, made.key)]}
        for made in decide.changes_of(house.stores, decision_id)
    ]
