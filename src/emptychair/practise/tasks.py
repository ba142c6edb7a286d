"""Background entries of practise."""

from collections.abc import Mapping
from datetime import datetime

from emptychair.jobs import Handler, Job
from emptychair.practise.mirror import report_gaps
from emptychair.store import Stores


def look_into_the_mirror(stores: Stores, _: Job, now: datetime) -> None:
    """Report where leaders and customers differ."""
    report_gaps(stores, now)


HANDLERS: Mapping[str, Handler] = {"practise.mirror": look_into_the_mirror}
