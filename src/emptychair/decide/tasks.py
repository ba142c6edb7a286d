"""Background entries of decide."""

from collections.abc import Mapping
from datetime import datetime

from emptychair.core import EmptyChairError
from emptychair.decide.beliefs import report_gaps
from emptychair.decide.changes import changes
from emptychair.decide.consequence import consequence
from emptychair.decide.course import course, months, units_of
from emptychair.decide.measures import measurable
from emptychair.decide.voices import carried_by, measure_of, unknown
from emptychair.gaps import open_gaps
from emptychair.jobs import Handler, Job
from emptychair.store import Stores


def measure(stores: Stores, _: Job, now: datetime) -> None:
    """Put every belief beside the evidence, and ask once what the pages about it will ask."""
    report_gaps(stores, now)
    _ask_ahead(stores, now)


def _ask_ahead(stores: Stores, now: datetime) -> None:
    # A question takes longer to compile than to answer, and no page should be the first to ask it.
    for gap in open_gaps(stores.records):
        behind = measure_of(stores, gap, now)
        if behind is not None:
            carried_by(stores, gap, now)
            unknown(stores, behind, gap.measured)
            consequence(stores, behind)
            if behind.has_months:
                months(stores, behind)
    for made in changes(stores):
        try:
            behind = measurable(stores, made.measure, now)
        except EmptyChairError:
            continue  # what it was to move is no longer heard; its page says so
        course(stores, made, behind)
        units_of(stores, made, behind)


HANDLERS: Mapping[str, Handler] = {"decide.measure": measure}
