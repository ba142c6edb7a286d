"""Background entries of care."""

from collections.abc import Mapping
from datetime import datetime

from emptychair.care.operations import propose
from emptychair.jobs import Handler, Job
from emptychair.store import Stores


def look(stores: Stores, _: Job, now: datetime) -> None:
    """Put everybody on today's list who needs us by the evidence."""
    propose(stores, now)


HANDLERS: Mapping[str, Handler] = {"care.propose": look}
