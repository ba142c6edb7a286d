"""Coverage of the whole company: how much is known of everybody, by facet and role; measured by a job."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select

from emptychair import parties
from emptychair.know.facets import FACETS
from emptychair.know.model import Claim, Mark, State
from emptychair.know.queries import KNOWN, claim_of_row, coverage
from emptychair.know.schema import claims, coverages
from emptychair.methods import coverage as methods
from emptychair.store import MERGED, Stores

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Covered:
    """How well one group is known on one facet ("" for all): people counted by how we know, mean kappa or U."""

    role: str
    facet: str
    people: int
    known: int
    guessed: int
    stale: int
    mean: float
    worst_tenth: float
    newest: datetime | None
    measured_at: datetime


class Standing(NamedTuple):
    """One person on one facet."""

    kappa: float
    told: bool  # stated or observed, not only inferred or assumed
    heard: datetime


def measure(stores: Stores, now: datetime) -> int:
    """Count anew how much is known of everybody, by role and facet; says of how many people."""
    groups = {role: parties.in_role(stores.records, role) for role in parties.roles(stores.records)}
    groups = {role: ids for role, ids in groups.items() if ids}
    groups[EVERYBODY] = parties.everybody(stores.records)
    standings = _standings(stores, now)
    rows = [row for role, ids in groups.items() for row in _group(role, ids, standings, now)]
    with stores.records.write() as db:
        db.execute(coverages.delete())
        if rows:
            db.execute(coverages.insert(), rows)
    return len(groups[EVERYBODY])


def covered(stores: Stores) -> dict[str, dict[str, Covered]]:
    """As last measured: role → facet → Covered; facet "" is all of them together."""
    found: dict[str, dict[str, Covered]] = defaultdict(dict)
    with stores.records.read() as db:
        for row in db.execute(select(coverages).order_by(coverages.c.people.desc())):
            found[row.role][row.facet] = Covered(**row._asdict())
    return dict(found)


def _standings(stores: Stores, now: datetime) -> dict[int, dict[str, Standing]]:
    into = {row["party"]: row["into_party"] for row in stores.ledger.rows(MERGED)}
    found: dict[int, dict[str, Standing]] = defaultdict(dict)
    counted = claims.c.state.in_([State.HELD, State.CORRECTED])
    with stores.records.read() as db:
        held = db.execute(select(claims).where(counted).order_by(claims.c.party_id, claims.c.facet))
        for (party, key), some in groupby(held, key=lambda row: (row.party_id, row.facet)):
            here = _standing(key, [claim_of_row(row) for row in some], now)
            home = found[into.get(party, party)]
            home[key] = max(here, home[key]) if key in home else here
    return found


def _standing(key: str, held: list[Claim], now: datetime) -> Standing:
    told = any(claim.mark in (Mark.STATED, Mark.OBSERVED) and claim.counts(now) for claim in held)
    return Standing(coverage(key, held, now).known, told, max(claim.heard_at for claim in held))


def _group(
    role: str, ids: list[int], standings: Mapping[int, Mapping[str, Standing]], now: datetime
) -> Iterable[dict[str, Any]]:
    theirs = [standings.get(party, {}) for party in ids]
    for key in FACETS:
        yield _row(role, key, [one.get(key) for one in theirs], now)
    u = [sum(standing.kappa for standing in one.values()) / len(FACETS) for one in theirs]
    whole = methods.company(u or [0.0])
    newest = max((standing.heard for one in theirs for standing in one.values()), default=None)
    somewhat = sum(value >= KNOWN for value in u)
    row = {"role": role, "facet": "", "people": len(ids), "known": somewhat, "guessed": 0, "stale": 0}
    yield row | {"mean": whole.mean, "worst_tenth": whole.worst_tenth, "newest": newest, "measured_at": now}


def _row(role: str, key: str, standings: list[Standing | None], now: datetime) -> dict[str, Any]:
    there = [one for one in standings if one is not None]
    known = sum(one.kappa >= KNOWN and one.told for one in there)
    stale = sum(one.kappa == 0 for one in there)
    kappas = [one.kappa if one else 0.0 for one in standings]
    found = methods.company(kappas or [0.0])
    counts = {"people": len(standings), "known": known, "stale": stale, "guessed": len(there) - known - stale}
    newest = max((one.heard for one in there), default=None)
    ends = {"mean": found.mean, "worst_tenth": found.worst_tenth, "newest": newest, "measured_at": now}
    return {"role": role, "facet": key} | counts | ends
