"""Friction: needless effort seen in walks: steps done again, there and back, asking twice, asking while waiting."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from emptychair.core import Figure
from emptychair.store import Ledger
from emptychair.walk import figures
from emptychair.walk.cases import Cases, asked_again, asked_while_waiting, repeated, returned
from emptychair.walk.steps import steps


@dataclass(frozen=True, slots=True)
class Friction:
    """What is needless at one touchpoint, each as a share of the walks that came by (or asked) there."""

    touchpoint: str
    repeats: Figure  # did the same step again within the hour: A, A
    returns: Figure  # went elsewhere and straight back within a day: A, B, A
    asks_again: Figure  # asked here within a week of having asked before


def frictions(ledger: Ledger, cut: str) -> dict[str, Friction]:
    """By touchpoint, the friction on the walks of one cut."""
    asked = {row["touchpoint"]: row for row in ledger.rows(contacts(cut))}
    return {
        row["touchpoint"]: _friction(cut, row, asked.get(row["touchpoint"], {"again": 0, "cases": 0}))
        for row in ledger.rows(loops(cut))
    }


def asked_where_it_is(ledger: Ledger, cut: str) -> Figure:
    """Silence, then a call: share of the walks with a purchase whose customer asked us before it was received.

    Where no question reaches the record at all, we are deaf and not praised: nothing is known (n = 0).
    """
    link = Cases(cut, waiting="any").url()
    if not ledger.rows(contacts(cut)):
        return figures.share(0, 0, link)
    waited = asked_while_waiting(cut)
    asked = (waited.asked > 0).cast("int64").sum()
    row = ledger.one(waited.aggregate(n=waited.case.count(), asked=asked, newest=waited.bought.max()))
    return figures.share(row["asked"] or 0, row["n"], link, row["newest"])


@cache
def loops(cut: str) -> Any:
    """One row a touchpoint: cases, repeats, returns (walks that did), newest."""
    walked = steps(cut)
    there_and_back = returned(walked)
    return walked.group_by("touchpoint").aggregate(
        cases=walked.case.nunique(),
        repeats=walked.case.nunique(where=repeated(walked)),
        returns=walked.case.nunique(where=there_and_back),
        newest=walked.at.max(),
    )


@cache
def contacts(cut: str) -> Any:
    """One row a touchpoint where people ask us: cases that asked, cases that asked again within a week."""
    asked = asked_again(cut)
    return asked.group_by("touchpoint").aggregate(
        cases=asked.case.nunique(), again=asked.case.nunique(where=asked.again)
    )


def _friction(cut: str, row: Any, asked: Any) -> Friction:
    here, newest = row["touchpoint"], row["newest"]
    return Friction(
        here,
        figures.share(row["repeats"], row["cases"], Cases(cut, repeats=here).url(), newest),
        figures.share(row["returns"], row["cases"], Cases(cut, returns=here).url(), newest),
        figures.share(asked["again"], asked["cases"], Cases(cut, asks_again=here).url(), newest),
    )
