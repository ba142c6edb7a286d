"""Promises as pages: the record by both bases, its cases, and a form that refuses a poster."""

import re

from emptychair import practise, promises
from emptychair.shell import Role
from saying import NOON
from tests.web.test_today import PROMISE, bought, text_of, told
from visiting import House

__all__ = ["told"]
FORM = {"company_value": "Reliable", "behaviour": "We call back", "standard": "Within a day", "measure": "Share"}
FORM |= {"object_kind": "ticket", "name": "We call back", "kept_act": "was_told", "basis": "instant"}


def test_a_promise_shows_its_record_its_gap_and_what_it_broke(told: House) -> None:
    page = told.visit(Role.AGENT).get("/promises/on-time").text
    says = text_of(page)
    assert "71.4 % n = 7 · 35.9 to 91.8" in says
    assert "We deliver on time" in says
    assert "The latest broken cases" in says
    assert "Ana 0" in says
    assert "3.0 days" in says
    index = text_of(told.visit(Role.AGENT).get("/promises").text)
    assert "Least kept: “Delivered on time” , 71.4 % , where we hold 95.0 %" in index


def test_every_number_of_a_promise_opens_as_many_cases(told: House) -> None:
    viewer = told.visit(Role.VIEWER)
    page = viewer.get("/promises/on-time").text
    links = set(re.findall(r'href="(/promises/on-time/cases\?[^"]+)"', page))
    assert len(links) >= 5
    expected = {"settled": 7, "late": 2, "never": 0}
    for outcome, n in expected.items():
        listed = viewer.get(f"/promises/on-time/cases?outcome={outcome}").text
        assert f"<p>{n} case" in listed, outcome
        assert listed.count('<th scope="row">') == n
        assert len(viewer.get(f"/api/promises/on-time/cases?outcome={outcome}").json()["items"]) == n
    assert viewer.get("/promises/on-time/cases?outcome=nice").status_code == 400
    told_by_api = viewer.get("/api/promises").json()["items"][0]
    assert (told_by_api["rate"]["n"], told_by_api["late"]) == (7, 2)
    assert all("party" not in row for row in viewer.get("/api/promises/on-time/cases").json()["items"])


def test_both_bases_stand_side_by_side_where_they_differ(house: House) -> None:
    promises.define(house.stores.records, PROMISE, NOON)
    for number in range(6):
        bought(house, number, days_late=0.25 if number < 3 else -1, stars=4)
    page = text_of(house.visit(Role.VIEWER).get("/promises/on-time").text)
    assert "100.0 % by the calendar day, 50.0 % by the instant of the same 6 cases" in page


def test_a_promise_is_stated_and_stated_anew(house: House) -> None:
    lead = house.visit(Role.LEAD)
    assert lead.submit("/promises", **FORM).headers["location"] == "/promises/we-call-back"
    stated = promises.promise(house.stores.records, "we-call-back")
    assert (stated.kept_act, stated.basis, stated.owner) == ("was_told", "instant", "CX lead")
    assert 'value="We call back"' in lead.get("/promises/we-call-back/edit").text
    lead.submit("/promises/we-call-back", **FORM | {"owner": "Bo", "review_by": "2024-01-31"})
    again = promises.promise(house.stores.records, "we-call-back")
    assert (again.owner, again.since) == ("Bo", stated.since)
    assert practise.pledge(house.stores, "we-call-back", NOON).overdue
    assert "review overdue" in lead.get("/promises").text
    assert lead.submit("/promises", **FORM).status_code == 400
    assert house.visit(Role.AGENT).get("/promises/new").status_code == 403


def test_a_value_without_behaviour_is_refused_where_it_is_mended(house: House) -> None:
    lead = house.visit(Role.LEAD)
    answer = lead.submit("/promises", **FORM | {"behaviour": " ", "measure": ""})
    assert answer.status_code == 400
    assert 'id="error-behaviour"' in answer.text
    assert "A promise without behaviour cannot be tested." in answer.text
    assert 'href="#field-measure"' in answer.text
    assert 'value="Reliable"' in answer.text
    assert lead.submit("/promises", **FORM | {"review_by": "soon"}).text.count("This is not a date.") == 2
    assert lead.submit("/promises", **FORM | {"name": "?"}).status_code == 400
    assert promises.all_promises(house.stores.records) == []


def test_no_promise_yet_says_what_to_do(house: House) -> None:
    assert "State a promise" in house.visit(Role.LEAD).get("/promises").text
    assert "We have promised nothing yet" in house.visit(Role.VIEWER).get("/promises").text
