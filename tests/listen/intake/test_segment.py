"""Segment calls read as evidence, each by the public door: from the body on the wire to the ledger."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from emptychair import parties
from emptychair.evidence import Which, entries, quarantined, record
from emptychair.listen.intake import letters, read_envelope, settle_all
from emptychair.store import Stores, waiting

SHOP = "segment:shop"


def send(stores: Stores, now: datetime, *calls: Any, sent_at: str = "", **shared: Any) -> None:
    """One batch as it comes over the wire, settled."""
    body = json.dumps({"batch": calls, "sentAt": sent_at, **shared}).encode()
    stores.inbox.put(letters(read_envelope(body, "batch", gzipped=False), SHOP, now)).result(10)
    settle_all(stores, now)
    assert waiting(stores.records) == 0


def power_cut(*_: Any) -> None:
    raise KeyboardInterrupt


def kept(stores: Stores, **which: Any) -> list[dict[str, Any]]:
    return entries(stores.ledger, Which(source=SHOP, **which))


def call(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "userId": "u1", "messageId": f"{kind}-1", "timestamp": "2024-06-03T10:00:00Z"} | more


def test_identify_makes_a_party_with_its_traits(stores: Stores, noon: datetime) -> None:
    traits = {
        "firstName": "Ana",
        "lastName": "Souza",
        "email": "Ana@Example.com",
        "address": {"city": "Recife"},
        "plan": "pro",
    }
    send(stores, noon, call("identify", anonymousId="a1", traits=traits))
    (row,) = kept(stores, act="described")
    party = parties.party(stores.records, row["party"])
    assert (party.name, party.kind, party.traits["city"], party.traits["plan"]) == (
        "Ana Souza",
        "person",
        "Recife",
        "pro",
    )
    assert json.loads(row["identifiers"]) == [["user_id", "u1"], ["anonymous_id", "a1"], ["email", "Ana@Example.com"]]


def test_track_is_what_they_did_with_its_objects_and_properties(stores: Stores, noon: datetime) -> None:
    send(stores, noon, call("track", event="Article Read", properties={"ticket_id": 17, "minutes": 3}))
    (row,) = kept(stores, object_kind="ticket", object="17")
    assert (row["act"], row["touchpoint"], row["chair"]) == ("did", "article_read", "customer")
    assert json.loads(row["properties"]) == {"event": "Article Read", "ticket_id": 17, "minutes": 3}


def test_an_order_is_bought_with_its_money_and_products(stores: Stores, noon: datetime) -> None:
    said = {
        "order_id": "o1",
        "total": 30.5,
        "currency": "eur",
        "products": [{"product_id": "p1"}, {"product_id": "p2"}],
    }
    send(stores, noon, call("track", event="Order Completed", properties=said))
    (row,) = kept(stores, act="bought")
    assert (row["amount"], row["currency"]) == (Decimal("30.5000"), "EUR")
    for kind, number in (("order", "o1"), ("product", "p1"), ("product", "p2")):
        assert len(kept(stores, object_kind=kind, object=number)) == 1


def test_an_amount_without_currency_is_not_guessed_to_be_money(stores: Stores, noon: datetime) -> None:
    send(stores, noon, call("track", event="Order Completed", properties={"order_id": "o1", "revenue": 12}))
    (row,) = kept(stores, act="bought")
    assert (row["amount"], json.loads(row["properties"])["revenue"]) == (None, 12)


def test_a_review_keeps_score_scale_and_words(stores: Stores, noon: datetime) -> None:
    said = {"product_id": "p1", "rating": "2", "review_body": "Chegou quebrado."}
    send(stores, noon, call("track", event="Product Reviewed", properties=said))
    (row,) = kept(stores, act="rated")
    assert (row["score"], row["scale_low"], row["scale_high"], row["words"]) == (2.0, 1.0, 5.0, "Chegou quebrado.")


def test_page_and_screen_are_touchpoints_of_site_and_app(stores: Stores, noon: datetime) -> None:
    send(
        stores,
        noon,
        call("page", name="Pricing"),
        call("page", messageId="page-2", properties={"path": "/products/4711"}),
        call("page", messageId="page-3", properties={"path": "/"}),
        call("screen", name="Basket"),
    )
    told = {(row["touchpoint"], row["channel"]) for row in kept(stores)}
    assert told == {("pricing", "site"), ("products", "site"), ("home", "site"), ("basket", "app")}


def test_group_names_the_organisation_and_its_member(stores: Stores, noon: datetime) -> None:
    send(stores, noon, call("group", groupId="g9", traits={"name": "Acme", "email": "hello@acme.example"}))
    whole, member = sorted(kept(stores), key=lambda row: row["message_id"], reverse=True)
    assert parties.party(stores.records, whole["party"]).kind == "organisation"
    assert parties.party(stores.records, whole["party"]).name == "Acme"
    assert json.loads(member["properties"]) == {"organisation": "g9"}
    assert "hello@acme.example" not in member["identifiers"]


def test_alias_makes_two_known_people_one(stores: Stores, noon: datetime) -> None:
    send(
        stores,
        noon,
        call("track", event="Seen", userId="old"),
        call("track", event="Seen", messageId="t2", userId="new"),
    )
    before = {row["party"] for row in kept(stores)}
    send(stores, noon, call("alias", userId="new", previousId="old"))
    assert (len(before), len({row["party"] for row in kept(stores)})) == (2, 1)


def test_consent_is_stored_and_goes_with_what_was_sent_under_it(stores: Stores, noon: datetime) -> None:
    consent = {"consent": {"categoryPreferences": {"Advertising": False, "Analytics": True, "DataSharing": False}}}
    send(
        stores,
        noon,
        call("track", event="Segment Consent Preference Updated", messageId="c1", context=consent),
        call("track", event="Seen", messageId="c2", context=consent),
        call("track", event="Seen", messageId="c3"),
    )
    (consented,) = kept(stores, act="consented")
    assert json.loads(consented["properties"]) == {"advertising": False, "analytics": True, "data_sharing": False}
    under = {row["message_id"]: (row["basis"], row["purposes"]) for row in kept(stores, act="did")}
    assert under == {"c2": ("consent", '["analytics"]'), "c3": ("legitimate_interest", None)}


def test_a_wrong_clock_is_corrected_by_when_it_was_sent(stores: Stores, noon: datetime) -> None:
    """Segment: timestamp = receivedAt - (sentAt - originalTimestamp)."""
    wrong = "2019-01-01T00:00:00.000Z"
    send(stores, noon, call("track", event="Seen", timestamp=wrong), sent_at="2019-01-01T00:05:00.000Z")
    (row,) = kept(stores)
    assert row["happened_at"] == noon - timedelta(minutes=5)


def test_the_senders_own_zone_is_kept(stores: Stores, noon: datetime) -> None:
    send(stores, noon, call("track", event="Seen", context={"timezone": "Asia/Tokyo"}))
    (row,) = kept(stores)
    assert (row["happened_at"], row["utc_offset_minutes"]) == (datetime(2024, 6, 3, 10, tzinfo=UTC), 540)


def test_context_of_the_batch_goes_to_each_call_and_addresses_of_devices_to_none(
    stores: Stores, noon: datetime
) -> None:
    own = {"campaign": {"name": "spring"}}
    shared = {"ip": "203.0.113.9", "userAgent": "Mozilla", "locale": "pt-BR", "campaign": {"name": "winter"}}
    send(stores, noon, call("track", event="Seen", context=own), context=shared)
    (row,) = kept(stores)
    assert json.loads(row["properties"])["context"] == {"campaign": {"name": "spring"}, "locale": "pt-BR"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"type": "teleport", "userId": "u1"}, "no call of type 'teleport'"),
        ({"type": "track", "userId": "u1"}, "without the name of its event"),
        ({"type": "track", "event": "Seen"}, "names nobody"),
        ({"type": "track", "event": "Seen", "userId": "u1", "timestamp": "yesterday"}, "is not a time"),
        ({"type": "track", "event": "Seen", "userId": {"id": 7}}, "names nobody"),
        ({"type": "group", "userId": "u1"}, "without groupId"),
        ({"type": "alias", "userId": "u1"}, "without previousId"),
        ({"type": "track", "event": "Seen", "userId": "u1", "timestamp": "2999-01-01T00:00:00Z"}, "in the future"),
        ("not an object", "has to be a JSON object"),
        (None, "has to be a JSON object"),
    ],
)
def test_what_makes_no_sense_waits_in_quarantine_and_stops_nobody(
    stores: Stores, noon: datetime, bad: Any, reason: str
) -> None:
    send(stores, noon, bad, call("track", event="Seen"))
    (row,) = quarantined(stores.records, SHOP)
    assert reason in row["reason"]
    assert row["mend"]
    assert len(kept(stores)) == 1


def test_letters_that_no_database_likes_are_kept_in_a_form_that_it_does(stores: Stores, noon: datetime) -> None:
    odd = call(
        "track", event="Seen \x00 \ud800", messageId="odd\x00id", properties={"a\x00": ["\ud800", {"b": "\x00"}]}
    )
    huge = call("track", event="Order Completed", messageId="h1", properties={"total": 1e300, "currency": "EUR"})
    send(stores, noon, odd, huge, call("track", event="Seen", messageId="x" * 5_000))
    assert len(kept(stores)) == 3


def test_one_letter_that_cannot_be_stored_is_set_aside_alone(
    stores: Stores, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choking(stores: Stores, messages: Any, **more: Any) -> Any:
        if any(message.message_id == "m7" for message in messages):
            raise OverflowError("too large for its column")
        return record(stores, messages, **more)

    monkeypatch.setitem(settle_all.__globals__, "record", choking)
    send(stores, noon, *(call("track", event="Seen", messageId=f"m{n}") for n in range(20)))
    assert {row["message_id"] for row in kept(stores)} == {f"m{n}" for n in range(20)} - {"m7"}
    (row,) = quarantined(stores.records, SHOP)
    assert "could not be stored" in row["reason"]


def test_the_same_call_again_is_the_same_evidence(stores: Stores, noon: datetime) -> None:
    for _ in range(2):
        send(
            stores,
            noon,
            call("track", event="Seen"),
            {k: v for k, v in call("track", event="Seen").items() if k != "messageId"},
        )
    assert len(kept(stores)) == 2
    undated = {"type": "track", "event": "Seen", "userId": "u1"}
    send(stores, noon, undated, undated)
    assert len(kept(stores)) == 4


def test_a_crash_between_ledger_and_inbox_doubles_nothing(
    stores: Stores, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setitem(settle_all.__globals__, "clear_until", power_cut)
        with pytest.raises(KeyboardInterrupt):
            send(stores, noon, call("track", event="Seen"))
    assert (len(kept(stores)), waiting(stores.records)) == (1, 1)
    send(stores, noon, call("track", event="Seen", messageId="later"))
    assert len(kept(stores)) == 2
