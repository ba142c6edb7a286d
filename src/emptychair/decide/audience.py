"""Audience: exactly whose words caused a change, who of them may be told, and who is held back and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emptychair import promises
from emptychair.evidence import Which
from emptychair.parties import Party, named, refusing
from emptychair.store import LIVED, Stores

PURPOSES = ("tell_back", "contact")  # who withdrew one of them is not written to
WITHDREW, UNKNOWN = "they asked us not to write to them", "nobody knows who they are"


@dataclass(frozen=True, slots=True)
class Heard:
    """One party with the words of theirs that were chosen."""

    party: int
    label: str
    words: tuple["Said", ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One verbatim: its number, its words and their language."""

    id: int
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told; `held_back` counts people (voices, where nobody knows whose they are) by the reason."""

    told: tuple[Heard, ...]
    held_back: dict[str, int] = field(default_factory=dict)


def audience(stores: Stores, caused_by: Which, now: datetime) -> Audience:
    """Everybody whose words `caused_by` chooses, parted into those who may be told and those held back."""
    rows = _spoken(stores, caused_by, now)
    known = named(stores.records, [row["party"] for row in rows if row["party"] is not None])
    alive = {party.id: party for party in known.values() if party.erased_at is None}
    open_to = set(may_be_told(stores, list(alive)))
    people: dict[int, list[Said]] = {}
    for row in rows:
        if row["party"] in known:
            said = Said(row["id"], row["words"], row["language"] or "")
            people.setdefault(known[row["party"]].id, []).append(said)
    told = tuple(_heard(alive[number], people[number]) for number in sorted(people) if number in open_to)
    held = {WITHDREW: len(people) - len(told), UNKNOWN: sum(row["party"] not in known for row in rows)}
    return Audience(told, {reason: n for reason, n in held.items() if n})


def may_be_told(stores: Stores, people: Sequence[int]) -> list[int]:
    """Of these parties, those who have not asked us to stay away."""
    away = set().union(*(refusing(stores.records, purpose) for purpose in PURPOSES))
    return [party for party in people if party not in away]


def words_of(stores: Stores, ids: Sequence[int]) -> dict[int, Said]:
    """These verbatims by their number; erased ones are missing."""
    table = LIVED.filter(LIVED.id.isin(list(ids)) & LIVED.words.notnull()).select("id", "words", "language")
    rows = stores.ledger.rows(table) if ids else []
    return {row["id"]: Said(row["id"], row["words"], row["language"] or "") for row in rows}


def _spoken(stores: Stores, which: Which, now: datetime) -> list[dict[str, Any]]:
    table = promises.chosen(stores.records, which, now)
    said = table.filter(table.words.notnull() & (table.chair == "customer"))
    return stores.ledger.rows(said.select("id", "party", "words", "language").order_by("id"))


def _heard(party: Party, said: list[Said]) -> Heard:
    return Heard(party.id, party.label, tuple(said))
