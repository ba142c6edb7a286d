"""One person for machines: what is believed with its evidence, what is not known, what happened last."""

from datetime import datetime
from typing import Any

from emptychair import parties
from emptychair.know.model import Claim
from emptychair.know.queries import claims_of, everyone, understanding
from emptychair.know.story import story
from emptychair.store import Stores


def portrait(stores: Stores, party: int, now: datetime) -> dict[str, Any]:
    """Who they are, claims with quote and evidence, unknown facets, coverage, the newest entries. Raises NotFound."""
    who = parties.party(stores.records, party)
    held = claims_of(stores, who.id)
    known = understanding(held, now)
    told = story(stores.ledger, who.id)
    return {
        "id": who.id,
        "name": who.label,
        "kind": who.kind,
        "roles": list(who.roles),
        "since": who.since.isoformat(),
        "claims": [claim_json(claim, now) for claim in held],
        "unknown": [*known.unknown, *known.stale],
        "coverage": {
            "known": known.known,
            "not_known": known.not_known,
            "facets": known.facets,
            "known_once": list(known.stale),
            "contradicted": list(known.conflicts),
            "n": known.pieces,
            "newest": known.newest.isoformat() if known.newest else None,
        },
        "evidence": {"n": told.total, "url": f"/evidence?party={who.id}"},
        "timeline": [_entry_json(entry) for entry in told.entries[:20]],
    }


def claim_json(claim: Claim, now: datetime) -> dict[str, Any]:
    """A claim with all that a person may ask of it: how we know, why, how sure, until when, who disagrees."""
    return {
        "id": claim.id,
        "facet": claim.facet,
        "statement": claim.statement,
        "mark": str(claim.mark),
        "why": claim.why or None,
        "confidence": round(claim.sure, 3),
        "quote": claim.quote or None,
        "evidence": f"/evidence/{claim.evidence}" if claim.evidence else None,
        "n": claim.n,
        "heard_at": claim.heard_at.isoformat(),
        "expires_at": claim.expires_at.isoformat(),
        "expired": claim.expired(now),
        "state": str(claim.state),
        "contested_words": claim.contested_words or None,
        "against": list(claim.against),
        "made_by": claim.maker,
    }


def export(stores: Stores, party: int) -> dict[str, Any]:
    """Everything that this room holds about a party (GDPR 15): all claims, the erased ones as empty rows."""
    held = claims_of(stores, party, erased=True)
    numbers = everyone(stores, party)
    return {"numbers": numbers, "claims": [claim_json(claim, claim.created_at) for claim in held]}


def _entry_json(entry: dict[str, Any]) -> dict[str, Any]:
    told = {name: entry[name] for name in ("id", "act", "chair", "touchpoint", "channel", "words", "language", "score")}
    when, link = entry["happened_at"].isoformat(), f"/evidence/{entry['id']}"
    return told | {"at": when, "feeling": entry["feeling"], "url": link}
