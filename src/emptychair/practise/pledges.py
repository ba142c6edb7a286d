"""Pledges: every promise with its record, month by month, by both bases, and the gap that it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import ibis

from emptychair.core import Figure, Invalid
from emptychair.evidence import Which
from emptychair.gaps import Gap, open_gaps
from emptychair.promises import BASES, Kept, Promise, all_promises, by_month, kept_of, outcomes, promise
from emptychair.store import Stores

MONTHS = 24  # what a strip can show and a person can take in
CHOICES = {
    "settled": ("kept", "late"),
    "kept": ("kept",),
    "late": ("late",),
    "never": ("never",),
    "open": ("open",),
    "broken": ("late", "never"),
    "all": ("kept", "late", "never", "open"),
}


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise: its record, the kept rate by the other basis, its months, its gap, whether its review is overdue.

    `months`: month (ISO), kept, late, never, open; the latest `MONTHS` in which a case fell due.
    """

    kept: Kept
    other: Figure
    months: Sequence[dict[str, Any]]
    gap: Gap | None
    overdue: bool

    @property
    def promise(self) -> Promise:
        """What was promised."""
        return self.kept.promise

    @property
    def differs(self) -> bool:
        """Whether the two bases give different rates, as shown."""
        return self.other.enough and self.other.text != self.kept.rate.text


@dataclass(frozen=True, slots=True)
class CaseList:
    """Cases of a promise, the latest due first, and how many there are in all."""

    cases: Sequence[dict[str, Any]]
    total: int


def pledges(stores: Stores, now: datetime) -> list[Pledge]:
    """Every promise, the least kept first; those without a rate last."""
    gaps = open_gaps(stores.records)
    found = [_pledge(stores, stated, gaps, now) for stated in all_promises(stores.records)]
    return sorted(found, key=lambda one: (not one.kept.rate.enough, one.kept.rate.value or 0.0, one.promise.key))


def pledge(stores: Stores, key: str, now: datetime) -> Pledge:
    """One promise with its record. Raises NotFound."""
    return _pledge(stores, promise(stores.records, key), open_gaps(stores.records), now)


def promise_cases(
    stores: Stores, stated: Promise, now: datetime, *, outcome: str = "all", month: str = "", most: int, offset: int = 0
) -> CaseList:
    """The cases of a promise with an outcome of `CHOICES`, due in a month ("2024-05"; any where empty).

    Raises Invalid for an unknown outcome.
    """
    if outcome not in CHOICES:
        raise Invalid(f"A promise has no outcome {outcome!r}.", where="outcome", mend=f"Use {', '.join(CHOICES)}.")
    table = outcomes(stated, now)
    table = table.filter(table.outcome.isin(CHOICES[outcome]))
    if month:
        table = table.filter(table.due_at.strftime("%Y-%m") == month)
    total = int(stores.ledger.one(table.aggregate(n=table.count()))["n"])
    rows = stores.ledger.rows(table.order_by([ibis.desc(table.due_at), table.object]).limit(most, offset=offset))
    return CaseList(rows, total)


def cases_url(key: str, outcome: str = "all", month: str = "") -> str:
    """The page that lists exactly these cases, each with its evidence."""
    asked = {"outcome": outcome, "month": month}
    return f"/promises/{quote(key, safe='')}/cases?" + urlencode(
        {name: value for name, value in asked.items() if value}
    )


def basis_words(basis: str) -> str:
    """What "by" means, in words."""
    return {"instant": "by the instant", "calendar_day": "by the calendar day"}[basis]


def _pledge(stores: Stores, stated: Promise, gaps: Sequence[Gap], now: datetime) -> Pledge:
    months = by_month(stores.ledger, stated, now)
    newest = max((row["newest"] for row in months if row["newest"]), default=None)
    own = {name: sum(row[name] for row in months) for name in ("kept", "late", "never", "open")}
    other = {name: sum(row[f"other_{name}"] for row in months) for name in ("kept", "late")}
    record = kept_of(stated, own, newest)
    link = cases_url(stated.key, "settled")
    record = replace(record, rate=replace(record.rate, evidence=link))
    switched = replace(stated, basis=next(basis for basis in BASES if basis != stated.basis))
    rate = replace(kept_of(switched, other, newest).rate, evidence=link)
    overdue = stated.review_by is not None and stated.review_by < now
    return Pledge(record, rate, _without_holes(months), _gap_of(stated, gaps), overdue)


def _without_holes(months: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    # A month in which nothing fell due is shown as one: time does not jump.
    lived = {row["month"]: row for row in months if row["kept"] + row["late"] + row["never"]}
    if not lived:
        return []
    last = _number(max(lived))
    first = max(_number(min(lived)), last - MONTHS + 1)
    nothing = {"kept": 0, "late": 0, "never": 0, "open": 0}
    names = (f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))
    return [lived.get(name, nothing | {"month": name}) for name in names]


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1


def _gap_of(stated: Promise, gaps: Sequence[Gap]) -> Gap | None:
    # A gap knows its evidence: the one that rests on this promise's cases is the one that it leaves.
    part = Which(promise=stated.key).url().partition("?")[2]
    return next((gap for gap in gaps if part in gap.measured.evidence.partition("?")[2].split("&")), None)
