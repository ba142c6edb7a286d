"""Recording: every message is recorded, doubled, refused or erased, and nothing else."""

import dataclasses
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from emptychair import evidence, parties
from emptychair.core import Invalid
from emptychair.evidence import (
    Act,
    Identifier,
    Message,
    ObjectRef,
    Refusal,
    Scale,
    Thing,
    Which,
    entries,
    entry,
    quarantine_reasons,
    quarantined,
    readmit,
    record,
    tally,
    thing,
)
from emptychair.store import Stores, check
from saying import NOON, STARS, heard, order


def test_a_message_is_kept_as_it_came(stores: Stores, noon: datetime) -> None:
    said = heard(
        "ana@example.org",
        Act.RATED,
        words="Chegou atrasado",
        language="pt",
        score=2,
        scale=STARS,
        amount=Decimal("79.04"),
        currency="BRL",
        objects=order("o1"),
        touchpoint="delivery",
        properties={"seller": "São João"},
    )
    record(stores, [said], now=noon)
    row = entry(stores.ledger, 1)
    assert row["words"] == "Chegou atrasado"
    assert (row["score"], row["scale_low"], row["scale_high"], row["valence"]) == (2, 1, 5, -0.5)
    assert (row["amount"], row["currency"]) == (Decimal("79.0400"), "BRL")
    assert row["happened_at"] == said.at
    assert [(link["kind"], link["object"]) for link in row["objects"]] == [("order", "o1")]
    assert "São João" in row["properties"]
    assert "ana@example.org" in row["identifiers"]


def test_an_amount_finer_than_the_ledger_keeps_is_rounded(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("ana@example.org", amount=Decimal("-0.33335"), currency="EUR")], now=noon)
    assert entry(stores.ledger, 1)["amount"] == Decimal("-0.3334")


def test_the_same_message_twice_is_kept_once(stores: Stores, noon: datetime) -> None:
    messages = [heard(f"p{i}@example.org") for i in range(20)]
    first = record(stores, [*messages, messages[0]], now=noon)
    again = record(stores, messages, now=noon)
    assert (first.recorded, first.doubled) == (20, 1)
    assert (again.recorded, again.doubled) == (0, 20)
    assert tally(stores.ledger, Which())["n"] == 20
    assert check(stores) == []


def test_the_same_id_from_another_source_is_another_message(stores: Stores, noon: datetime) -> None:
    one = heard("a@example.org")
    other = dataclasses.replace(one, source="elsewhere")
    assert record(stores, [one, other], now=noon).recorded == 2


@pytest.mark.parametrize(
    ("faulty", "reason"),
    [
        (heard("a@example.org", score=6, scale=STARS), "outside its scale 1 to 5"),
        (heard("a@example.org", score=3), "without its scale"),
        (heard("a@example.org", score=3, scale=Scale("rating", 5, 1)), "runs from 5 to 1"),
        (heard("a@example.org", days_ago=-2), "in the future"),
        (heard("a@example.org", days_ago=60_000), "before 1900"),
        (heard("a@example.org", amount=Decimal(3)), "without a currency"),
        (heard("a@example.org", amount=Decimal("1e30"), currency="EUR"), "beyond belief"),
        (heard("a@example.org", amount=Decimal("NaN"), currency="EUR"), "beyond belief"),
        (dataclasses.replace(heard("a@example.org"), at=datetime(2024, 1, 1)), "no zone"),
        (dataclasses.replace(heard("a@example.org"), message_id=""), "no id of its own"),
    ],
)
def test_what_cannot_be_taken_waits_with_its_reason(
    stores: Stores, noon: datetime, faulty: Message, reason: str
) -> None:
    receipt = record(stores, [faulty, heard("b@example.org")], now=noon)
    assert (receipt.recorded, receipt.refused) == (1, 1)
    (waiting,) = quarantined(stores.records)
    assert reason in waiting["reason"]
    assert waiting["mend"]
    assert waiting["raw"]["identifiers"] == [["email", "a@example.org"]]


def test_the_same_refusal_is_kept_once(stores: Stores, noon: datetime) -> None:
    refusal = Refusal("test", "line 7", "unreadable date", "write it as 2024-05-31", {"date": "31/31"})
    for _ in range(3):
        record(stores, [], refusals=[refusal], now=noon)
    assert [(row["reason"], row["n"]) for row in quarantine_reasons(stores.records)] == [("unreadable date", 1)]


def test_the_cursor_moves_with_the_evidence_or_not_at_all(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("a@example.org")], cursor=("file", 10), now=noon)
    assert stores.ledger.cursor("file") == 10
    unsound = heard("b@example.org", objects=(ObjectRef("order", 5),))
    with pytest.raises((TypeError, ValueError)):
        record(stores, [heard("c@example.org"), unsound], cursor=("file", 20), now=noon)
    assert stores.ledger.cursor("file") == 10
    assert tally(stores.ledger, Which())["n"] == 1


def test_a_thing_keeps_what_was_told_last(stores: Stores, noon: datetime) -> None:
    for status in ("shipped", "delivered"):
        record(stores, [], things=[Thing("shop", "order", "o1", {"status": status})], now=noon)
    assert thing(stores.ledger, "order", "o1")["attributes"] == '{"status": "delivered"}'


def test_evidence_is_chosen_by_every_field_of_the_filter(stores: Stores, noon: datetime) -> None:
    record(
        stores,
        [
            heard("a@example.org", Act.RATED, score=5, scale=STARS, words="lovely", objects=order("o1")),
            heard("a@example.org", Act.RATED, score=1, scale=STARS, touchpoint="delivery", days_ago=40),
            heard("b@example.org", Act.SAID, words="Slow and late", language="en"),
        ],
        now=noon,
    )
    day = (NOON - timedelta(days=10)).date().isoformat()
    chosen = {
        Which(party=1): 2,
        Which(act="rated", at_most=2): 1,
        Which(act="rated", at_least=2): 1,
        Which(words="any"): 2,
        Which(words="LATE"): 1,
        Which(object_kind="order", object="o1"): 1,
        Which(since=day): 2,
        Which(until=day): 1,
        Which(touchpoint="delivery"): 1,
        Which(ids="1,3"): 2,
        Which(): 3,
    }
    for which, n in chosen.items():
        assert tally(stores.ledger, which)["n"] == n, which
        assert len(entries(stores.ledger, which)) == n, which


def test_a_filter_survives_its_url() -> None:
    which = Which(party=3, act="rated", at_most=2.0, words="não chegou")
    query = dict(part.split("=") for part in which.url().split("?")[1].split("&"))
    assert Which.from_query({**query, "words": "não chegou"}) == which


def test_erased_people_do_not_come_back(stores: Stores, noon: datetime) -> None:
    messages = [heard("ana@example.org", objects=order("o1")), heard("ben@example.org")]
    record(stores, messages, things=[Thing("shop", "order", "o1", {"to": "Ana"})], now=noon)
    with stores.records.write() as db:
        gone = parties.erase(db, 1, noon)
    assert evidence.erase(stores, gone, [Identifier("email", "ana@example.org")]) == 1
    assert thing(stores.ledger, "order", "o1") == {}
    again = record(stores, messages, now=noon)
    assert (again.recorded, again.doubled, again.erased) == (0, 1, 1)
    assert tally(stores.ledger, Which())["n"] == 1


def test_a_mended_message_is_taken_and_leaves_quarantine(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("ana@example.org", Act.RATED, score=7, scale=STARS, words="meh")], now=noon)
    (waiting,) = quarantined(stores.records)
    with pytest.raises(Invalid, match="outside its scale"):
        readmit(stores, waiting["id"], waiting["raw"], noon)
    readmit(stores, waiting["id"], waiting["raw"] | {"score": 4}, noon)
    assert entry(stores.ledger, 1)["score"] == 4
    assert quarantined(stores.records) == []
