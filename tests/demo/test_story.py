"""The story is the same each time, can be resumed at any party, uses every channel, and does not repeat itself."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

import pytest

from emptychair.demo import Planting, chunks, generate, parties
from emptychair.evidence import Act, Channel, Message, Thing, examine
from simulated import AS_OF, CUSTOMERS, SEED, channels, heard, owner

FEW = 80


def test_the_same_seed_tells_the_same_story():
    assert list(generate(FEW, SEED, AS_OF)) == list(generate(FEW, SEED, AS_OF, Planting()))
    assert list(generate(FEW, SEED, AS_OF)) != list(generate(FEW, SEED + 1, AS_OF))


def test_a_story_is_resumed_where_it_broke_off():
    whole = list(chunks(FEW, SEED, AS_OF))
    assert [chunk.party_index for chunk in whole] == list(range(parties(FEW)))
    again = list(generate(FEW, SEED, AS_OF, start_at=120))
    assert again == list(chain.from_iterable(chunk.heard for chunk in whole[120:]))


def test_a_larger_company_holds_the_smaller():
    small, large = generate(FEW, SEED, AS_OF), generate(2 * FEW, SEED, AS_OF)
    assert all(one == other for one, other in zip(small, large, strict=False))


def test_a_story_is_told_without_being_held():
    assert len(list(islice(generate(10**9, SEED, AS_OF), 500))) == 500


def test_removing_one_planting_leaves_people_as_they_were():
    planted, removed = heard(), heard("repeat_story_share", 200)
    names = {one.message_id: one.identifiers for one in planted.of(Act.DESCRIBED)}
    assert all(names[one.message_id] == one.identifiers for one in removed.of(Act.DESCRIBED))


def test_every_customer_is_heard_about_twenty_five_times():
    of_customers = [one for one in heard().messages if int(owner(one)[:7]) >= parties(0)]
    assert 20 <= len(of_customers) / CUSTOMERS <= 28


def test_ids_are_unique_and_sources_are_labelled():
    ids = [(one.source, one.message_id) for one in heard().messages]
    assert len(ids) == len(set(ids))
    assert all(source.startswith("demo:") for source, _ in ids)
    things = [(one.kind, one.id) for one in heard().things]
    assert len(things) == len(set(things))
    assert all(one.source.startswith("demo:") for one in heard().things)


def test_every_channel_and_every_act_occurs():
    assert channels(heard().messages) == set(Channel) - {Channel.UNKNOWN}
    assert {one.act for one in heard().messages} == set(Act)


def test_parties_are_told_in_order_of_time():
    for chunk in islice(chunks(FEW, SEED, AS_OF), 100, None):
        spoken = [one for one in chunk.heard if isinstance(one, Message)]
        for person in {owner(one) for one in spoken}:
            at = [one.at for one in spoken if owner(one) == person]
            assert at == sorted(at)


def test_evidence_takes_every_message():
    now = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC) + timedelta(days=1)
    assert [one for one in (examine(message, now) for message in heard().messages) if one] == []


def test_objects_that_are_spoken_of_are_told_as_things():
    told = {(one.kind, one.id) for one in heard().things}
    for kind in ("order", "ticket", "installation", "return", "product", "store", "survey"):
        spoken = {(ref.kind, ref.id) for one in heard().messages for ref in one.objects if ref.kind == kind}
        assert {pair for pair in spoken if not pair[1].startswith("O")} <= told


def test_no_text_of_a_customer_is_repeated_absurdly_often():
    said = Counter(one.words for one in heard().messages if one.words and one.chair == "customer")
    assert said.most_common(1)[0][1] <= 0.006 * said.total()
    assert len(said) >= 0.7 * said.total()


def test_no_text_shows_its_grammar():
    for one in heard().messages:
        assert not set("{}|[]") & set(one.words)


def test_every_role_occurs():
    told = heard().of(Act.DESCRIBED)
    roles = {role for one in told for role in one.properties.get("roles", [])}
    wanted = "customer prospect employee partner supplier critic fan influencer government regulator"
    assert roles == set(wanted.split())
    assert {one.properties["kind"] for one in told if "kind" in one.properties} == {"person", "organisation"}
    assert {one.properties.get("buying_role") for one in told} >= {"decider", "user", "payer"}


def test_people_in_the_app_are_nobody_first_and_somebody_later():
    known = [one for one in heard().messages if {"anonymous_id", "crm_id"} <= {i.kind for i in one.identifiers}]
    alone = [one for one in heard().messages if {i.kind for i in one.identifiers} == {"anonymous_id"}]
    assert len({owner(one) for one in known} & {owner(one) for one in alone}) > 100


@pytest.mark.parametrize("kind", ["order", "ticket", "installation", "return"])
def test_things_have_attributes(kind):
    assert all(one.attributes for one in heard().things if isinstance(one, Thing) and one.kind == kind)
