"""Reading what is believed: the claims of one party with what contradicts them, and how much is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations
from typing import Any

from sqlalchemy import select

from emptychair.core import NotFound
from emptychair.know.facets import FACETS, OPPOSITES
from emptychair.know.model import Claim, Mark, State, Understanding
from emptychair.know.schema import claims
from emptychair.methods.coverage import FacetCoverage, Support, facet, person
from emptychair.store import MERGED, PARTY, Stores

# Whatever contradicts a claim takes this much of its certainty, at equal strength.
DOUBT = 0.5
KNOWN = 0.5  # kappa from which a facet counts as known


def everyone(stores: Stores, party: int) -> list[int]:
    """Every number under which this party was ever recorded: its own first, then those merged into it."""
    merged = stores.ledger.rows(MERGED.filter(MERGED.into_party == PARTY).select("party"), party)
    return [party, *(row["party"] for row in merged)]


def claims_of(stores: Stores, party: int, *, erased: bool = False) -> list[Claim]:
    """What is believed about a party, newest first; each with what contradicts it, and the doubt that leaves."""
    ids = everyone(stores, party)
    query = select(claims).where(claims.c.party_id.in_(ids))
    if not erased:
        query = query.where(claims.c.state != State.ERASED)
    with stores.records.read() as db:
        rows = db.execute(query.order_by(claims.c.heard_at.desc(), claims.c.id)).all()
    # A claim read before a merge stands under the old number too; under the new one all evidence counts.
    own: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: row.party_id != party):
        own.setdefault(row.fingerprint, row)
    return _doubted([claim_of_row(row) for row in rows if own[row.fingerprint] is row])


def one_claim(stores: Stores, party: int, claim_id: int) -> Claim:
    """One claim about a party. Raises NotFound."""
    found = next((claim for claim in claims_of(stores, party) if claim.id == claim_id), None)
    if found is None:
        raise NotFound("There is no such claim about this person.", where=f"claim {claim_id}", mend="See their page.")
    return found


def understanding(held: Sequence[Claim], now: datetime) -> Understanding:
    """How much is known: kappa per facet and U over all fourteen, each worth the same (methods.coverage, M18)."""
    facets = {key: coverage(key, [c for c in held if c.facet == key], now) for key in FACETS}
    known = {key: found.known for key, found in facets.items()}
    seen = {claim.facet for claim in held if claim.state in (State.HELD, State.CORRECTED)}
    weights: Mapping[Any, float] = dict.fromkeys(FACETS, 1.0)
    return Understanding(
        known=person({key: facets[key] for key in facets}, weights),
        facets=known,
        unknown=tuple(key for key, value in known.items() if value == 0 and key not in seen),
        stale=tuple(key for key, value in known.items() if value == 0 and key in seen),
        conflicts=tuple(key for key, found in facets.items() if found.conflict > 0),
        pieces=sum(claim.n for claim in held if claim.counts(now)),
        newest=max((claim.heard_at for claim in held if claim.counts(now)), default=None),
    )


def coverage(key: str, held: Iterable[Claim], now: datetime) -> FacetCoverage:
    """kappa of one facet from its claims. Copies of one piece of evidence count once; where a facet has one
    answer (a channel, a language), different ones conflict and only the best supported counts. Doubt is left out:
    else forgetting what contradicts would make us look wiser."""
    supports = [
        Support(
            claim.confidence,
            max(0.0, (now - claim.heard_at).total_seconds() / 86_400),
            claim.evidence or f"claim {claim.id}",
            claim.says if FACETS[key].single else None,
        )
        for claim in held
        if claim.counts(now)
    ]
    return facet(supports, FACETS[key].half_life_days)


def claim_of_row(row: Any) -> Claim:
    """A row of the table as a claim, before doubts."""
    values = row._asdict()
    values.pop("fingerprint")
    party = values.pop("party_id")
    return Claim(**values | {"party": party, "mark": Mark(row.mark), "state": State(row.state)})


def _doubted(held: Sequence[Claim]) -> list[Claim]:
    against: dict[int, list[Claim]] = {}
    for first, second in permutations([c for c in held if c.state in (State.HELD, State.CORRECTED)], 2):
        if _disagree(first, second):
            against.setdefault(first.id, []).append(second)
    return [_less_sure(claim, against.get(claim.id, [])) for claim in held]


def _disagree(first: Claim, second: Claim) -> bool:
    if first.facet == second.facet and FACETS[first.facet].single:
        return first.says != second.says
    return (first.says, second.says) in OPPOSITES


def _less_sure(claim: Claim, against: Sequence[Claim]) -> Claim:
    if not against:
        return claim
    strongest = max(other.confidence for other in against)
    doubt = DOUBT * min(1.0, strongest / claim.confidence) if claim.confidence else 0.0
    told = tuple(f"{other.statement} ({other.mark})" for other in against)
    return replace(claim, doubt=doubt, against=told)
