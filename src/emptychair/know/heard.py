"""The evidence behind a number: the list that its link shows, and one piece with all that was read in it."""

from datetime import datetime
from typing import Any

import ibis

from emptychair import promises
from emptychair.evidence import Which, entry
from emptychair.know.feelings import felt
from emptychair.know.reading import readings_of
from emptychair.store import Stores

CSV_ROWS = 100_000


def listed(stores: Stores, which: Which, now: datetime, *, most: int = 50, offset: int = 0) -> list[dict[str, Any]]:
    """The evidence that `which` chooses, newest first, each with its feeling."""
    table = felt(_chosen(stores, which, now))
    newest_first = table.order_by([ibis.desc(table.happened_at), ibis.desc(table.id)])
    return stores.ledger.rows(newest_first.limit(most, offset=offset))


def summed(stores: Stores, which: Which, now: datetime) -> dict[str, Any]:
    """How much there is of it: n, parties, oldest, newest."""
    table = _chosen(stores, which, now)
    ends = {"oldest": table.happened_at.min(), "newest": table.happened_at.max()}
    return stores.ledger.one(table.aggregate(n=table.count(), parties=table.party.nunique(), **ends))


def one_piece(stores: Stores, number: int) -> dict[str, Any]:
    """One piece with its objects and readings. Raises NotFound."""
    return entry(stores.ledger, number)


def highlights(stores: Stores, entries: list[dict[str, Any]], topic: str = "") -> dict[int, list[tuple[int, int]]]:
    """Where the cues stand in the words of these entries, by evidence number; only those of `topic`, if given."""
    ids = [entry["id"] for entry in entries if entry["words"]]
    found = readings_of(stores, ids, "cue")
    return {
        number: [(row["quote_start"], row["quote_end"]) for row in rows if topic in ("", row["label"])]
        for number, rows in found.items()
    }


def _chosen(stores: Stores, which: Which, now: datetime) -> Any:
    return promises.chosen(stores.records, which, now)
