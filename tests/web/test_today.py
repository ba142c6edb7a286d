"""Today, cases, promises and the mirror as their readers meet them; every count is what its page lists."""

import re
from datetime import timedelta

import pytest

from emptychair import care, evidence, gaps, know, practise, promises, staff
from emptychair.core import Figure
from emptychair.evidence import Act, Chair, Which
from emptychair.shell import Role
from saying import NOON, STARS, heard, order
from visiting import House, Visitor

STATED = ("on-time", "Delivered on time", "We keep our word", "We deliver by the day", "By that day", "Share kept")
PROMISE = promises.Promise(*STATED, "order")


def bought(house: House, number: int, days_late: float, stars: float) -> None:
    """One order of one customer: promised, received, rated in Portuguese."""
    who, told = f"email:p{number}@example.com", {"objects": order(f"A{number}")}
    due = NOON - timedelta(days=12)
    named = heard(who, Act.DESCRIBED, days_ago=21, properties={"name": f"Ana {number}", "roles": ["customer"]})
    promised = heard(who, Act.WAS_PROMISED, days_ago=20, chair=Chair.COMPANY, due_at=due, **told)
    promised.properties["promise"] = "on-time"
    came = heard(who, Act.RECEIVED, days_ago=12 - days_late, **told)
    words = f"Chegou tarde <b>{number}</b>"
    rated = heard(who, Act.RATED, days_ago=8, score=stars, scale=STARS, words=words, language="pt", **told)
    evidence.record(house.stores, [named, promised, came, rated], now=NOON)


@pytest.fixture
def told(house: House) -> House:
    """Seven orders: two late and rated badly, five on time; a gap, and the list proposed."""
    promises.define(house.stores.records, PROMISE, NOON)
    for number in range(7):
        bought(house, number, days_late=3 if number < 2 else -1, stars=1 if number < 2 else 5)
    measured = Figure(71.4, 7, Which(promise="on-time").url(), 35.9, 91.8, "%", NOON)
    finding = gaps.Finding("belief", "b", "We deliver on time", 95, "Ana", NOON, measured, 100, 7)
    gaps.report(house.stores.records, finding, NOON)
    care.propose(house.stores, NOON)
    return house


def text_of(page: str) -> str:
    """What a reader reads, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).strip()


def test_before_anything_is_heard_the_page_says_what_it_will_show_and_how_to_fill_it(house: House) -> None:
    page = house.visit(Role.OWNER).get("/").text
    assert "Nothing was heard yet" in page
    assert "emptychair import" in page
    assert 'href="/imports"' in page
    assert 'href="/imports"' not in house.visit(Role.VIEWER).get("/").text


def test_today_opens_with_who_needs_us_and_the_worst_gap(told: House) -> None:
    page = told.visit(Role.AGENT).get("/").text
    says = text_of(page)
    assert "2 people need us now , the longest for 8 days." in says
    assert "“We deliver on time” . We hold 95.0 %; customers show 71.4 % ." in says
    assert says.count("I take this") == 2
    assert "Ana 0" in says


def test_the_loop_counts_what_its_pages_list(told: House) -> None:
    loop = practise.loop(told.stores)
    assert loop.listen.n == evidence.tally(told.stores.ledger, Which())["n"] == 28
    assert loop.care.n == len(care.today(told.stores)) == 2
    assert (loop.decide.n, loop.practise.n) == (1, 1)
    assert loop.know.n == know.people(told.stores, now=NOON)[1] == 7
    page = told.visit(Role.OWNER).get("/").text
    for figure in (loop.listen, loop.know, loop.care, loop.decide, loop.practise):
        assert re.search(f'href="{figure.evidence}"><span>.*?<b>{figure.n}</b>', page, re.DOTALL), figure


def test_whoever_may_not_see_names_sees_none(told: House) -> None:
    page = told.visit(Role.VIEWER).get("/").text
    assert "Ana 0" not in page
    assert "Chegou" not in page
    assert "2 people need us now" in text_of(page)
    assert 'href="/cases' not in re.sub(r'<nav class="loop".*?</nav>', "", page, flags=re.DOTALL)
    assert "Ana" not in told.visit(Role.VIEWER).get("/promises/on-time/cases").text


def take_case(told: House) -> tuple[Visitor, str, care.Case]:
    agent, case = told.visit(Role.AGENT), care.today(told.stores)[0]
    return agent, f"/cases/{case.id}", case


def test_a_case_from_the_list_to_its_end(told: House) -> None:
    agent, path, case = take_case(told)
    page = agent.get(path).text
    assert "Delivered on time: 3 days late, and rated 1 of 5." in page
    assert '<blockquote class="verbatim" lang="pt"' in page
    assert "Chegou tarde &lt;b&gt;" in page
    assert f'href="/people/{case.party}"' in page
    assert "nobody&#39;s yet" in page
    assert agent.submit(f"{path}/owner").status_code == 303
    assert "It is yours." in agent.get(path).text
    short = agent.submit(f"{path}/answer", words="Sorry", channel="phone")
    assert (short.status_code, "The answer says nothing." in short.text) == (400, True)
    told.clock.move(hours=5)
    agent.submit(f"{path}/answer", words="I am sorry, it will not happen again.", channel="email")
    page = agent.get(path).text
    assert "Answered 5 hours after that, by Ines agent" in text_of(page)
    assert text_of(page).count("it will not happen again") == 1
    assert "Who left with their needs met?" in page
    assert agent.submit(f"{path}/closure").status_code == 400
    agent.submit(f"{path}/closure", outcome="both")
    page = agent.get(path).text
    assert "nothing: closed" in text_of(page)
    assert "Both of us" in page
    assert "/answer" not in page
    actions = [one.action for one in staff.trail(told.stores, subject_kind="party", subject=str(case.party))]
    assert {"took the case of", "answered", "closed the case of", "saw"} <= set(actions)
    assert care.propose(told.stores, told.clock()) == 0


def test_the_list_is_narrowed_down_by_its_address(told: House) -> None:
    agent, path, _ = take_case(told)
    agent.submit(f"{path}/owner")
    assert text_of(agent.get("/cases").text).count("3 days late") == 2
    assert text_of(agent.get("/cases?owner=nobody").text).count("3 days late") == 1
    assert text_of(agent.get("/cases?owner=Ines+agent").text).count("3 days late") == 1
    assert "Nobody here" in agent.get("/cases?kind=hardship").text
    assert "Nobody here" in agent.get("/cases?state=closed").text
    assert agent.get("/cases?state=lost").status_code == 400
    listed = agent.get("/api/cases?owner=nobody").json()
    assert [case["subject"] for case in listed["items"]] == ["A1"]
    assert listed["next"] is None


def test_the_list_pages_on(told: House) -> None:
    for number in range(10, 40):
        bought(told, number, days_late=3, stars=1)
    care.propose(told.stores, NOON)
    agent = told.visit(Role.AGENT)
    first, second = agent.get("/cases").text, agent.get("/cases?offset=25").text
    assert 'href="/cases?offset=25"' in first
    assert first.count('class="case') - first.count('class="cases') == 25
    assert second.count('class="case') - second.count('class="cases') == 7
    assert "26 to 32 of 32" in second
    assert "32 people need us now" in text_of(first)


def test_whoever_cannot_cope_is_sold_nothing(told: House) -> None:
    party = care.today(told.stores)[0].party
    reason = care.Reason("hardship", party, "evidence", "1", "In need.", (1,), NOON, NOON, 1.0, "call")
    number = care.open_case(told.stores, reason, owner="Ines", now=NOON)
    agent = told.visit(Role.AGENT)
    for case in care.cases_of(told.stores, party):
        assert "No selling, no dunning: a human being." in agent.get(f"/cases/{case.id}").text
    assert any(case.id == number for case in care.cases_of(told.stores, party))


def test_still_waiting_is_waiting_in_the_time_to_a_human_reply(told: House) -> None:
    agent, path, _ = take_case(told)
    told.clock.move(hours=6)
    agent.submit(f"{path}/answer", words="I am sorry, it will not happen again.", channel="email")
    (wait,) = care.reply_waits(told.stores, told.clock())
    assert (wait.curve.n, wait.waiting, wait.median.value) == (2, 1, 6)
    page = text_of(agent.get("/cases").text)
    assert "Half of 2 cases had a human reply within 6.0 hours" in page
    assert "1 still wait" in page
