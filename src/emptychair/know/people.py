"""The list of people: who needs us, by how they last felt, what we broke, when they were last heard."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from emptychair import parties, promises
from emptychair.core import Invalid
from emptychair.know.feelings import felt
from emptychair.promises import Promise
from emptychair.store import LIVED, Stores

# How the list may be sorted: column and direction, then what breaks ties.
ORDERS = {
    "need": [("broken", "descending"), ("last_feeling", "ascending"), ("heard_at", "descending")],
    "feeling": [("last_feeling", "ascending"), ("heard_at", "descending")],
    "broken": [("broken", "descending"), ("heard_at", "descending")],
    "heard": [("heard_at", "descending")],
    "evidence": [("n", "descending")],
}


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list; `last_feeling` is that of the newest evidence that has one (-1..1, or None)."""

    party: parties.Party
    n: int
    heard_at: datetime | None
    last_feeling: float | None
    felt_at: datetime | None
    broken: int

    def as_json(self) -> dict[str, Any]:
        """The line for machines."""
        heard = self.heard_at.isoformat() if self.heard_at else None
        told = {"id": self.party.id, "name": self.party.label, "roles": list(self.party.roles), "evidence": self.n}
        return told | {"heard_at": heard, "last_feeling": self.last_feeling, "broken_promises": self.broken}


def people(
    stores: Stores, *, now: datetime, role: str = "", order: str = "need", most: int = 50, offset: int = 0
) -> tuple[list[Person], int]:
    """The people of a role (all, where empty) and how many there are. Raises Invalid for an unknown order."""
    if order not in ORDERS:
        raise Invalid(f"People cannot be sorted by {order!r}.", mend=f"Use one of {', '.join(ORDERS)}.")
    hour = now.replace(minute=0, second=0, microsecond=0)
    table = stores.ledger.table(standing(tuple(promises.all_promises(stores.records)), hour))
    ids = parties.in_role(stores.records, role) if role else parties.everybody(stores.records)
    table = table.filter(pc.is_in(table["party"], value_set=pa.array(ids, pa.int64())))
    table = table.sort_by([*ORDERS[order], ("party", "ascending")])
    shown = table.slice(offset, most).to_pylist()
    names = parties.named(stores.records, [row["party"] for row in shown])
    return [_person(row, names) for row in shown], table.num_rows


@lru_cache(maxsize=8)
def standing(stated: tuple[Promise, ...], hour: datetime) -> Any:
    """One row a party: n, heard_at, last_feeling, felt_at, broken promises among those `stated`."""
    heard = LIVED.filter(LIVED.party.notnull())
    counted = heard.group_by("party").aggregate(n=heard.count(), heard_at=heard.happened_at.max())
    theirs = felt(heard.filter(heard.chair == "customer"))
    theirs = theirs.filter(theirs.feeling.notnull())
    last = theirs.group_by("party").aggregate(
        last_feeling=theirs.feeling.argmax(theirs.happened_at), felt_at=theirs.happened_at.max()
    )
    table = counted.left_join(last, "party").drop("party_right")
    if not stated:
        return table.mutate(broken=ibis.literal(0, "int64"))
    broken = ibis.union(*_cases(stated, hour)) if len(stated) > 1 else _cases(stated, hour)[0]
    broken = broken.group_by("party").aggregate(broken=broken.count())
    table = table.left_join(broken, "party").drop("party_right")
    return table.mutate(broken=ibis.coalesce(table.broken, 0))


def _cases(stated: tuple[Promise, ...], hour: datetime) -> list[Any]:
    tables = [promises.outcomes(promise, hour) for promise in stated]
    return [table.filter(table.outcome.isin(["late", "never"])).select("party", "object") for table in tables]


def _person(row: dict[str, Any], names: dict[int, parties.Party]) -> Person:
    heard, felt_at = (row[key].replace(tzinfo=UTC) if row[key] else None for key in ("heard_at", "felt_at"))
    return Person(names[row["party"]], row["n"], heard, row["last_feeling"], felt_at, int(row["broken"]))
