"""Tell-backs: exactly those whose words were chosen, less those who asked us to stay away; on each one's record."""

from datetime import datetime

import pytest

from emptychair import decide, evidence, gaps, parties, staff
from emptychair.core import Conflict, Invalid, NotFound
from emptychair.decide import tellbacks
from emptychair.evidence import Act, Channel, Identifier, Which, record
from emptychair.staff import Role
from emptychair.store import Stores
from saying import NOON, heard
from tests.decide.conftest import MADE_ON

LATE = Which(words="came late")
WORDS = "You told us that we came late. Since March we name a day that we can keep."


@pytest.fixture
def told_shop(shop: Stores) -> Stores:
    """The shop of late orders, with a change, and an anonymous voice that says the same."""
    unknown = heard("", Act.SAID, words="Mine came late too.")
    record(shop, [unknown, heard("c0@example.com", Act.SAID, words="It came late again.")], now=NOON)
    decide.plan_change(shop, decide.Change("honest", "Honest days", MADE_ON, "promise:on-time", "COO"), NOON)
    return shop


def number_of(stores: Stores, who: str) -> int:
    found = parties.find(stores.records, Identifier("email", f"{who}@example.com"))
    assert found
    return found


def draft(stores: Stores, which: Which = LATE, by: str = "Ines") -> int:
    return tellbacks.draft(stores, change_key="honest", words=WORDS, caused_by=which, by=by, now=NOON)


def withdraw(stores: Stores, who: str, purpose: str) -> None:
    record(stores, [heard(f"{who}@example.com", Act.CONSENTED, days_ago=0, properties={purpose: False})], now=NOON)


def who_is_told(stores: Stores, number: int) -> set[int]:
    return {one.party for one in tellbacks.recipients(stores, number)}


def test_everybody_whose_words_were_chosen_is_told_with_their_own_words(told_shop: Stores) -> None:
    seen = tellbacks.audience(told_shop, LATE, NOON)
    assert {one.party for one in seen.told} == {number_of(told_shop, f"c{n}") for n in range(4)}
    assert seen.held_back == {"nobody knows who they are": 1}
    number = draft(told_shop)
    heard_ = {one.party: [said.words for said in one.words] for one in tellbacks.recipients(told_shop, number)}
    assert heard_[number_of(told_shop, "c0")] == ["It came late, order 0.", "It came late again."]
    assert heard_[number_of(told_shop, "c3")] == ["It came late, order 3."]
    assert len(heard_) == 4
    assert tellbacks.tell_back(told_shop, number).held_back == 1
    assert tellbacks.caused_by(tellbacks.tell_back(told_shop, number)) == LATE


@pytest.mark.parametrize("purpose", ["tell_back", "contact"])
def test_who_withdrew_is_held_back_and_counted(told_shop: Stores, purpose: str) -> None:
    withdraw(told_shop, "c1", purpose)
    number = draft(told_shop)
    assert who_is_told(told_shop, number) == {number_of(told_shop, f"c{n}") for n in (0, 2, 3)}
    assert tellbacks.tell_back(told_shop, number).held_back == 2


def test_the_words_of_broken_promises_choose_the_people_of_exactly_those_orders(told_shop: Stores) -> None:
    which = Which(promise="on-time", about="late", words="any", act="rated")
    seen = tellbacks.audience(told_shop, which, NOON)
    assert {one.party for one in seen.told} == {number_of(told_shop, f"c{n}") for n in range(4)}


def test_sent_it_stands_on_each_ones_timeline_once(told_shop: Stores) -> None:
    number = draft(told_shop)
    tellbacks.approve(told_shop, number, by="Ines", now=NOON)
    assert tellbacks.mark_sent(told_shop, number, channel=Channel.SMS, now=NOON) == 4
    for n in range(20):
        mine = Which(party=number_of(told_shop, f"c{n}"), act="was_told", object_kind="tell_back", object=str(number))
        rows = evidence.entries(told_shop.ledger, mine)
        assert [row["words"] for row in rows] == ([WORDS] if n < 4 else [])
        assert all(row["channel"] == "sms" for row in rows)
    assert tellbacks.tell_back(told_shop, number).sent_at == NOON
    with pytest.raises(Conflict):
        tellbacks.mark_sent(told_shop, number, channel=Channel.SMS, now=NOON)


def test_who_withdraws_after_the_approval_is_not_told(told_shop: Stores) -> None:
    number = draft(told_shop)
    tellbacks.approve(told_shop, number, by="Ines", now=NOON)
    withdraw(told_shop, "c2", "contact")
    assert tellbacks.mark_sent(told_shop, number, channel=Channel.EMAIL, now=NOON) == 3
    assert number_of(told_shop, "c2") not in who_is_told(told_shop, number)
    assert tellbacks.tell_back(told_shop, number).held_back == 2


def test_who_was_merged_is_told_as_the_person_they_are_now(told_shop: Stores) -> None:
    first, second = number_of(told_shop, "c0"), number_of(told_shop, "c1")
    parties.merge(told_shop, second, first, reason="The same", author="Ines", now=NOON)
    withdraw(told_shop, "c1", "contact")
    assert {one.party for one in tellbacks.audience(told_shop, LATE, NOON).told} == {
        number_of(told_shop, f"c{n}") for n in (2, 3)
    }


def test_two_pairs_of_eyes_where_there_are_two(told_shop: Stores, noon: datetime) -> None:
    for name, role in (("Ines", Role.OWNER), ("Per", Role.LEAD)):
        email = f"{name.lower()}@example.com"
        staff.create_user(
            told_shop, name=name, email=email, password="correct horse battery", role=role, by=None, now=noon
        )
    number = draft(told_shop)
    with pytest.raises(Conflict):
        tellbacks.approve(told_shop, number, by="Ines", now=noon)
    tellbacks.approve(told_shop, number, by="Per", now=noon)
    with pytest.raises(Conflict):
        tellbacks.approve(told_shop, number, by="Per", now=noon)


def test_nothing_is_sent_that_nobody_approved(told_shop: Stores) -> None:
    with pytest.raises(Conflict):
        tellbacks.mark_sent(told_shop, draft(told_shop), channel=Channel.SMS, now=NOON)


@pytest.mark.parametrize(
    ("words", "which"), [("Thank you", LATE), (WORDS, Which()), (WORDS, Which(words="nobody said this"))]
)
def test_an_empty_tell_back_is_refused(told_shop: Stores, words: str, which: Which) -> None:
    with pytest.raises(Invalid) as error:
        tellbacks.draft(told_shop, change_key="honest", words=words, caused_by=which, by="Ines", now=NOON)
    assert error.value.mend
    with pytest.raises(NotFound):
        tellbacks.draft(told_shop, change_key="none", words=WORDS, caused_by=LATE, by="Ines", now=NOON)


def test_the_forgotten_are_told_nothing_and_the_curious_see_what_they_were_told(told_shop: Stores) -> None:
    number = draft(told_shop)
    someone = number_of(told_shop, "c0")
    (mine,) = decide.export(told_shop, someone)["tell_backs"]
    assert (mine["words"], mine["state"], len(mine["evidence"])) == (WORDS, "drafted", 2)
    decide.forget(told_shop, [someone])
    assert someone not in who_is_told(told_shop, number)
    assert decide.export(told_shop, someone) == {"tell_backs": []}
    assert gaps.open_gaps(told_shop.records) == []
