"""Deciding on the pages: a belief becomes a gap, a decision, a change, a check, a tell-back; every number opens."""

import csv
import html
import io
import re
from datetime import timedelta

import pytest

from emptychair import decide, promises
from emptychair.evidence import Act, Chair, Channel, Message, ObjectRef, record
from emptychair.shell import Role
from saying import NOON, STARS, heard
from visiting import House, Visitor

BELIEF = {"statement": "We deliver on time", "measure": "promise:on-time", "value": "99,5", "held_by": "COO"}
INTEREST = "People know the day and need not stay at home for nothing"
DECISION = {
    "title": "Name the day honestly", "kind": "tactical", "customer_interest": INTEREST,
    "measure": "score:rating@delivery", "forecast": "1", "forecast_low": "0.5", "forecast_high": "1,5",
}  # fmt: skip
CHANGE = {"title": "Honest days", "measure": "score:rating@delivery", "owner": "COO", "expected": "1", "window": "28"}
WORDS = "You told us that we came late. Now we name a day that we can keep."


def order(number: int) -> list[Message]:
    """One promised order of one shop, late in the first five, and what was said of it."""
    who, late = f"c{number}@example.com", number < 5
    objects = (ObjectRef("order", f"o{number}"), ObjectRef("shop", f"s{number % 6}"))
    given = {"objects": objects, "touchpoint": "delivery"}
    due = {"chair": Chair.COMPANY, "due_at": NOON - timedelta(days=20), "properties": {"promise": "on-time"}}
    words = f"Late, <b>{number}</b>, and nobody told me." if late else f"On the very day, order {number}."
    return [
        heard(who, Act.WAS_PROMISED, days_ago=30, **given, **due),
        heard(who, Act.RECEIVED, days_ago=18 if late else 22, **given),
        heard(who, Act.RATED, days_ago=17 - number // 6, words=words, score=1 if late else 5, scale=STARS,
              language="en", channel=Channel.SURVEY, **given),
    ]  # fmt: skip


@pytest.fixture
def shop(house: House) -> House:
    """Sixty orders, five of them late."""
    pledge = promises.Promise("on-time", "On time", "Reliable", "We name a day", "By it", "Share", "order", "received")
    promises.define(house.stores.records, pledge, NOON)
    record(house.stores, [message for number in range(60) for message in order(number)], now=NOON)
    return house


@pytest.fixture
def lead(shop: House) -> Visitor:
    return shop.visit(Role.LEAD)


def text_of(answer: object) -> str:
    """What a person reads on a page."""
    plain = re.sub(r"<(script|style).*?</\1>", "", answer.text, flags=re.S)  # type: ignore[attr-defined]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def counted(visitor: Visitor, page: str) -> list[tuple[int, int]]:
    """Of every figure on a page that rests on evidence: the n it says, and as many as its link lists."""
    found = []
    for link, inside in re.findall(r'<a class="figure[^"]*" href="(/evidence[^"]*)">(.*?)</a>', page, re.S):
        n = re.search(r"n = ([\d,]+)", inside) or re.search(r"<b[^>]*>([\d,]+)</b>", inside)
        assert n, inside
        listed = visitor.get("/api" + html.unescape(link)).json()
        found.append((int(n[1].replace(",", "")), listed["n"] if "n" in listed else len(listed["items"])))
    return found


def stated(lead: Visitor, **changed: str) -> str:
    """State the belief; the address of its gap."""
    answer = lead.submit("/beliefs", **{**BELIEF, **changed})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["location"])


def test_a_belief_is_measured_at_once_and_leads_to_its_gap(lead: Visitor) -> None:
    assert stated(lead) == "/gaps/1"
    page = lead.get("/gaps/1")
    says = text_of(page)
    assert "99.5 %" in says
    assert "91.7 %" in says, "55 of 60"
    assert "−7.8 points" in says
    assert "“Late, <b>3</b>, and nobody told me.”" in says
    assert "<b>3</b>, and" not in page.text, "a customer's words are words, not markup"
    assert 'blockquote class="verbatim" lang="en"' in page.text
    assert "5.00 of 5" in says, "what those said for whom it was kept"
    assert "1.00 of 5" in says, "and the others"
    assert len(counted(lead, page.text)) >= 3
    assert all(says == lists for says, lists in counted(lead, page.text))


def test_a_belief_that_holds_is_said_to_hold(lead: Visitor) -> None:
    assert stated(lead, value="90") == "/beliefs"
    assert "holds" in text_of(lead.get("/beliefs"))
    assert "No belief of ours is contradicted" in text_of(lead.get("/gaps"))


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"value": "many"}, "value", "'many' is not a number. Write it as 92 or 92.5."),
        ({"value": "120"}, "value", "120 % cannot be. Give a number from 0 to 100."),
        ({"held_by": ""}, "held_by", "Name one person or role."),
        ({"statement": ""}, "statement", "Say in a sentence what is believed."),
        ({"since": "soon"}, "since", "Write it as 2024-05-31."),
        ({"measure": ""}, "measure", "There is no measure ''."),
    ],
)
def test_a_mistake_is_shown_beside_its_field_with_how_to_mend_it(
    lead: Visitor, changed: dict[str, str], field: str, says: str
) -> None:
    answer = lead.submit("/beliefs", **{**BELIEF, **changed})
    assert answer.status_code == 400
    assert says in text_of(answer)
    assert f'id="error-{field}"' in answer.text
    kept = "held_by" if field == "statement" else "statement"
    assert f'value="{BELIEF[kept]}"' in answer.text, "what was typed is still there"


def test_the_list_is_one_for_people_and_machines_and_may_be_narrowed(lead: Visitor) -> None:
    stated(lead)
    stated(lead, statement="They are happy", measure="score:rating@delivery", value="5")
    (worst, other) = lead.get("/api/gaps").json()["items"]
    assert worst["severity"] >= other["severity"]
    assert {worst["measured"]["n"], other["measured"]["n"]} == {60}
    first = lead.get("/api/gaps?most=1").json()
    assert (len(first["items"]), first["next"]) == (1, "1")
    assert lead.get(f"/api/gaps?most=1&cursor={first['next']}").json() == {"items": [other], "next": None}
    assert lead.get(f"/api/gaps/{worst['id']}").json()["history"][0]["n"] == 60
    rows = list(csv.DictReader(io.StringIO(lead.get("/gaps.csv").text)))
    assert [row["title"] for row in rows] == [worst["title"], other["title"]]
    assert worst["title"] in text_of(lead.get("/gaps?state=open&kind=belief"))
    assert "None of these" in text_of(lead.get("/gaps?state=closed"))


def test_an_owner_and_a_next_verb_are_given_by_those_who_decide(lead: Visitor, shop: House) -> None:
    gap = stated(lead)
    assert lead.submit(f"{gap}/owner", owner="Per", next_verb="listen").status_code == 303
    assert "Listen to them" in text_of(lead.get("/gaps"))
    assert lead.submit(f"{gap}/owner", owner="", next_verb="listen").status_code == 400
    agent = shop.visit(Role.AGENT)
    assert agent.submit(f"{gap}/owner", owner="Me", next_verb="listen").status_code == 403
    assert "/decisions/new" not in agent.get(gap).text
    assert lead.get("/gaps/99").status_code == 404


def decided(lead: Visitor, **changed: str) -> str:
    day = (NOON + timedelta(days=30)).date().isoformat()
    answer = lead.submit("/decisions", **{**DECISION, "review": day, **changed})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["location"])


def test_a_decision_without_the_customers_interest_or_with_a_review_in_the_past_is_not_taken(lead: Visitor) -> None:
    stated(lead)
    form = lead.get("/decisions/new?gap=1").text
    assert '<option value="promise:on-time" selected>' in form
    assert "The other chair speaks: against" in form
    for changed, says in (
        ({"customer_interest": ""}, "whose life gets better"),
        ({"review": "2024-06-01"}, "not in the future"),
        ({"forecast": "x"}, "is not a number"),
        ({"gap": "7"}, "no such gap"),
    ):
        answer = lead.submit("/decisions", **{**DECISION, "review": "2024-08-01", "gap": "1", **changed})
        assert answer.status_code in (400, 404)
        assert says in text_of(answer)
    assert lead.get("/api/decisions").json()["items"] == []


def test_a_decision_is_looked_at_again_when_it_is_due(lead: Visitor, shop: House) -> None:
    stated(lead)
    page = decided(lead, gap="1")
    assert INTEREST in text_of(lead.get(page))
    assert "What came of it?" not in lead.get(page).text
    assert "Act on the decision" in text_of(lead.get("/gaps"))
    shop.clock.move(days=31)
    lead = shop.visit(Role.LEAD)
    assert "What came of it?" in lead.get(page).text
    assert lead.submit(f"{page}/review", outcome="").status_code == 400
    assert lead.submit(f"{page}/review", outcome="Nothing moved.").status_code == 303
    assert "Nothing moved." in text_of(lead.get(page))
    assert "reviewed" in text_of(lead.get("/decisions"))


def changed(lead: Visitor, **more: object) -> str:
    day = (NOON - timedelta(days=12)).date().isoformat()
    answer = lead.submit("/changes", **{**CHANGE, "made_on": day, **more})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["location"])


def test_a_change_is_checked_and_says_on_which_rung_and_assumption(lead: Visitor) -> None:
    assert 'name="touched" value="s3"' in lead.get("/changes/new?unit_kind=shop").text
    page = changed(lead, unit_kind="shop", touched=["s0", "s1", "s2"])
    assert page == "/changes/honest-days"
    assert "has not been checked" in text_of(lead.get(page))
    assert lead.submit(f"{page}/checks").status_code == 303
    answer = lead.get(page)
    assert "3 touched against 3 untouched (shop)" in text_of(answer)
    assert "Assumption: Without the change, touched and untouched units would have moved alike." in text_of(answer)
    figures = counted(lead, answer.text)
    assert figures
    assert all(says == lists for says, lists in figures)
    assert "Honest days" in text_of(lead.get("/changes"))


def test_a_change_before_its_evidence_cannot_be_checked_and_says_what_to_wait_for(lead: Visitor) -> None:
    page = changed(lead, made_on="2024-09-01")
    answer = lead.submit(f"{page}/checks")
    assert answer.status_code == 400
    assert "Wait until two weeks on each side" in text_of(answer)
    assert lead.submit("/changes", **{**CHANGE, "made_on": "2024-05-01", "window": "5"}).status_code == 400


def test_a_change_for_a_decision_is_filled_in_from_it(lead: Visitor) -> None:
    number = decided(lead).rpartition("/")[2]
    form = lead.get(f"/changes/new?decision={number}").text
    assert DECISION["title"] in form
    page = changed(lead, decision=number)
    assert page in lead.get(f"/decisions/{number}").text
    (one,) = lead.get(f"/api/decisions/{number}").json()["changes"]
    assert one["key"] == "honest-days"


def test_a_tell_back_shows_exactly_who_is_told_and_goes_through_two_pairs_of_eyes(lead: Visitor, shop: House) -> None:
    changed(lead)
    withdrawn = heard("c1@example.com", Act.CONSENTED, days_ago=0, properties={"contact": False})
    record(shop.stores, [withdrawn], now=NOON)
    choice = lead.get("/tell-backs/new?change=honest-days&promise=on-time&about=late")
    assert "4 people would be told" in text_of(choice)
    assert "1 : they asked us not to write to them" in text_of(choice)
    caused_by = html.unescape(re.search(r'name="caused_by" value="([^"]*)"', choice.text)[1])  # type: ignore[index]
    answer = lead.submit("/tell-backs", change="honest-days", caused_by=caused_by, words=WORDS)
    page = answer.headers["location"]
    assert lead.submit(f"{page}/sending", channel="sms").status_code == 409
    owner = shop.visit(Role.OWNER)
    assert lead.submit(f"{page}/approval").status_code == 409, "not by who drafted it"
    assert owner.submit(f"{page}/approval").status_code == 303
    assert owner.submit(f"{page}/sending", channel="sms").headers["location"] == "/tell-backs"
    said = lead.get("/tell-backs")
    assert "and nobody told me." in text_of(said)
    assert counted(lead, said.text) == [(4, 4)]
    assert "c1@" not in lead.get(page).text
    viewer = shop.visit(Role.VIEWER)
    assert viewer.get(page).status_code == 403
    assert page not in viewer.get("/tell-backs").text


def test_the_first_choice_of_words_is_of_the_unhappy_ones_before_the_change(lead: Visitor) -> None:
    changed(lead, unit_kind="shop", touched=["s0", "s1"])
    page = text_of(lead.get("/tell-backs/new?change=honest-days"))
    assert "2 people would be told" in page, "orders 0 and 1: the late ones of those two shops"
    assert lead.submit("/tell-backs", change="honest-days", caused_by="", words=WORDS).status_code == 400


def test_a_gap_that_nobody_speaks_to_says_so(lead: Visitor, shop: House) -> None:
    record(shop.stores, [heard("z@example.com", Act.RATED, score=2, scale=STARS, touchpoint="desk")], now=NOON)
    belief = decide.Belief("desk", "The desk is kind", "score:rating@desk", 4.5, "COO", NOON)
    decide.state_belief(shop.stores, belief, NOON)
    decide.report_gaps(shop.stores, NOON)
    (gap,) = lead.get("/api/gaps").json()["items"]
    assert (gap["state"], gap["measured"]["value"]) == ("unheard", None)
    page = text_of(lead.get(f"/gaps/{gap['id']}"))
    assert "not enough evidence (n = 1)" in page
    assert "2.00 of 5" not in page, "one person's mark is not shown as a mean"
