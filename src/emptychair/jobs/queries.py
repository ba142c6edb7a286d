"""Reading jobs."""

from typing import Any

from sqlalchemy import func, select

from emptychair.core import NotFound
from emptychair.jobs.model import Job, JobState
from emptychair.jobs.schema import jobs
from emptychair.store import Stores


def job(stores: Stores, job_id: int) -> Job:
    """One job. Raises NotFound."""
    with stores.records.read() as db:
        row = db.execute(select(jobs).where(jobs.c.id == job_id)).first()
    if row is None:
        raise NotFound("There is no such job.", where=f"job {job_id}", mend="See the list of jobs.")
    return as_job(row)


def recent(stores: Stores, most: int = 50) -> list[Job]:
    """The newest jobs first."""
    with stores.records.read() as db:
        return [as_job(row) for row in db.execute(select(jobs).order_by(jobs.c.id.desc()).limit(most))]


def states(stores: Stores) -> dict[str, int]:
    """How many jobs stand in each state."""
    with stores.records.read() as db:
        return {row[0]: row[1] for row in db.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))}


def as_job(row: Any) -> Job:
    """A row as a Job."""
    values = row._asdict()
    values.pop("run_after")
    return Job(**values | {"state": JobState(values["state"])})
