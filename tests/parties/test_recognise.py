"""Recognising: one person under all their names, no two people as one."""

from datetime import datetime

import pytest

from emptychair import parties
from emptychair.core import Conflict, NotFound
from emptychair.evidence import Act, Identifier, Which, quarantined, record, tally
from emptychair.store import Stores
from saying import heard


def known_as(stores: Stores, kind: str, value: str) -> int | None:
    return parties.find(stores.records, Identifier(kind, value))


def test_names_are_compared_in_their_normal_form(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("Ana@Example.org"), heard("phone:+49(30)12-34")], now=noon)
    assert known_as(stores, "email", "ana@example.ORG") == 1
    assert known_as(stores, "phone", "+49 30 1234") == 2


def test_a_message_with_two_known_names_merges_with_a_reason(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("ana@example.org"), heard("crm_id:7")], now=noon)
    assert known_as(stores, "crm_id", "7") == 2
    record(stores, [heard("crm_id:7 ana@example.org")], now=noon)
    assert known_as(stores, "crm_id", "7") == known_as(stores, "email", "ana@example.org") == 1
    (merge,) = parties.merges_of(stores.records, 1)
    assert "names both" in merge["reason"]
    assert tally(stores.ledger, Which(party=1))["n"] == 3


def test_undoing_a_merge_puts_everything_back(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("ana@example.org"), heard("ben@example.org"), heard("ben@example.org")], now=noon)
    merge = parties.merge(stores, 2, 1, reason="looked alike", author="Cleo", now=noon)
    assert tally(stores.ledger, Which(party=1))["n"] == 3
    parties.split(stores, merge, author="Cleo", now=noon)
    assert tally(stores.ledger, Which(party=1))["n"] == 1
    assert tally(stores.ledger, Which(party=2))["n"] == 2
    assert known_as(stores, "email", "ben@example.org") == 2
    with pytest.raises(NotFound):
        parties.split(stores, merge, author="Cleo", now=noon)


def test_a_merge_within_one_batch_can_be_undone_too(stores: Stores, noon: datetime) -> None:
    batch = [heard("ana@example.org"), heard("crm_id:7"), heard("crm_id:7 ana@example.org")]
    record(stores, batch, now=noon)
    (merge,) = parties.merges_of(stores.records, 1)
    parties.split(stores, merge["id"], author="Cleo", now=noon)
    assert tally(stores.ledger, Which(party=2))["n"] == 1


def test_a_chain_of_merges_ends_at_one_party(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("a@example.org"), heard("b@example.org"), heard("c@example.org")], now=noon)
    parties.merge(stores, 3, 2, reason="x", author="Cleo", now=noon)
    first = parties.merge(stores, 2, 1, reason="y", author="Cleo", now=noon)
    assert tally(stores.ledger, Which(party=1))["n"] == 3
    parties.split(stores, first, author="Cleo", now=noon)
    assert tally(stores.ledger, Which(party=2))["n"] == 2


def test_a_browser_becomes_its_person_at_sign_in(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("anonymous_id:x"), heard("anonymous_id:x ana@example.org")], now=noon)
    assert tally(stores.ledger, Which(party=1))["parties"] == 1
    assert tally(stores.ledger, Which(party=1))["n"] == 2


def test_a_shared_browser_never_makes_two_people_one(stores: Stores, noon: datetime) -> None:
    batch = [heard("anonymous_id:x ana@example.org"), heard("anonymous_id:x ben@example.org")]
    record(stores, batch, now=noon)
    assert known_as(stores, "email", "ana@example.org") != known_as(stores, "email", "ben@example.org")


@pytest.mark.parametrize("nobody", ["null", "undefined", "0", "  ", "Anonymous", "[object Object]"])
def test_what_systems_send_for_nobody_is_nobody(stores: Stores, noon: datetime, nobody: str) -> None:
    name = (Identifier("user_id", nobody),)
    record(stores, [heard(identifiers=name), heard(identifiers=name)], now=noon)
    assert tally(stores.ledger, Which())["parties"] == 0


def test_a_shared_login_is_refused_not_believed(stores: Stores, noon: datetime) -> None:
    logins = [heard(f"account:shop email:p{i}@example.org") for i in range(30)]
    receipt = record(stores, logins, now=noon)
    assert receipt.recorded == 20
    assert "Unclear who this is" in quarantined(stores.records)[0]["reason"]


def test_traits_and_roles_come_from_descriptions(stores: Stores, noon: datetime) -> None:
    said = {"name": "Ana Lima", "roles": ["customer", "fan", "emperor"], "city": "Recife"}
    record(stores, [heard("ana@example.org", Act.DESCRIBED, properties=said)], now=noon)
    ana = parties.party(stores.records, 1)
    assert (ana.name, ana.roles, ana.traits) == ("Ana Lima", ("customer", "fan"), {"city": "Recife"})
    assert parties.roles(stores.records) == {"customer": 1, "fan": 1}
    assert [p.id for p in parties.search(stores.records, "lima")] == [1]
    assert [p.id for p in parties.search(stores.records, "ana@")] == [1]


def test_what_is_told_before_a_merge_in_the_same_batch_is_carried_over(stores: Stores, noon: datetime) -> None:
    said = heard("crm_id:7", Act.DESCRIBED, properties={"roles": ["fan"]})
    wish = heard("crm_id:7", Act.CONSENTED, properties={"marketing": False})
    record(stores, [heard("ana@example.org"), said, wish, heard("crm_id:7 ana@example.org")], now=noon)
    assert parties.party(stores.records, 1).roles == ("fan",)
    (known,) = parties.purposes_of(stores.records, 1)
    assert (known["purpose"], known["granted"]) == ("marketing", False)


def test_merges_that_a_crash_kept_from_the_ledger_are_followed_after_the_next_message(
    stores: Stores, noon: datetime
) -> None:
    record(stores, [heard("ana@example.org"), heard("crm_id:7"), heard("crm_id:7 ana@example.org")], now=noon)
    with stores.ledger.write() as ledger:  # as if the process had died between the two stores
        ledger.delete("merged", "party", [2])
        ledger.move_cursor("merges", 0)
    assert tally(stores.ledger, Which(party=1))["n"] == 2
    record(stores, [heard("ben@example.org")], now=noon)
    assert tally(stores.ledger, Which(party=1))["n"] == 3


def test_many_people_can_be_named_at_once(stores: Stores, noon: datetime) -> None:
    record(stores, [heard(f"p{i}@example.org") for i in range(2_500)], now=noon)
    assert len(parties.named(stores.records, range(1, 40_000))) == 2_500


def test_an_older_message_never_overrules_a_newer_wish(stores: Stores, noon: datetime) -> None:
    late = heard("ana@example.org", Act.CONSENTED, days_ago=1, properties={"marketing": False})
    early = heard("ana@example.org", Act.CONSENTED, days_ago=9, properties={"marketing": True})
    record(stores, [late], now=noon)
    record(stores, [early], now=noon)
    (wish,) = parties.purposes_of(stores.records, 1)
    assert wish["granted"] is False


def test_a_party_cannot_merge_with_itself(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("a@example.org")], now=noon)
    with pytest.raises(Conflict):
        parties.merge(stores, 1, 1, reason="x", author="Cleo", now=noon)
