"""Writing jobs: putting work in the queue, claiming it, saying how far it is, trying again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from emptychair.core import NotFound
from emptychair.jobs.model import Job, JobState
from emptychair.jobs.queries import as_job
from emptychair.jobs.schema import jobs
from emptychair.store import Records, Stores, put

MOST_ATTEMPTS = 3


def enqueue(
    stores: Stores,
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    now: datetime,
    once: bool = False,
    after: timedelta = timedelta(),
) -> int:
    """Put work in the queue, due `after` a while; with `once`, not while the same kind already waits.

    Returns the job's id.
    """
    with stores.records.write() as db:
        if once:
            same = (jobs.c.kind == kind) & (jobs.c.state == JobState.WAITING)
            waiting = db.execute(select(jobs.c.id).where(same)).scalar()
            if waiting is not None:
                return int(waiting)
        row = {"kind": kind, "payload": payload or {}, "state": JobState.WAITING, "done": 0, "total": 0}
        blank = {"says": "", "error": "", "attempts": 0, "created_at": now, "run_after": now + after}
        return put(db, jobs, row | blank)


def claim(records: Records, now: datetime) -> Job | None:
    """Take the next job that is due, or None."""
    with records.write() as db:
        due = select(jobs.c.id).where(jobs.c.state == JobState.WAITING, jobs.c.run_after <= now)
        found = db.execute(due.order_by(jobs.c.id).limit(1).with_for_update(skip_locked=True)).scalar()
        if found is None:
            return None
        claimed = {"state": JobState.RUNNING, "started_at": now, "attempts": jobs.c.attempts + 1, "error": ""}
        row = db.execute(update(jobs).where(jobs.c.id == found).values(**claimed).returning(*jobs.c)).one()
        return as_job(row)


def report_progress(stores: Stores, job: Job, done: int, total: int, says: str = "") -> None:
    """Say how far a running job is; people watch this."""
    with stores.records.write() as db:
        values = {"done": done, "total": total, "says": says[:500]}
        db.execute(update(jobs).where(jobs.c.id == job.id).values(**values))


def finish(records: Records, job: Job, now: datetime, error: str = "") -> None:
    """Close a job, or put it back with a longer pause until it has failed `MOST_ATTEMPTS` times."""
    values: dict[str, Any] = {"state": JobState.DONE, "finished_at": now, "error": ""}
    if error:
        again = job.attempts < MOST_ATTEMPTS
        state = JobState.WAITING if again else JobState.FAILED
        values = {"state": state, "error": error, "run_after": now + timedelta(seconds=5 * 6**job.attempts)}
    with records.write() as db:
        db.execute(update(jobs).where(jobs.c.id == job.id).values(**values))


def retry(stores: Stores, job_id: int, now: datetime) -> None:
    """Let a failed job run again. Raises NotFound where none failed under this number."""
    with stores.records.write() as db:
        failed = (jobs.c.id == job_id) & (jobs.c.state == JobState.FAILED)
        values = {"state": JobState.WAITING, "attempts": 0, "run_after": now}
        if db.execute(update(jobs).where(failed).values(**values)).rowcount == 0:
            raise NotFound("No failed job has this number.", where=f"job {job_id}", mend="See the list of jobs.")


def revive(records: Records) -> int:
    """After a start: put jobs that a dead process left running back in the queue."""
    with records.write() as db:
        left = update(jobs).where(jobs.c.state == JobState.RUNNING).values(state=JobState.WAITING)
        return int(db.execute(left).rowcount)
