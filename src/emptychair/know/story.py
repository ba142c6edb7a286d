"""The story of one person: everything that happened, across every channel, both chairs, newest first."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis

from emptychair import promises
from emptychair.know.feelings import felt, lately
from emptychair.promises import Promise
from emptychair.store import EVIDENCE_OBJECTS, LIVED, PARTY, Ledger, Stores

PAGE = 60  # entries drawn at once: what a person on the phone can take in, and a page can show in time


@dataclass(frozen=True, slots=True)
class Story:
    """What happened: one page of entries, how many there are, channels with counts, the newest feelings in order."""

    entries: list[dict[str, Any]]
    total: int
    channels: list[tuple[str, int]]
    feelings: list[dict[str, Any]]
    oldest: datetime | None
    newest: datetime | None


def story(ledger: Ledger, party: int, *, channel: str = "", offset: int = 0) -> Story:
    """One page of the story; `channel` narrows it down."""
    counts = ledger.rows(_channels(), party)
    total = sum(row["n"] for row in counts if channel in ("", row["channel"]))
    return Story(
        entries=ledger.rows(_entries(channel, offset), party),
        total=total,
        channels=[(row["channel"], row["n"]) for row in counts],
        feelings=ledger.rows(_feelings(), party)[::-1],
        oldest=min((row["oldest"] for row in counts), default=None),
        newest=max((row["newest"] for row in counts), default=None),
    )


def promised(stores: Stores, party: int, now: datetime) -> list[tuple[Promise, dict[str, Any]]]:
    """Every promise made to this party with how it turned out, the latest due first."""
    stated = promises.all_promises(stores.records)
    found = [(one, case) for one in stated for case in promises.outcomes_for(stores.ledger, one, party, now)]
    return sorted(found, key=lambda pair: pair[1]["due_at"], reverse=True)


def everything(ledger: Ledger, party: int) -> list[dict[str, Any]]:
    """All evidence of a party, oldest first, each with its objects: for the export."""
    rows = ledger.rows(LIVED.filter(LIVED.party == PARTY).order_by("happened_at", "id"), party)
    links = EVIDENCE_OBJECTS.join(LIVED.filter(LIVED.party == PARTY).select("id"), ibis._.evidence == LIVED.id)
    objects: dict[int, list[dict[str, str]]] = {}
    for link in ledger.rows(links.select("evidence", "kind", "object"), party):
        objects.setdefault(link["evidence"], []).append({"kind": link["kind"], "id": link["object"]})
    return [row | {"objects": objects.get(row["id"], [])} for row in rows]


@lru_cache(maxsize=64)
def _entries(channel: str, offset: int) -> Any:
    mine = LIVED.filter(LIVED.party == PARTY)
    if channel:
        mine = mine.filter(mine.channel == channel)
    page = mine.order_by([ibis.desc(mine.happened_at), ibis.desc(mine.id)]).limit(PAGE, offset=offset)
    found = felt(page)
    return found.order_by([ibis.desc(found.happened_at), ibis.desc(found.id)])


@lru_cache(maxsize=1)
def _feelings() -> Any:
    return lately(LIVED.filter(LIVED.party == PARTY))


@lru_cache(maxsize=1)
def _channels() -> Any:
    mine = LIVED.filter(LIVED.party == PARTY)
    counted = mine.group_by("channel").aggregate(
        n=mine.count(), oldest=mine.happened_at.min(), newest=mine.happened_at.max()
    )
    return counted.order_by([ibis.desc("n"), "channel"])
