"""Background entries of decide."""

from collections.abc import Mapping
from datetime import datetime

from emptychair.decide.beliefs import report_gaps
from emptychair.jobs import Handler, Job
from emptychair.store import Stores


def measure(stores: Stores, _: Job, now: datetime) -> None:
    """Put every belief beside the evidence."""
    report_gaps(stores, now)


HANDLERS: Mapping[str, Handler] = {"decide.measure": measure}
