"""Real customers: a sentence in Portuguese becomes a claim about the one who wrote it."""

from datetime import UTC, datetime
from itertools import islice

import pytest

from conftest import shared_data
from emptychair import know
from emptychair.evidence import Which, chosen, record
from emptychair.jobs import enqueue, job
from emptychair.listen import recipes
from emptychair.store import READINGS

NOW = datetime(2018, 12, 1, tzinfo=UTC)


@pytest.mark.slow
def test_portuguese_reviews_become_claims_whose_quote_is_their_own_words(stores):
    rows = recipes.read(recipes.load("olist"), shared_data("olist"), NOW)
    spoken = (m for row in rows for m in row.messages if m.words)
    record(stores, list(islice(spoken, 300)), now=NOW)
    know.read_new(stores, job(stores, enqueue(stores, "know.read_new", now=NOW)), NOW)
    said = stores.ledger.rows(chosen(Which(words="any")).select("id", "party", "words", "score"))
    words = {row["id"]: row["words"] for row in said}
    claims = [claim for row in said for claim in know.claims_of(stores, row["party"]) if claim.quote]
    assert len({claim.party for claim in claims}) > 200
    assert all(words[claim.evidence][claim.quote_start : claim.quote_end] == claim.quote for claim in claims)
    late = stores.ledger.rows(READINGS.filter(READINGS.label == "delivery late").select("evidence").distinct())
    scores = {row["id"]: row["score"] for row in said}
    assert late
    assert sum(scores[row["evidence"]] for row in late) / len(late) < 3
