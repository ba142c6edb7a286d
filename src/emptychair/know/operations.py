"""Writing what is believed: keeping what was read; staff claim, people contest, both correct and erase."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from emptychair.core import Invalid, NotFound
from emptychair.evidence import entry
from emptychair.know.believe import MAKER
from emptychair.know.facets import FACETS, LASTS_HALF_LIVES
from emptychair.know.model import Draft, Mark, State
from emptychair.know.schema import claims, portal_links
from emptychair.staff import User, note_in
from emptychair.store import Records, Stores

_CONTENT = ("statement", "why", "confidence", "evidence", "quote", "quote_start", "quote_end", "language", "touchpoint")
_KEPT = (*_CONTENT, "n", "heard_at", "expires_at", "maker")


def keep_read(stores: Stores, found: Iterable[Draft], these: Sequence[int] | range, now: datetime) -> int:
    """Make the claims read from the evidence of these parties exactly `found`; says how many.

    What a person contested, corrected or erased stays as they left it; claims of staff are not touched.
    """
    rows = {(row["party_id"], row["fingerprint"]): row for row in (_row(draft, now) for draft in found)}
    within = (claims.c.maker == MAKER) & _among(these)
    with stores.records.write() as db:
        held = db.execute(
            select(claims.c.id, claims.c.party_id, claims.c.fingerprint).where(within, claims.c.state == State.HELD)
        )
        gone = [row.id for row in held if (row.party_id, row.fingerprint) not in rows]
        for some in (gone[i : i + 5_000] for i in range(0, len(gone), 5_000)):
            db.execute(delete(claims).where(claims.c.id.in_(some)))
        _upsert(stores.records, db, list(rows.values()))
    return len(rows)


def claim(
    stores: Stores,
    party: int,
    facet: str,
    statement: str,
    *,
    why: str,
    by: User,
    now: datetime,
    evidence: int | None = None,
    quote: str = "",
) -> int:
    """A claim by a member of staff, who says why. With a quote from a piece of evidence it is stated, else assumed.

    Raises Invalid for an unknown facet, without why, for a quote that is not in the evidence, and for
    beliefs and causes that the person did not state (they are never inferred).
    """
    if facet not in FACETS:
        raise Invalid(f"{facet!r} is no facet.", mend=f"Use one of {', '.join(FACETS)}.")
    if not statement.strip() or not why.strip():
        raise Invalid("A claim needs a statement and a why.", mend="Say what you believe and what makes you.")
    quoted = _quoted(stores, party, evidence, quote)
    if FACETS[facet].special and not quoted:
        mend = "Ask the person, and quote their answer."
        raise Invalid("Beliefs and causes are never inferred for one person.", where=facet, mend=mend)
    mark, confidence = (Mark.STATED, 0.8) if quoted else (Mark.ASSUMED, 0.4)
    words, motive = statement.strip()[:500], why.strip()[:500]
    draft = Draft(party, facet, words.lower()[:200], words, mark, confidence, now, by.name, why=motive, **quoted)
    with stores.records.write() as db:
        _upsert(stores.records, db, [_row(draft, now)])
        same = (claims.c.party_id == party) & (claims.c.fingerprint == _fingerprint(draft))
        found = int(db.execute(select(claims.c.id).where(same)).scalar_one())
        note_in(db, by, "claimed", "party", str(party), {"claim": found, "facet": facet}, now=now)
        return found


def contest(stores: Stores, party: Sequence[int], claim_id: int, words: str, *, by: User | None, now: datetime) -> None:
    """The person says that it is not so: the claim stays visible, with their words, and is no longer used.

    `party`: every number that the person has. `by` is None where they did it themselves, in the portal.
    """
    _change(stores, party, claim_id, {"state": State.CONTESTED, "contested_words": words.strip()}, "contested", by, now)


def correct(
    stores: Stores, party: Sequence[int], claim_id: int, statement: str, *, by: User | None, now: datetime
) -> None:
    """How it really is, as they say: the claim is now stated, and sure until it expires. Raises Invalid, NotFound."""
    words = statement.strip()[:500]
    if not words:
        raise Invalid("A correction needs words.", where=f"claim {claim_id}", mend="Say how it really is.")
    values: dict[str, Any] = {"statement": words, "says": words.lower()[:200], "mark": Mark.STATED, "confidence": 0.95}
    values |= {"state": State.CORRECTED, "heard_at": now, "evidence": None, "why": "", "n": 1}
    values |= {"quote": "", "quote_start": None, "quote_end": None}
    _change(stores, party, claim_id, values, "corrected", by, now)


def erase(stores: Stores, party: Sequence[int], claim_id: int, *, by: User | None, now: datetime) -> None:
    """Forget one claim. An empty row stays, so that the same words are not made into the same claim again."""
    _change(stores, party, claim_id, _EMPTY, "erased a claim about", by, now)


def forget(stores: Stores, parties: Sequence[int]) -> None:
    """Forget everything that this room holds about these parties: claims and portal links."""
    with stores.records.write() as db:
        db.execute(delete(claims).where(claims.c.party_id.in_(list(parties))))
        db.execute(delete(portal_links).where(portal_links.c.party_id.in_(list(parties))))


_EMPTY: dict[str, Any] = {"state": State.ERASED, "statement": "", "says": "", "why": "", "quote": "", "evidence": None}
_EMPTY |= {"quote_start": None, "quote_end": None, "contested_words": "", "touchpoint": "", "language": "", "n": 0}


def _among(these: Sequence[int] | range) -> Any:
    if isinstance(these, range):
        return (claims.c.party_id >= these.start) & (claims.c.party_id < these.stop)
    return claims.c.party_id.in_(list(these))


def _quoted(stores: Stores, party: int, evidence: int | None, quote: str) -> dict[str, Any]:
    if evidence is None:
        return {}
    words = entry(stores.ledger, evidence)["words"] or ""
    start = words.find(quote.strip()) if quote.strip() else -1
    if start < 0:
        mend = "Copy the sentence as it was written."
        raise Invalid("The quote is not in that evidence.", where=f"evidence {evidence}", mend=mend)
    end = start + len(quote.strip())
    return {"evidence": evidence, "quote": quote.strip(), "quote_start": start, "quote_end": end}


def _change(
    stores: Stores,
    party: Sequence[int],
    claim_id: int,
    values: dict[str, Any],
    verb: str,
    by: User | None,
    now: datetime,
) -> None:
    theirs = (claims.c.id == claim_id) & claims.c.party_id.in_(list(party)) & (claims.c.state != State.ERASED)
    with stores.records.write() as db:
        facet = db.execute(select(claims.c.facet).where(theirs)).scalar()
        if facet is None:
            raise NotFound("There is no such claim about them.", where=f"claim {claim_id}", mend="See their page.")
        if values.get("state") == State.CORRECTED:
            values = values | {"expires_at": _expiry(facet, now)}
        db.execute(update(claims).where(theirs).values(**values))
        detail = {"claim": claim_id} | ({} if by else {"by": "the person themselves"})
        note_in(db, by, verb, "party", str(party[0]), detail, now=now)


def _upsert(records: Records, db: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = records.insert(claims)
    new = {name: statement.excluded[name] for name in _KEPT}
    held = claims.c.state == State.HELD
    db.execute(statement.on_conflict_do_update(index_elements=["party_id", "fingerprint"], set_=new, where=held), rows)


def _row(draft: Draft, now: datetime) -> dict[str, Any]:
    row = {name: getattr(draft, name) for name in (*_CONTENT, "facet", "says", "mark", "n", "heard_at", "maker")}
    row |= {"party_id": draft.party, "fingerprint": _fingerprint(draft), "created_at": now, "state": State.HELD}
    return row | {"says": draft.says[:200], "expires_at": _expiry(draft.facet, draft.heard_at), "contested_words": ""}


def _expiry(facet: str, heard_at: datetime) -> datetime:
    return heard_at + timedelta(days=LASTS_HALF_LIVES * FACETS[facet].half_life_days)


def _fingerprint(draft: Draft) -> str:
    return hashlib.blake2b(f"{draft.facet}\0{draft.says}\0{draft.mark}".encode(), digest_size=16).hexdigest()
