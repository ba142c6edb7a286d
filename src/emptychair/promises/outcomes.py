"""How promises turned out: each case matched, on its own object, with the evidence that settled it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import ibis

from emptychair.core import Figure
from emptychair.evidence import Which
from emptychair.methods import proportions
from emptychair.promises.model import BASES, Kept, Outcome, Promise
from emptychair.store import EVIDENCE_OBJECTS, LIVED, PARTY, Ledger


def outcomes(promise: Promise, now: datetime) -> Any:
    """One row a case: object, party, promised_at, due_at, done_at, hours_late, outcome, evidence numbers.

    The first promise on an object counts: a later date given by us does not undo it. `other_outcome` is
    how the case turned out by the basis that the promise does not use.
    """
    promised, done = _promised(promise), _done(promise)
    cases = promised.left_join(done, promised.object == done.object).drop("object_right")
    due, came = (_day(cases, "due_at", "due_offset"), _day(cases, "done_at", "done_offset"))
    in_time = {"instant": cases.done_at <= cases.due_at, "calendar_day": came <= due}
    own, other = (in_time[basis] for basis in sorted(BASES, key=lambda basis: basis != promise.basis))
    hour = now.astimezone(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    moment = ibis.literal(hour.isoformat(sep=" ")).cast("timestamp(6)")  # by the hour: the answer is kept that long
    return cases.mutate(
        hours_late=(cases.done_at.epoch_seconds() - cases.due_at.epoch_seconds()) / 3600,
        outcome=_outcome(cases, own, moment),
        other_outcome=_outcome(cases, other, moment),
    )


def kept(ledger: Ledger, promise: Promise, now: datetime, *, since: datetime | None = None) -> Kept:
    """The promise's record: kept share of the settled cases with its Wilson interval."""
    table = outcomes(promise, now)
    if since is not None:
        moment = ibis.literal(since.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")).cast("timestamp(6)")
        table = table.filter(table.due_at >= moment)
    counted = ledger.rows(table.group_by("outcome").aggregate(n=table.count(), newest=table.done_at.max()))
    n = {row["outcome"]: row["n"] for row in counted}
    newest = max((row["newest"] for row in counted if row["newest"]), default=None)
    return kept_of(promise, n, newest)


def kept_of(promise: Promise, n: Mapping[str, int], newest: datetime | None) -> Kept:
    """The record from how many cases had which outcome."""
    good, settled = n.get("kept", 0), n.get("kept", 0) + n.get("late", 0)
    # The act narrows the promise's evidence to what settled it: one piece a case, as many as the figure counts.
    link = Which(promise=promise.key, act=promise.kept_act).url()
    rate = Figure(None, settled, link, unit="%")
    if settled:
        share = proportions.wilson(good, settled)
        rate = Figure(100 * good / settled, settled, link, 100 * share.low, 100 * share.high, "%", newest)
    return Kept(promise, rate, good, n.get("late", 0), n.get("never", 0), n.get("open", 0))


def by_month(ledger: Ledger, promise: Promise, now: datetime) -> list[dict[str, Any]]:
    """Cases by month of their due date: month (ISO), kept, late, never, open, newest.

    `other_kept` and `other_late` count the same cases by the basis that the promise does not use.
    """
    table = outcomes(promise, now).mutate(month=ibis._.due_at.strftime("%Y-%m"))
    counts = {str(o): (table.outcome == str(o)).sum() for o in Outcome}
    counts |= {f"other_{o}": (table.other_outcome == o).sum() for o in ("kept", "late")}
    counts |= {"newest": table.done_at.max()}
    return ledger.rows(table.group_by("month").aggregate(**counts).order_by("month"))


def broken(ledger: Ledger, promise: Promise, now: datetime, most: int = 100) -> list[dict[str, Any]]:
    """The cases that were late or never came, latest due first."""
    table = outcomes(promise, now)
    table = table.filter(table.outcome.isin([Outcome.LATE.value, Outcome.NEVER.value]))
    return ledger.rows(table.order_by(ibis.desc(table.due_at)).limit(most))


def outcomes_for(ledger: Ledger, promise: Promise, party: int, now: datetime) -> list[dict[str, Any]]:
    """What was promised to one party and how it turned out, newest first."""
    return ledger.rows(_of_one(promise, now.replace(minute=0, second=0, microsecond=0)), party)


def evidence_ids(promise: Promise, now: datetime, outcome: str = "") -> Any:
    """The numbers of the evidence behind a promise's cases (promised and done), as an Ibis column.

    `outcome`: "kept", "late", "never", "open", or "broken" (late and never); empty for all.
    """
    table = _turned_out(promise, now, outcome)
    both = ibis.union(table.select(id=table.promised_evidence), table.select(id=table.done_evidence))
    return both.filter(both.id.notnull()).id


def ids_about(promise: Promise, now: datetime, outcome: str) -> Any:
    """The numbers of all evidence about the objects of a promise's cases with one outcome, as an Ibis column."""
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == promise.object_kind)
    return links.filter(links.object.isin(_turned_out(promise, now, outcome).object)).evidence


def _turned_out(promise: Promise, now: datetime, outcome: str) -> Any:
    table = outcomes(promise, now)
    if not outcome:
        return table
    wanted = [Outcome.LATE.value, Outcome.NEVER.value] if outcome == "broken" else [outcome]
    return table.filter(table.outcome.isin(wanted))


def _outcome(cases: Any, in_time: Any, moment: Any) -> Any:
    return ibis.cases(
        (cases.done_at.notnull() & in_time, Outcome.KEPT.value),
        (cases.done_at.notnull(), Outcome.LATE.value),
        (cases.due_at < moment, Outcome.NEVER.value),
        else_=Outcome.OPEN.value,
    )


@lru_cache(maxsize=64)
def _of_one(promise: Promise, hour: datetime) -> Any:
    # Building and compiling takes half a second, answering a tenth of that: a person's page cannot wait.
    table = outcomes(promise, hour)
    return table.filter(table.party == PARTY).order_by(ibis.desc(table.due_at))


def _promised(promise: Promise) -> Any:
    links = EVIDENCE_OBJECTS
    ours = links.filter((links.kind == "promise") & (links.object == promise.key)).evidence
    told = LIVED.filter((LIVED.act == "was_promised") & LIVED.due_at.notnull() & LIVED.id.isin(ours))
    cases = _with_object(told, promise.object_kind)
    first = ibis.window(group_by=cases.object, order_by=[cases.happened_at, cases.id])
    cases = cases.mutate(place=ibis.row_number().over(first))
    return cases.filter(cases.place == 0).select(
        "object",
        "party",
        promised_evidence=ibis._.id,
        promised_at=ibis._.happened_at,
        due_at=ibis._.due_at,
        due_offset=ibis._.utc_offset_minutes,
    )


def _done(promise: Promise) -> Any:
    cases = _with_object(LIVED.filter(LIVED.act == promise.kept_act), promise.object_kind)
    first = ibis.window(group_by=cases.object, order_by=[cases.happened_at, cases.id])
    cases = cases.mutate(place=ibis.row_number().over(first))
    return cases.filter(cases.place == 0).select(
        "object", done_evidence=ibis._.id, done_at=ibis._.happened_at, done_offset=ibis._.utc_offset_minutes
    )


def _with_object(table: Any, kind: str) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == kind)
    return table.join(links, table.id == links.evidence).drop("evidence", "kind")


def _day(table: Any, moment: str, offset: str) -> Any:
    # Days since 1970 on the local clock: the same arithmetic on every engine, without time zones.
    return ((table[moment].epoch_seconds() + table[offset].cast("int64") * 60) / 86_400).floor()
