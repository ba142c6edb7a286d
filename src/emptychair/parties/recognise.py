"""Recognising: from the names on a batch of messages to the parties they belong to."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select

from emptychair.parties.merging import record_merges
from emptychair.parties.model import Identifier, fingerprint, normal, trust, usable
from emptychair.parties.schema import identifiers, parties, tombstones
from emptychair.parties.slices import slices


class Recognised(NamedTuple):
    """The answer for one message: the party, or nobody; and whether its person was erased or is unclear."""

    party: int | None
    erased: bool = False
    unclear: str = ""


def recognise(
    db: Connection, batch: Sequence[Sequence[Identifier]], *, source: str, now: datetime
) -> tuple[list[Recognised], list[tuple[int, int]]]:
    """One answer a message, in order, and the merges made on the way: (party, into which).

    Unknown names make a new party; two known ones merge, with a reason. Names that several people
    share never merge two known people. A merge that would give one party more names of a kind than
    people have is refused as unclear: it is a shared login, not a person. What was noted of the merged
    parties is the caller's to carry over, when it has noted all (`carry_over`).
    """
    wanted = [tuple(names) for names in batch]
    meant = {names: [normal(name) for name in names if usable(name)] for names in dict.fromkeys(wanted)}
    desk = _Desk(db, source, now)
    desk.look_up(sorted({name for names in meant.values() for name in names}))
    answers = [desk.answer(names, meant[names]) for names in wanted]
    desk.flush()
    # The party as it was when the message came: a merge is followed on reading, so that it can be undone.
    return answers, desk.joins


class _Desk:
    """What is known of the names in one batch, and what was learnt and not yet written."""

    def __init__(self, db: Connection, source: str, now: datetime) -> None:
        self.db, self.source, self.now = db, source, now
        self.party_of: dict[Identifier, int] = {}
        self.counts: dict[int, dict[str, int]] = {}
        self.buried: set[str] = set()
        self.own_named: set[int] = set()
        self.merged: dict[int, int] = {}
        self.joins: list[tuple[int, int]] = []
        self.new_names: list[dict[str, Any]] = []
        self.settled: dict[tuple[Identifier, ...], Recognised] = {}
        highest = db.execute(select(func.coalesce(func.max(parties.c.id), 0))).scalar_one()
        self.first_id = self.next_id = int(highest) + 1

    def look_up(self, names: list[Identifier]) -> None:
        """Load the parties of these names, how many names they have, and which of them were erased."""
        kinds: dict[str, list[str]] = {}
        for kind, value in names:
            kinds.setdefault(kind, []).append(value)
        home = func.coalesce(parties.c.merged_into, parties.c.id)
        both = select(identifiers.c.value, home).join(parties, parties.c.id == identifiers.c.party_id)
        for kind, values in kinds.items():
            for some in slices(values):
                found = self.db.execute(both.where(identifiers.c.kind == kind, identifiers.c.value.in_(some)))
                self.party_of |= {Identifier(kind, value): party for value, party in found}
        self._count(sorted(set(self.party_of.values())))
        self.own_named |= {party for party, kinds in self.counts.items() if any(trust(kind).merges for kind in kinds)}
        if self.db.execute(select(tombstones.c.fingerprint).limit(1)).first():
            for some in slices([fingerprint(name) for name in names]):
                held = select(tombstones.c.fingerprint).where(tombstones.c.fingerprint.in_(some))
                self.buried |= set(self.db.execute(held).scalars())

    def answer(self, as_given: tuple[Identifier, ...], names: list[Identifier]) -> Recognised:
        """Who the names of one message belong to; `as_given`: the names as they came."""
        known = self.settled.get(as_given)
        if known is None:
            known = self._find(names)
            if not known.unclear:
                # From now on all these names belong to one party, whomever that merges with.
                self.settled[as_given] = known
            return known
        return known if known.party is None else Recognised(self.current(known.party))

    def current(self, party: int) -> int:
        """Where a party is now, after the merges of this batch."""
        while party in self.merged:
            party = self.merged[party]
        return party

    def flush(self) -> None:
        """Write what was learnt: new parties where the merges have put them, their names, the merges."""
        blank = {"kind": "person", "name": "", "traits": {}, "since": self.now}
        new = [blank | {"id": party, "merged_into": self._home(party)} for party in range(self.first_id, self.next_id)]
        if new:
            self.db.execute(insert(parties), new)
        if self.new_names:
            self.db.execute(insert(identifiers), self.new_names)
        if self.joins:
            reason = f"One message from {self.source} names both."
            record_merges(self.db, self.joins, reason=reason, author="rule: shared name", now=self.now)

    def _count(self, homes: list[int]) -> None:
        """Load how many names of each kind these parties have, under whatever number they were learnt."""
        home = func.coalesce(parties.c.merged_into, parties.c.id)
        both = select(home, identifiers.c.kind, func.count()).join(parties, parties.c.id == identifiers.c.party_id)
        for some in slices(homes):
            # Two questions that an index answers each; one over both columns would read every name there is.
            for theirs in (parties.c.id.in_(some), parties.c.merged_into.in_(some)):
                for party, kind, n in self.db.execute(both.where(theirs).group_by(home, identifiers.c.kind)):
                    kinds = self.counts.setdefault(party, {})
                    kinds[kind] = kinds.get(kind, 0) + n

    def _find(self, names: list[Identifier]) -> Recognised:
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
        self.next_id += 1
        return self.next_id - 1

    def _home(self, party: int) -> int | None:
        home = self.current(party)
        return None if home == party else home

    def _learn(self, name: Identifier, party: int) -> None:
        self.party_of[name] = party
        kinds = self.counts.setdefault(party, {})
        kinds[name.kind] = kinds.get(name.kind, 0) + 1
        if trust(name.kind).merges:
            self.own_named.add(party)
        self.new_names.append({"kind": name.kind, "value": name.value, "party_id": party, "source": self.source})

    def _merge(self, other: int, party: int) -> None:
        self.merged[other] = party
        self.joins.append((other, party))
        if other in self.own_named:
            self.own_named.add(party)
        kinds = self.counts.setdefault(party, {})
        for kind, n in self.counts.pop(other, {}).items():
            kinds[kind] = kinds.get(kind, 0) + n
