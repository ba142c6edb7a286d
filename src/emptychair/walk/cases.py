"""Cases: which walks a number rests on, as a filter that a URL can carry, and the list of them."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from urllib.parse import urlencode

import ibis

from emptychair.core import Invalid
from emptychair.store import Ledger
from emptychair.walk.steps import moves, steps, visits

ARROW = " > "
AGAIN_HOURS, BACK_HOURS = 1, 24  # our proposals
CONTACT_HOURS = 7 * 24  # a second contact within a week is the same issue (M9; our proposal)


@dataclass(frozen=True, slots=True)
class Cases:
    """Which walks: `cut` says what a walk is, every other field narrows. `url()` is the link behind a number."""

    cut: str
    through: str = ""  # came by this touchpoint
    arrives: str = ""  # came to this touchpoint from another step
    source: str = ""  # with `target`: went straight from one to the other
    target: str = ""
    starts: str = ""
    ends: str = ""
    repeats: str = ""  # did this step again within the hour
    returns: str = ""  # left this touchpoint and came straight back within a day
    asks_again: str = ""  # asked here within a week of having asked before
    never: str = ""  # came by none of these touchpoints, joined by " > "
    path: str = ""  # walked exactly these touchpoints, joined by " > "
    waiting: str = ""  # "asked": bought, and asked before it was received; "any": bought

    def url(self) -> str:
        """The page that lists these walks."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return "/paths/cases?" + urlencode({key: value for key, value in given.items() if value})

    @classmethod
    def from_query(cls, given: dict[str, str]) -> "Cases":
        """From a URL's parameters. Raises Invalid for an unknown field or a missing cut."""
        known = [f.name for f in fields(cls)]
        unknown = [key for key in given if key not in known]
        if unknown or not given.get("cut"):
            raise Invalid("These cases cannot be chosen.", mend=f"Give `cut` and any of {', '.join(known[1:])}.")
        return cls(**given)


def listed(ledger: Ledger, which: Cases, *, offset: int = 0, most: int = 50) -> list[dict[str, Any]]:
    """The walks, latest first: case, party, steps, began, ended, path."""
    walks = walks_of(which.cut)
    table = walks.filter(walks.case.isin(chosen(which).case))
    return ledger.rows(table.order_by([ibis.desc("ended"), "case"]).limit(most, offset=offset))


def count(ledger: Ledger, which: Cases) -> int:
    """How many walks there are of these."""
    table = chosen(which)
    return int(ledger.one(table.aggregate(n=table.case.nunique()))["n"])


@cache
def walks_of(cut: str) -> Any:
    """One row a walk: case, party, steps, began, ended, path (touchpoints joined by " > ")."""
    walked = steps(cut)
    return walked.group_by("case").aggregate(
        party=walked.party.max(),
        steps=walked.count(),
        began=walked.at.min(),
        ended=walked.at.max(),
        path=_joined(walked),
    )


def chosen(which: Cases) -> Any:
    """The chosen walks as a table with at least the column `case`; a walk may come up more than once."""
    walked = steps(which.cut)
    conditions = {
        "through": walked.touchpoint == which.through,
        "arrives": (walked.touchpoint == which.arrives) & walked.before.notnull(),
        "starts": (walked.touchpoint == which.starts) & walked.before.isnull(),
        "ends": (walked.touchpoint == which.ends) & walked.after.isnull(),
        "repeats": repeated(walked) & (walked.touchpoint == which.repeats),
        "returns": returned(walked) & (walked.touchpoint == which.returns),
    }
    table = walked.select("case")
    for name, condition in conditions.items():
        if getattr(which, name):
            table = _also(table, walked.filter(condition))
    return _by_walk(table, which)


def repeated(walked: Any) -> Any:
    """Whether a step is the one before done again, within the hour: a form sent twice, not a page liked twice."""
    return (walked.before == walked.touchpoint) & (walked.hours_waited <= AGAIN_HOURS)


def returned(walked: Any) -> Any:
    """Whether a step leads back to where the one before last was, within a day: there and back."""
    round_trip = (walked.before_that == walked.touchpoint) & (walked.before != walked.touchpoint)
    return round_trip & (walked.hours_around <= BACK_HOURS)


@cache
def asked_again(cut: str) -> Any:
    """Every question put to us, by walk: case, touchpoint, again (within a week of the one before)."""
    asked = visits(cut)
    asked = asked.filter(asked.act == "asked")
    seconds = asked.at.epoch_seconds()
    walk = ibis.window(group_by=asked.case, order_by=[asked.at, asked.id])
    hours = (seconds - seconds.lag().over(walk)) / 3600.0
    return asked.select("case", "touchpoint", again=ibis.coalesce(hours <= CONTACT_HOURS, False))


@cache
def asked_while_waiting(cut: str) -> Any:
    """Every walk that bought something: case, bought (when), asked (how often we were asked before it came)."""
    seen = visits(cut)
    bounds = seen.group_by("case").aggregate(
        bought=seen.at.min(where=seen.act == "bought"), received=seen.at.min(where=seen.act == "received")
    )
    bounds = bounds.filter(bounds.bought.notnull())
    asked = seen.filter(seen.act == "asked").select("case", asked_at=ibis._.at)
    both = bounds.left_join(asked, "case")
    between = (both.asked_at > both.bought) & (both.received.isnull() | (both.asked_at < both.received))
    return both.group_by("case").aggregate(
        bought=both.bought.max(), asked=ibis.coalesce(between, False).cast("int64").sum()
    )


def _joined(walked: Any) -> Any:
    # Sorted by hand: Spark has no ordered group_concat, and DuckDB is no faster with its own (3.4 s against 3.0 s
    # for 10^6 steps in 60,000 walks).
    step = ibis.struct({"at": walked.at, "id": walked.id, "touchpoint": walked.touchpoint})
    return step.collect().sort().map(lambda sorted_step: sorted_step["touchpoint"]).join(ARROW)


def _by_walk(table: Any, which: Cases) -> Any:
    if which.source or which.target:
        moved = moves(which.cut)
        table = _also(table, moved.filter((moved.source == which.source) & (moved.target == which.target)))
    if which.asks_again:
        asked = asked_again(which.cut)
        table = _also(table, asked.filter(asked.again & (asked.touchpoint == which.asks_again)))
    if which.never:
        walked = steps(which.cut)
        came = walked.filter(walked.touchpoint.isin(which.never.split(ARROW)))
        table = table.filter(~table.case.isin(came.case))
    if which.path:
        walks = walks_of(which.cut)
        table = _also(table, walks.filter(walks.path == which.path))
    if which.waiting:
        waited = asked_while_waiting(which.cut)
        table = _also(table, waited.filter(waited.asked > 0) if which.waiting == "asked" else waited)
    return table


def _also(table: Any, other: Any) -> Any:
    return table.filter(table.case.isin(other.case))
