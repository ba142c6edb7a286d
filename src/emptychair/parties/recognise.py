"""Recognising: from the names on a batch of messages to the parties they belong to."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, tuple_

from emptychair.parties.model import Identifier, fingerprint, normal, trust, usable
from emptychair.parties.operations import join_parties
from emptychair.parties.schema import identifiers, parties, tombstones

BATCH = 400  # pairs in one IN list: SQLite takes 32,766 values, PostgreSQL plans slowly beyond some hundreds


class Recognised(NamedTuple):
    """The answer for one message: the party, or nobody; and whether its person was erased or is unclear."""

    party: int | None
    erased: bool = False
    unclear: str = ""


def recognise(
    db: Connection, batch: Sequence[Sequence[Identifier]], *, source: str, now: datetime
) -> tuple[list[Recognised], bool]:
    """One answer a message, in order, and whether anybody was merged on the way.

    Unknown names make a new party; two known ones merge, with a reason. Names that several people
    share never merge two known people. A merge that would give one party more names of a kind than
    people have is refused as unclear: it is a shared login, not a person.
    """
    wanted = [[normal(name) for name in names if usable(name)] for names in batch]
    desk = _Desk(db, source, now)
    desk.look_up(sorted({name for names in wanted for name in names}))
    answers = [desk.answer(names) for names in wanted]
    desk.flush()
    # The party as it was when the message came: a merge is followed on reading, so that it can be undone.
    return answers, bool(desk.merged)


class _Desk:
    """What is known of the names in one batch, and what was learnt and not yet written."""

    def __init__(self, db: Connection, source: str, now: datetime) -> None:
        self.db, self.source, self.now = db, source, now
        self.party_of: dict[Identifier, int] = {}
        self.counts: dict[int, dict[str, int]] = {}
        self.buried: set[str] = set()
        self.own_named: set[int] = set()
        self.merged: dict[int, int] = {}
        self.new_parties: list[dict[str, Any]] = []
        self.new_names: list[dict[str, Any]] = []
        self.next_id = int(db.execute(select(func.coalesce(func.max(parties.c.id), 0))).scalar_one()) + 1

    def look_up(self, names: list[Identifier]) -> None:
        """Load the parties of these names, how many names they have, and which of them were erased."""
        for some in _slices(names):
            home = func.coalesce(parties.c.merged_into, parties.c.id)
            found = (
                select(identifiers.c.kind, identifiers.c.value, home)
                .join(parties, parties.c.id == identifiers.c.party_id)
                .where(tuple_(identifiers.c.kind, identifiers.c.value).in_(some))
            )
            self.party_of |= {Identifier(kind, value): party for kind, value, party in self.db.execute(found)}
        for some in _slices(sorted(set(self.party_of.values()))):
            home = func.coalesce(parties.c.merged_into, parties.c.id)
            counted = (
                select(home, identifiers.c.kind, func.count())
                .join(parties, parties.c.id == identifiers.c.party_id)
                .where(home.in_(some))
                .group_by(home, identifiers.c.kind)
            )
            for party, kind, n in self.db.execute(counted):
                self.counts.setdefault(party, {})[kind] = n
        self.own_named |= {party for party, kinds in self.counts.items() if any(trust(kind).merges for kind in kinds)}
        if self.db.execute(select(tombstones.c.fingerprint).limit(1)).first():
            for some in _slices([fingerprint(name) for name in names]):
                held = select(tombstones.c.fingerprint).where(tombstones.c.fingerprint.in_(some))
                self.buried |= set(self.db.execute(held).scalars())

    def answer(self, names: list[Identifier]) -> Recognised:
        """Who the names of one message belong to."""
        if not names:
            return Recognised(None)
        if self.buried and any(fingerprint(name) in self.buried for name in names):
            return Recognised(None, erased=True)
        own = self._parties(name for name in names if trust(name.kind).merges)
        shared = self._parties(name for name in names if not trust(name.kind).merges)
        nameless = [party for party in shared if party not in self.own_named]
        names_somebody = any(trust(name.kind).merges for name in names)
        found = list(dict.fromkeys([*own, *nameless])) if names_somebody else shared[:1]
        strangers = [name for name in dict.fromkeys(names) if name not in self.party_of]
        crowded = self._crowded(found, strangers)
        if crowded:
            return Recognised(None, unclear=crowded)
        party = min(found) if found else self._meet()
        for other in found:
            if other != party:
                self._merge(other, party)
        for name in strangers:
            self._learn(name, party)
        return Recognised(party)

    def current(self, party: int) -> int:
        """Where a party is now, after the merges of this batch."""
        while party in self.merged:
            party = self.merged[party]
        return party

    def flush(self) -> None:
        """Write what was learnt."""
        if self.new_parties:
            self.db.execute(insert(parties), self.new_parties)
        if self.new_names:
            self.db.execute(insert(identifiers), self.new_names)
        self.new_parties, self.new_names = [], []

    def _parties(self, names: Iterable[Identifier]) -> list[int]:
        found = (self.current(self.party_of[name]) for name in names if name in self.party_of)
        return list(dict.fromkeys(found))

    def _crowded(self, found: list[int], strangers: list[Identifier]) -> str:
        held = [self.counts.get(party, {}) for party in found]
        new = [name.kind for name in strangers]
        for kind in set(new) if len(found) < 2 else set(new).union(*held):
            total = new.count(kind) + sum(kinds.get(kind, 0) for kinds in held)
            if total > trust(kind).limit:
                return f"One party would have {total} names of kind {kind}; at most {trust(kind).limit} are believed."
        return ""

    def _meet(self) -> int:
        party = self.next_id
        self.next_id += 1
        self.new_parties.append(
            {"id": party, "kind": "person", "name": "", "traits": {}, "since": self.now, "merged_into": None}
        )
        return party

    def _learn(self, name: Identifier, party: int) -> None:
        self.party_of[name] = party
        kinds = self.counts.setdefault(party, {})
        kinds[name.kind] = kinds.get(name.kind, 0) + 1
        if trust(name.kind).merges:
            self.own_named.add(party)
        self.new_names.append({"kind": name.kind, "value": name.value, "party_id": party, "source": self.source})

    def _merge(self, other: int, party: int) -> None:
        self.flush()
        reason = f"One message from {self.source} names both."
        join_parties(self.db, other, party, reason=reason, author="rule: shared name", now=self.now)
        self.merged[other] = party
        if other in self.own_named:
            self.own_named.add(party)
        kinds = self.counts.setdefault(party, {})
        for kind, n in self.counts.pop(other, {}).items():
            kinds[kind] = kinds.get(kind, 0) + n


def _slices(values: list[Any]) -> Iterable[list[Any]]:
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))
