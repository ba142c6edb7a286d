"""Background entries of this room."""

from collections.abc import Mapping
from datetime import datetime

from emptychair.jobs import Handler, Job
from emptychair.store import Stores
from emptychair.walk.report import report_gaps


def _report(stores: Stores, job: Job, now: datetime) -> None:
    report_gaps(stores, now)


HANDLERS: Mapping[str, Handler] = {"walk.report_gaps": _report}
