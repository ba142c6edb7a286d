"""The mirror as pages: shown side by side, answered by staff in private and by customers without a name."""

import re

from emptychair import practise
from emptychair.evidence import Which, entries
from emptychair.shell import Role
from visiting import House

ASKED = practise.assessment()


def sheet(page: str) -> str:
    """The number of the sitting on a sheet."""
    found = re.search(r'name="sitting" value="(\w+)"', page)
    assert found
    return found[1]


def link(house: House) -> str:
    house.visit(Role.LEAD).submit("/assessment/links", note="letter")
    (made,) = practise.invitations(house.stores, "mirror-1", house.clock())
    return made.path


def test_before_enough_have_answered_the_page_says_who_has(house: House) -> None:
    page = house.visit(Role.VIEWER).get("/assessment").text
    assert "Not known yet: 0 leaders, 0 staff, 0 customers have answered." in page
    assert "Ask the customers" not in page


def test_the_widest_gap_leads_and_opens_its_statements(house: House) -> None:
    for number in range(5):
        for audience, value in (("leaders", 5), ("customers", 3)):
            answers = {item.key: value for item in ASKED.items} | {"presence.2": 1 if value == 3 else 5}
            given = {"audience": audience, "who": f"{number}", "answers": answers}
            practise.answer(house.stores, ASKED, **given, now=house.clock())
    viewer = house.visit(Role.VIEWER)
    page = viewer.get("/assessment").text
    assert page.index("They are in the room") < page.index("We understand them")
    assert "not enough evidence (n = 0)" in page
    assert 'aria-expanded="true"' not in page
    opened = viewer.get("/assessment?open=presence").text
    assert 'aria-expanded="true"' in opened
    assert "Their decisions take people like me into account." in opened
    assert "−4.00" in opened


def test_staff_answer_and_nobody_can_tell_who_it_was(house: House) -> None:
    agent = house.visit(Role.AGENT)
    page = agent.get("/assessment/answer?audience=staff").text
    assert page.count("<fieldset") == len(ASKED.items)
    assert "from 1, not at all, to 5, fully" in page
    answer = agent.submit("/assessment/answer?audience=staff", sitting=sheet(page), **{"value.1": "2", "value.2": ""})
    assert answer.headers["location"] == "/assessment"
    (kept,) = entries(house.stores.ledger, Which(object_kind="staff", object="value.1"))
    assert (kept["score"], kept["party"], kept["identifiers"], kept["chair"]) == (2, None, None, "company")
    assert "Ines" not in str(kept)
    assert agent.get("/assessment/answer?audience=leaders").status_code == 403
    assert agent.get("/assessment/answer?audience=cats").status_code == 404
    assert house.visit(Role.LEAD).get("/assessment/answer?audience=leaders").status_code == 200


def test_an_empty_or_wrong_sheet_comes_back_as_it_was(house: House) -> None:
    agent = house.visit(Role.AGENT)
    empty = agent.submit("/assessment/answer?audience=staff")
    assert (empty.status_code, "Nothing was answered." in empty.text) == (400, True)
    wrong = agent.submit("/assessment/answer?audience=staff", **{"value.1": "9", "value.2": "4"})
    assert (wrong.status_code, "9 is off the scale." in wrong.text) == (400, True)
    assert re.search(r'name="value.2" value="4" checked', wrong.text)
    assert agent.submit("/assessment/answer?audience=staff", **{"value.1": "x" * 99}).status_code == 400


def test_a_customer_answers_without_name_or_sign_in_once(house: House) -> None:
    path, stranger = link(house), house.visit()
    page = stranger.get(path).text
    assert page.count("<fieldset") == len(ASKED.items)
    assert "They keep what they promise." in page
    assert "We keep what we promise." not in page
    assert "No name, no sign-in." in page
    assert "<script" not in page
    given = {"sitting": sheet(page), "value.3": "1"}
    assert stranger.submit(path, **given).headers["location"] == f"{path}/thanks"
    stranger.submit(path, **given)
    assert "Thank you" in stranger.get(f"{path}/thanks").text
    (kept,) = entries(house.stores.ledger, Which(object_kind="customers", object="value.3"))
    assert (kept["chair"], kept["party"], kept["score"]) == ("customer", None, 1)
    assert sheet(stranger.get(path).text) != given["sitting"]
    assert stranger.submit(path).status_code == 400


def test_a_link_of_somebody_elses_making_opens_nothing(house: House) -> None:
    path, stranger = link(house), house.visit()
    assert stranger.get(f"{path[:-1]}z").status_code == 404
    assert stranger.get(path.replace("mirror-1", "mirror-2")).status_code == 404
    house.clock.move(days=91)
    assert stranger.get(path).status_code == 410
    assert house.visit(Role.AGENT).submit("/assessment/links", note="x").status_code == 403
