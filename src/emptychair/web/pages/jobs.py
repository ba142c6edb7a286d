"""Jobs: what runs in the background, how far it is, what failed and may be tried again."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Request, Response

from emptychair import jobs
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class JobsPage(Page):
    """The newest jobs and how many stand in each state."""

    template: ClassVar[str] = "jobs/index.html"
    active: ClassVar[str] = "jobs"
    jobs: list[jobs.Job]
    states: dict[str, int]


@router.get("/jobs")
@needs(Need.RUNS_IMPORTS)
def index(request: Request) -> Response:
    """The newest first."""
    stores = company(request).stores
    return render(request, JobsPage(title="Jobs", jobs=jobs.recent(stores), states=jobs.states(stores)))


@router.post("/jobs/{number}/retry")
@needs(Need.RUNS_IMPORTS)
def retry(request: Request, number: int) -> Response:
    """Try a failed job again."""
    house = company(request)
    jobs.retry(house.stores, number, house.clock())
    return redirect(request, "/jobs", flash=f"Job {number} is waiting again.")
