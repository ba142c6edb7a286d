"""Imports in the background."""

from datetime import datetime

from emptychair.jobs import Handler, Job, report_progress
from emptychair.listen.imports.model import Import
from emptychair.listen.imports.operations import run
from emptychair.listen.recipes import load
from emptychair.store import Stores


def run_job(stores: Stores, job: Job, now: datetime) -> None:
    """Run the import that the job's payload names: `recipe` (name or path) and `path`."""

    def progress(going: Import) -> None:
        report_progress(stores, job, going.rows, max(going.rows, going.rows_about), f"{going.rows:,} rows")

    done = run(stores, load(job.payload["recipe"]), job.payload["path"], now=now, progress=progress)
    report_progress(stores, job, done.rows, done.rows, done.text().splitlines()[-1])


HANDLERS: dict[str, Handler] = {"import": run_job}
