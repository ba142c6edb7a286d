"""Claims: each rests on its sentence, is compared with the others, and may be contested, corrected, erased."""

from datetime import timedelta

import pytest

from emptychair import know, parties
from emptychair.core import Invalid, NotFound
from emptychair.evidence import Act, Chair, Channel, record
from emptychair.know import Mark, State
from emptychair.parties import Identifier
from emptychair.shell import Role
from emptychair.staff import User
from saying import STARS, heard

AGENT = User(7, "ines@example.com", "Ines", Role.AGENT)
LATE = "Não recomendo porque a entrega atrasou muito."


def of(stores, name="ana@example.org"):
    number = parties.find(stores.records, Identifier("email", name))
    return number, know.claims_of(stores, number)


def by_facet(claims):
    return {claim.facet: claim for claim in claims}


def test_what_somebody_said_is_a_claim_with_this_sentence_and_its_reason(stores, hear):
    hear([heard("ana@example.org", Act.RATED, words=LATE, language="pt", score=1.0, scale=STARS)])
    _, claims = of(stores)
    said = {claim.says: claim for claim in claims if claim.facet == "pains"}
    assert {"would not recommend", "delivery late"} <= said.keys()
    for claim in said.values():
        assert claim.mark is Mark.STATED
        assert LATE[claim.quote_start : claim.quote_end] == claim.quote
    assert said["would not recommend"].why == "a entrega atrasou muito"
    assert said["delivery late"].why == ""


def test_the_reason_is_not_a_reason_where_it_is_asked(stores, hear):
    hear([heard("ana@example.org", Act.ASKED, words="Não recebi o pedido, por que?", language="pt")])
    assert [claim.why for claim in of(stores)[1] if claim.facet == "pains"] == [""]


def test_what_somebody_does_is_observed_with_its_count(stores, hear):
    paid = {"payment_type": "credit_card", "installments": 3}
    hear([heard("ana@example.org", Act.PAID, days_ago=n, properties=paid, channel=Channel.SITE) for n in (1, 2, 3)])
    claims = by_facet(of(stores)[1])
    assert claims["payment"].statement == "pays by credit card in 3 instalments, 3 times"
    assert (claims["payment"].mark, claims["payment"].n) == (Mark.OBSERVED, 3)
    assert claims["channel"].says == "the web site"


def test_our_record_is_assumed_and_their_own_word_is_stated(stores, hear):
    traits = {"preferred_channel": "phone", "city": "Porto", "country": "PT"}
    hear([heard("ana@example.org", Act.DESCRIBED, chair=Chair.COMPANY, properties=traits)])
    hear([heard("bea@example.org", Act.DESCRIBED, properties=traits)])
    assert by_facet(of(stores)[1])["channel"].mark is Mark.ASSUMED
    assert by_facet(of(stores, "bea@example.org")[1])["channel"].mark is Mark.STATED


def test_two_claims_that_disagree_are_both_shown_and_trusted_less(stores, hear):
    hear([heard("ana@example.org", Act.DESCRIBED, properties={"preferred_channel": "phone"})])
    alone = by_facet(of(stores)[1])["channel"].sure
    hear([heard("ana@example.org", Act.BOUGHT, days_ago=n, channel=Channel.SITE) for n in (1, 2, 3, 4)])
    channels = [claim for claim in of(stores)[1] if claim.facet == "channel"]
    assert {claim.says for claim in channels} == {"phone", "the web site"}
    assert all(claim.against for claim in channels)
    assert max(claim.sure for claim in channels if claim.says == "phone") < alone


def test_beliefs_and_causes_are_claims_only_under_consent(stores, hear):
    words = "I would never buy from a company that pollutes, boycott them. No leather, please."
    given = {"words": words, "language": "en", "properties": {"facet": "cause"}}
    hear(
        [
            heard("ana@example.org", Act.ANSWERED, **given),
            heard("bea@example.org", Act.ANSWERED, basis="consent", **given),
        ]
    )
    assert not {"causes", "beliefs"} & by_facet(of(stores)[1]).keys()
    stated = by_facet(of(stores, "bea@example.org")[1])["causes"]
    assert (stated.mark, stated.quote) == (Mark.STATED, words)


def test_staff_may_claim_with_a_why_and_never_infer_a_belief(stores, hear):
    hear([heard("ana@example.org", Act.SAID, words="My time matters most.", language="en")])
    number, _ = of(stores)
    now = heard().at
    with pytest.raises(Invalid, match="why"):
        know.claim(stores, number, "values", "her time", why=" ", by=AGENT, now=now)
    with pytest.raises(Invalid, match="never inferred"):
        know.claim(stores, number, "beliefs", "votes green", why="her bag", by=AGENT, now=now)
    with pytest.raises(Invalid, match="not in that evidence"):
        know.claim(stores, number, "values", "her time", why="said so", by=AGENT, now=now, evidence=1, quote="Time!")
    kept = know.claim(
        stores, number, "values", "her time", why="said so", by=AGENT, now=now, evidence=1, quote="My time"
    )
    assert know.one_claim(stores, number, kept).mark is Mark.STATED
    assumed = know.claim(stores, number, "dreams", "a quiet house", why="she sighed", by=AGENT, now=now)
    assert know.one_claim(stores, number, assumed).mark is Mark.ASSUMED


def test_what_a_person_contests_corrects_or_erases_stays_so_when_everything_is_read_again(stores, hear, noon):
    texts = ("A entrega atrasou.", "Produto de péssima qualidade.", "Produto veio quebrado.")
    hear([heard("ana@example.org", Act.SAID, words=words, language="pt") for words in texts])
    number, claims = of(stores)
    pains = {claim.says: claim.id for claim in claims if claim.facet == "pains"}
    know.contest(stores, [number], pains["delivery late"], "Era outra pessoa.", by=None, now=noon)
    know.correct(stores, [number], pains["quality poor"], "the colour was wrong", by=AGENT, now=noon)
    know.erase(stores, [number], pains["damaged"], by=None, now=noon)
    hear(
        [
            heard(
                "ana@example.org", Act.SAID, words="A entrega atrasou. Veio quebrado, péssima qualidade.", language="pt"
            )
        ]
    )
    after = {claim.id: claim for claim in of(stores)[1]}
    assert after[pains["delivery late"]].state is State.CONTESTED
    assert not after[pains["delivery late"]].counts(noon)
    assert after[pains["quality poor"]].statement == "the colour was wrong"
    assert pains["damaged"] not in after
    assert "damaged" not in {claim.says for claim in after.values()}


def test_nobody_changes_a_claim_about_somebody_else(stores, hear, noon):
    hear(
        [
            heard("ana@example.org", Act.SAID, words="A entrega atrasou.", language="pt"),
            heard("bea@example.org", Act.DID),
        ]
    )
    _, claims = of(stores)
    other, _ = of(stores, "bea@example.org")
    with pytest.raises(NotFound):
        know.contest(stores, [other], claims[0].id, "no", by=None, now=noon)


def test_a_claim_expires_with_its_facet(stores, hear, noon):
    hear([heard("ana@example.org", Act.SAID, days_ago=300, words="A entrega atrasou.", language="pt")])
    pain = by_facet(of(stores)[1])["pains"]
    assert not pain.expired(noon)
    assert pain.expired(noon + timedelta(days=61))


def test_claims_follow_a_merge_and_its_undoing(stores, hear, noon):
    hear(
        [
            heard("ana@example.org", Act.SAID, words="A entrega atrasou.", language="pt"),
            heard("ana@work.example", Act.SAID, words="Produto veio quebrado.", language="pt"),
        ]
    )
    first, _ = of(stores)
    second, _ = of(stores, "ana@work.example")
    merged = parties.merge(stores, second, first, reason="the same face", author="Ines", now=noon)
    know.believe_of(stores, [first, second], noon)
    assert {"delivery late", "damaged"} <= {claim.says for claim in know.claims_of(stores, first)}
    parties.split(stores, merged, author="Ines", now=noon)
    know.believe_of(stores, [first, second], noon)
    assert "damaged" not in {claim.says for claim in know.claims_of(stores, first)}
    assert "damaged" in {claim.says for claim in know.claims_of(stores, second)}


@pytest.mark.slow
def test_ten_thousand_claims_are_made_in_seconds(stores, noon):
    people = [f"p{n}@example.org" for n in range(3_500)]
    given = {"properties": {"means": "card"}, "channel": Channel.SITE}
    record(stores, [heard(name, Act.PAID, **given) for name in people], now=noon)
    told = [heard(name, Act.DESCRIBED, properties={"preferred_channel": "email"}) for name in people]
    record(stores, told, now=noon)
    assert know.believe_of(stores, range(1, 3_501), noon) == 10_500
