"""People on screen: the page of one person, lists, evidence with marks, everyone's own page, export and erasure."""

import json
from collections.abc import Sequence

import pytest

from emptychair import care, evidence, jobs, know, parties, promises, staff
from emptychair.evidence import Act, Chair, Channel, Message, record
from emptychair.parties import Identifier
from emptychair.shell import Role
from saying import STARS, heard, order
from visiting import House

LATE = "Não recomendo porque a entrega atrasou muito."


@pytest.fixture
def house(settings, stores) -> House:
    """A company in which Ana was let down and said so."""
    house = House(settings, stores, rooms={"know": know, "care": care})
    now = house.clock()
    parts = ("care", "delivered by the day we name", "every order", "kept share")
    promises.define(stores.records, promises.Promise("on-time", "On time", *parts, "order"), now)
    promised = {"due_at": heard(days_ago=10).at, "properties": {"promise": "on-time"}, "chair": Chair.COMPANY}
    hear(
        house,
        [
            heard(
                "ana@example.org", Act.DESCRIBED, days_ago=30, properties={"name": "Ana Sousa", "roles": ["customer"]}
            ),
            heard("ana@example.org", Act.BOUGHT, days_ago=20, objects=order("o1"), channel=Channel.STORE),
            heard("ana@example.org", Act.WAS_PROMISED, days_ago=20, objects=order("o1"), **promised),
            heard("ana@example.org", Act.RECEIVED, days_ago=5, objects=order("o1"), channel=Channel.DELIVERY),
            heard("ana@example.org", Act.RATED, days_ago=4, words=LATE, language="pt", score=1.0, scale=STARS),
        ],
    )
    return house


def hear(house: House, messages: Sequence[Message]) -> None:
    record(house.stores, messages, now=house.clock())
    jobs.enqueue(house.stores, "know.read_new", now=house.clock())
    jobs.run_until_idle(house.stores, know.HANDLERS, house.clock)


def number(house: House, name: str = "ana@example.org") -> int | None:
    return parties.find(house.stores.records, Identifier("email", name))


def test_the_page_says_who_what_hurts_what_we_promised_and_what_we_do_not_know(house):
    page = house.visit(Role.AGENT).get(f"/people/{number(house)}").text
    for told in (
        "Ana Sousa",
        "Pains: delivery late",
        "We do not know",
        "On time",
        "5.0 days late",
        "What do they dream",
    ):
        assert told in page


def test_a_claim_opens_its_evidence_with_the_sentence_marked(house):
    [claim] = [one for one in know.claims_of(house.stores, number(house)) if one.says == "delivery late"]
    path = f"/evidence/{claim.evidence}?quote={claim.quote_start}-{claim.quote_end}"
    agent = house.visit(Role.AGENT)
    assert path in agent.get(f"/people/{number(house)}").text
    assert f"<mark>{claim.quote}</mark>" in agent.get(path).text


def test_every_look_is_noted(house):
    house.visit(Role.ANALYST).get(f"/people/{number(house)}")
    [line] = staff.trail(house.stores, subject_kind="party", subject=str(number(house)))
    assert (line.action, line.staff) == ("saw", "Ines analyst")


def test_channels_narrow_the_story(house):
    page = house.visit(Role.AGENT).get(f"/people/{number(house)}?channel=store").text
    assert "Bought" in page
    assert "Received it" not in page


def test_the_list_begins_with_whom_we_let_down(house):
    hear(house, [heard("bea@example.org", Act.RATED, score=5.0, scale=STARS)])
    page = house.visit(Role.AGENT).get("/people").text
    assert page.index("Ana Sousa") < page.index(f"Person {number(house, 'bea@example.org')}")


def test_a_viewer_sees_the_words_and_nobodys_name(house):
    viewer = house.visit(Role.VIEWER)
    page = viewer.get("/evidence?act=rated").text
    assert "<mark>Não recomendo</mark> porque a" in page
    assert "Ana" not in page
    assert viewer.get(f"/people/{number(house)}").status_code == 403
    assert viewer.get(f"/evidence?party={number(house)}").status_code == 403
    assert viewer.get("/api/evidence?act=rated").json()["items"][0]["party"] is None
    assert "Ana" not in viewer.get("/search?q=ana").text


def test_the_evidence_of_a_broken_promise_is_both_its_ends(house):
    listed = house.visit(Role.AGENT).get("/api/evidence?promise=on-time&kept=broken").json()["items"]
    assert {one["act"] for one in listed} == {"was_promised", "received"}


def test_evidence_leaves_as_csv(house):
    rows = house.visit(Role.AGENT).get("/evidence.csv?act=rated").text.splitlines()
    assert len(rows) == 2
    assert LATE in rows[1]


def test_voices_put_themes_beside_words(house):
    page = house.visit(Role.VIEWER).get("/voices?topic=delivery+late").text
    assert "delivery late" in page
    assert "<mark>" in page
    assert "not enough evidence (n = 1)" in page


def test_what_we_know_leads_with_what_we_do_not(house):
    page = house.visit(Role.VIEWER).get("/known").text
    assert "We do not know" in page
    assert "never inferred for one person" in page


def test_search_finds_people_and_words(house):
    agent = house.visit(Role.AGENT)
    assert f"/people/{number(house)}" in agent.get("/search?q=sousa").text
    assert "<mark>atrasou</mark>" in agent.get("/search?q=atrasou").text


def test_staff_claim_contest_correct_and_forget(house):
    agent, who = house.visit(Role.AGENT), number(house)
    kept = agent.submit(f"/people/{who}/claims", facet="dreams", statement="a garden", why="she told me on the phone")
    assert kept.status_code == 303
    claim = next(one for one in know.claims_of(house.stores, who) if one.facet == "dreams")
    agent.submit(f"/people/{who}/claims/{claim.id}/contestation", words="a balcony")
    assert "a balcony" in agent.get(f"/people/{who}").text
    agent.submit(f"/people/{who}/claims/{claim.id}/correction", statement="a balcony with herbs")
    assert know.one_claim(house.stores, who, claim.id).statement == "a balcony with herbs"
    agent.submit(f"/people/{who}/claims/{claim.id}/erasure")
    assert claim.id not in {one.id for one in know.claims_of(house.stores, who)}


def test_a_merge_is_shown_with_its_reason_and_undone_by_a_lead(house):
    hear(house, [heard("ana@work.example", Act.SAID, words="Produto veio quebrado.", language="pt")])
    who, other = number(house), number(house, "ana@work.example")
    merged = parties.merge(house.stores, other, who, reason="the same phone", author="Ines", now=house.clock())
    lead = house.visit(Role.LEAD)
    assert "the same phone" in lead.get(f"/people/{who}").text
    assert house.visit(Role.AGENT).submit(f"/people/{who}/merges/{merged}/undoing").status_code == 403
    assert lead.submit(f"/people/{who}/merges/{merged}/undoing").status_code == 303
    assert number(house, "ana@work.example") == other
    assert "damaged" not in {one.says for one in know.claims_of(house.stores, who)}


def test_everything_about_a_person_leaves_as_one_document(house):
    told = house.visit(Role.LEAD).get(f"/api/people/{number(house)}/export").json()
    assert told["party"]["name"] == "Ana Sousa"
    assert LATE in {one["words"] for one in told["evidence"]}
    assert "delivery late" in {one["statement"] for one in told["know"]["claims"]}
    assert told["care"] == {"cases": []}


def test_the_portrait_for_machines(house):
    agent = house.visit(Role.AGENT)
    who = agent.get("/api/people/find?name=email:ana@example.org").json()["id"]
    told = agent.get(f"/api/people/{who}").json()
    claim = next(one for one in told["claims"] if one["statement"] == "delivery late")
    assert claim["quote"] in LATE
    assert claim["evidence"].startswith("/evidence/")
    assert "dreams" in told["unknown"]
    assert agent.get("/api/people/find?name=email:nobody@example.org").status_code == 404


def test_an_erased_person_is_nowhere_and_does_not_come_back(house):
    who, lead = number(house), house.visit(Role.LEAD)
    assert "5 pieces of evidence" in lead.get(f"/people/{who}/erasure").text
    assert lead.submit(f"/people/{who}/erasure").status_code == 303
    assert lead.get(f"/people/{who}").status_code == 404
    assert evidence.tally(house.stores.ledger, evidence.Which())["n"] == 0
    assert know.claims_of(house.stores, who, erased=True) == []
    hear(house, [heard("ana@example.org", Act.SAID, words=LATE, language="pt")])
    assert evidence.tally(house.stores.ledger, evidence.Which())["n"] == 0
    assert lead.client.post(f"/api/people/{who}/erasure", headers={"x-csrf-token": lead.word()}).status_code == 404


def invited(house: House) -> str:
    page = house.visit(Role.AGENT).submit(f"/people/{number(house)}/portal-link").text
    return "/me/" + page.split("/me/", 1)[1].split("<", 1)[0]


def test_a_customer_sees_contests_and_forgets_what_is_believed(house):
    path, who, ana = invited(house), number(house), house.visit()
    page = ana.get(path).text
    assert "because you said so" in page
    assert 'class="rail"' not in page
    claims = {one.says: one.id for one in know.claims_of(house.stores, who)}
    assert (
        ana.submit(f"{path}/claims/{claims['delivery late']}/contestation", words="It came early.").status_code == 303
    )
    assert "It came early." in ana.get(path).text
    assert "It came early." in {
        one["words"] for one in evidence.entries(house.stores.ledger, evidence.Which(party=who))
    }
    ana.submit(f"{path}/claims/{claims['would not recommend']}/erasure")
    assert "would not recommend" not in {one.says for one in know.claims_of(house.stores, who)}


def test_a_customer_allows_takes_along_and_asks_to_be_forgotten(house):
    path, who, ana = invited(house), number(house), house.visit()
    ana.submit(f"{path}/consents", allowed="service")
    granted = {one["purpose"]: one["granted"] for one in parties.purposes_of(house.stores.records, who)}
    assert (granted["service"], granted["marketing"]) == (True, False)
    assert json.loads(ana.get(f"{path}/export").text)["party"]["name"] == "Ana Sousa"
    ana.submit(f"{path}/erasure")
    asked = evidence.entries(house.stores.ledger, evidence.Which(party=who, act="asked"))
    assert len(asked) == 1


def test_a_link_opens_its_own_page_only_and_ends(house):
    path, ana = invited(house), house.visit()
    forged = path[:-1] + ("0" if path[-1] != "0" else "1")
    assert ana.get(forged).status_code == 404
    assert ana.get("/me/1").status_code == 404
    house.clock.move(days=31)
    assert ana.get(path).status_code == 410
