"""Background work of this room."""

from collections.abc import Sequence
from datetime import datetime

from emptychair import parties
from emptychair.jobs import Handler, Job, report_progress
from emptychair.know.believe import CONSENT, drafts
from emptychair.know.coverage import measure
from emptychair.know.operations import keep_read
from emptychair.know.readers import readers
from emptychair.know.reading import read_all
from emptychair.store import LIVED, Stores

RANGE = 20_000  # parties whose claims are made in one transaction
FEW = 500  # parties that are named one by one; of more, the whole range between them is made anew


def read_new(stores: Stores, job: Job, now: datetime) -> None:
    """Read what nobody has read, believe what it says, measure how much is known."""

    def progress(done: int, total: int, says: str) -> None:
        report_progress(stores, job, done, total, says)

    read = readers(stores, now)
    n = read_all(stores, read, progress)
    believed = believe(stores, now, version=read.version)
    people = measure(stores, now)
    progress(n, n, f"{n:,} texts read, {believed:,} claims made, {people:,} people measured")


def believe(stores: Stores, now: datetime, *, version: str) -> int:
    """Make the claims of everybody with evidence that these readers have read and nobody has believed yet."""
    name = f"claims:{version}"
    news = LIVED.filter((LIVED.id > stores.ledger.cursor(name)) & LIVED.party.notnull())
    span = stores.ledger.one(
        news.aggregate(last=news.id.max(), low=news.party.min(), high=news.party.max(), people=news.party.nunique())
    )
    if span["last"] is None:
        return 0
    these: Sequence[int] | range = range(span["low"], span["high"] + 1)
    if span["people"] <= FEW:
        these = [row["party"] for row in stores.ledger.rows(news.select("party").distinct())]
    total = believe_of(stores, these, now)
    with stores.ledger.write() as ledger:
        ledger.move_cursor(name, span["last"])
    return total


def believe_of(stores: Stores, these: Sequence[int] | range, now: datetime) -> int:
    """Make the claims of these parties anew from all their evidence; says how many."""
    consenting = frozenset(parties.granting(stores.records, CONSENT))
    if not isinstance(these, range):
        theirs = LIVED.filter(LIVED.party.isin(list(these)))
        return keep_read(stores, drafts(stores.ledger, theirs, consenting), these, now)
    total = 0
    for start in range(these.start, these.stop, RANGE):
        some = range(start, min(start + RANGE, these.stop))
        theirs = LIVED.filter((LIVED.party >= some.start) & (LIVED.party < some.stop))
        total += keep_read(stores, drafts(stores.ledger, theirs, consenting), some, now)
    return total


HANDLERS: dict[str, Handler] = {"know.read_new": read_new}
