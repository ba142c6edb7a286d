"""Journeys and paths as JSON: drawn, lived, and the walks behind a number."""

from typing import Any

from fastapi import Request

from emptychair import walk
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api", tags=["journeys"])


@router.get("/journeys")
@needs(Need.SEES)
def index(request: Request) -> dict[str, list[dict[str, Any]]]:
    """Every drawn journey in its latest version."""
    return {"items": [walk.drawn_json(drawn) for drawn in walk.all_journeys(company(request).stores.records)]}


@router.get("/journeys/{key}")
@needs(Need.SEES)
def show(request: Request, key: str, version: int | None = None) -> dict[str, Any]:
    """One journey drawn and lived, step by step, each figure with n, interval and evidence."""
    house = company(request)
    drawn = walk.journey(house.stores.records, key, version)
    return walk.journey_json(walk.picture(house.stores, drawn, house.clock()))


@router.get("/paths")
@needs(Need.SEES)
def paths(request: Request, cut: str = walk.PARTY) -> dict[str, Any]:
    """The lived map of one cut: "party", or a kind of object."""
    return walk.lived_json(walk.lived(company(request).stores.ledger, cut))
