"""Coverage: how little is known leads; demographics are just the beginning; forgetting never makes us wiser."""

from datetime import timedelta

from emptychair import know, parties
from emptychair.evidence import Act, Chair, Channel
from emptychair.parties import Identifier
from saying import heard


def known(stores, noon, name="ana@example.org"):
    number = parties.find(stores.records, Identifier("email", name))
    return know.understanding(know.claims_of(stores, number), noon)


def test_a_profile_of_demographics_only_scores_low(stores, hear, noon):
    traits = {"name": "Ana", "city": "Porto", "country": "PT", "language": "pt", "birth_year": 1980}
    hear([heard("ana@example.org", Act.DESCRIBED, chair=Chair.COMPANY, properties=traits)])
    found = known(stores, noon)
    assert found.known < 0.1
    assert len(found.unknown) == 12


def test_one_fresh_statement_is_known_as_well_as_it_was_sure(stores, hear, noon):
    hear(
        [
            heard(
                "ana@example.org", Act.SAID, days_ago=0, words="A entrega atrasou.", language="pt", chair=Chair.CUSTOMER
            )
        ]
    )
    assert abs(known(stores, noon).facets["pains"] - 0.8) < 0.001


def test_half_of_it_is_left_after_one_half_life(stores, hear, noon):
    hear([heard("ana@example.org", Act.SAID, days_ago=180, words="A entrega atrasou.", language="pt")])
    assert abs(known(stores, noon).facets["pains"] - 0.4) < 0.001


def test_what_was_known_once_is_told_apart_from_what_never_was(stores, hear, noon):
    hear([heard("ana@example.org", Act.SAID, words="A entrega atrasou.", language="pt")])
    later = known(stores, noon + timedelta(days=400))
    assert "pains" in later.stale
    assert "pains" not in later.unknown
    assert "dreams" in later.unknown


def test_erasing_a_claim_never_raises_what_is_known(stores, hear, noon):
    hear([heard("ana@example.org", Act.DESCRIBED, properties={"preferred_channel": "phone"})])
    hear([heard("ana@example.org", Act.BOUGHT, days_ago=n, channel=Channel.SITE) for n in (1, 2, 3)])
    number = parties.find(stores.records, Identifier("email", "ana@example.org"))
    for claim in know.claims_of(stores, number):
        before = known(stores, noon).known
        know.erase(stores, [number], claim.id, by=None, now=noon)
        assert known(stores, noon).known <= before


def test_the_company_is_counted_by_role_with_those_nobody_heard(stores, hear):
    hear([heard("ana@example.org", Act.SAID, words="A entrega atrasou.", language="pt")])
    hear(
        [heard(f"{who}@example.org", Act.DESCRIBED, properties={"roles": ["customer"]}) for who in ("ana", "bea", "cy")]
    )
    found = know.covered(stores)
    assert found["customer"]["pains"].people == 3
    assert found["customer"]["pains"].known == 1
    assert found["customer"][""].people == 3
    assert found["customer"][""].worst_tenth == 0
    assert found[know.EVERYBODY]["dreams"].known == 0
