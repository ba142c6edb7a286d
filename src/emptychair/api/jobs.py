"""Background jobs as JSON."""

from dataclasses import asdict
from typing import Any

from fastapi import Request

from emptychair import jobs
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api/jobs", tags=["jobs"])


@router.get("")
@needs(Need.RUNS_IMPORTS)
def index(request: Request, most: int = 50) -> dict[str, list[dict[str, Any]]]:
    """The newest first."""
    return {"items": [asdict(job) for job in jobs.recent(company(request).stores, min(most, 500))]}


@router.get("/{number}")
@needs(Need.RUNS_IMPORTS)
def show(request: Request, number: int) -> dict[str, Any]:
    """One job, as often as one wants to know how far it is."""
    return asdict(jobs.job(company(request).stores, number))


@router.post("/{number}/retry", status_code=202)
@needs(Need.RUNS_IMPORTS)
def retry(request: Request, number: int) -> dict[str, Any]:
    """Let a failed job run again."""
    house = company(request)
    jobs.retry(house.stores, number, house.clock())
    return asdict(jobs.job(house.stores, number))
