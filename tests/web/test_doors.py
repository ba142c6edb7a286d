"""Doors: every route × every role, the first run, sessions in the browser, forms from other sites."""

import re
from typing import Any

import pytest
from fastapi import APIRouter

from emptychair import staff
from emptychair.shell import Need, Role, guarded_router, lock, needs
from emptychair.staff import OPEN
from visiting import PASSWORD, House

FIRST = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}


def routes(house: House) -> list[tuple[str, str, Need]]:
    return [(method, path, need) for (method, path), need in sorted(house.app.state.needs.items())]


def filled(path: str) -> str:
    return re.sub(r"{[^}]+}", "1", path)


@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_lets_in_exactly_the_roles_that_cover_its_need(house: House, role: Role | None) -> None:
    """Judged before anything of the request is read, so an empty request is enough to see the verdict."""
    house.employ(Role.OWNER)
    visitor = house.visit(role)
    client, headers = visitor.client, {"X-CSRF-Token": visitor.word(), "Accept": "application/json"}
    for method, path, need in routes(house):
        if path in ("/signout", "/account/password") and role:
            continue  # they end this very session; tested below
        verdict = client.request(method, filled(path), headers=headers)
        told = "problem" in verdict.headers.get("content-type", "")
        code = verdict.json()["code"] if told else ""
        if need is Need.KEY:
            continue  # judged by the key, not by a person: tests/api
        let_in = need in OPEN or (role is not None and staff.may(role, need))
        assert (code not in ("sign_in_needed", "role_refused")) == let_in, (method, path)


def test_a_route_without_a_need_keeps_the_house_shut() -> None:
    router = guarded_router()
    with pytest.raises(TypeError, match="declares no need"):
        router.get("/open")(lambda: None)
    past = APIRouter()
    past.get("/past")(needs(Need.SEES)(lambda: None))
    with pytest.raises(TypeError, match="/past has no guard"):
        lock(past.routes)


def test_with_nobody_there_every_page_leads_to_the_first_owner(house: House) -> None:
    visitor = house.visit()
    pages = [
        path for method, path, need in routes(house) if method == "GET" and need not in OPEN and "/api" not in path
    ]
    assert pages
    for path in pages:
        answer = visitor.get(filled(path))
        assert (answer.status_code, answer.headers["location"]) == (303, "/welcome"), path
    assert visitor.get("/signin").headers["location"] == "/welcome"


def test_the_first_owner_is_made_here_and_signs_in(house: House) -> None:
    visitor = house.visit()
    assert "Create the owner" in visitor.get("/welcome").text
    assert visitor.submit("/welcome", **FIRST | {"password": "short"}).status_code == 400
    assert visitor.submit("/welcome", **FIRST).headers["location"] == "/signin"
    assert "The owner is created" in visitor.get("/signin").text
    answer = visitor.submit("/signin", email="ana@example.com", password=PASSWORD, next="/settings")
    assert answer.headers["location"] == "/settings"
    page = visitor.get("/settings")
    assert page.status_code == 200
    assert "session_hours" in page.text
    assert visitor.get("/welcome").headers["location"] == "/signin"


@pytest.mark.parametrize(
    ("host", "address", "headers"),
    [
        ("203.0.113.9", "http://127.0.0.1:8700", {}),
        ("127.0.0.1", "http://evil.example", {}),
        ("127.0.0.1", "http://127.0.0.1:8700", {"X-Forwarded-For": "203.0.113.9"}),
    ],
    ids=["from elsewhere", "under a borrowed name", "through a proxy"],
)
def test_from_elsewhere_the_first_owner_needs_the_printed_link(
    house: House, host: str, address: str, headers: dict[str, str]
) -> None:
    visitor = house.visit(host=host, address=address)
    visitor.client.headers.update(headers)
    assert visitor.get("/welcome").status_code == 403
    assert visitor.submit("/welcome", **FIRST).status_code == 403
    assert visitor.submit("/welcome", **FIRST, token="guessed").status_code == 403
    link = staff.first_run_link(house.stores, now=house.clock())
    assert visitor.get(f"/welcome?token={link}").status_code == 200
    assert visitor.submit("/welcome", **FIRST, token=link).status_code == 303
    assert not staff.first_run_open(house.stores)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    user = house.employ(Role.OWNER)
    token = staff.sign_in_link(house.stores, user.id, now=house.clock())
    given = house.visit().get(f"/signin/link?token={token}").headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=lax" in given
    secure = house.serving(secure_cookies=True)
    token = staff.sign_in_link(house.stores, user.id, now=house.clock())
    assert "; secure" in secure.visit().get(f"/signin/link?token={token}").headers["set-cookie"].lower()


@pytest.mark.parametrize("csrf", [None, "", "0" * 64, "another's"])
def test_a_form_without_this_sessions_word_changes_nothing(house: House, csrf: str | None) -> None:
    visitor = house.visit(Role.OWNER)
    word = house.visit(Role.OWNER).word() if csrf == "another's" else csrf
    fields: dict[str, Any] = {"name": "shop"} | ({} if word is None else {"csrf": word})
    answer = visitor.client.post("/write-keys", data=fields)
    assert answer.status_code == 403
    assert "another site" in answer.text
    assert staff.write_keys(house.stores) == []


def test_a_script_of_ours_may_bring_the_word_in_a_header(house: House) -> None:
    visitor = house.visit(Role.OWNER)
    answer = visitor.client.post("/write-keys", data={"name": "shop"}, headers={"X-CSRF-Token": visitor.word()})
    assert answer.status_code == 200
    assert len(staff.write_keys(house.stores)) == 1


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_away(house: House, path: str) -> None:
    house.employ(Role.OWNER)
    answer = house.visit().submit("/signin", email="owner@example.com", password=PASSWORD, next=path)
    assert answer.headers["location"] == "/"


def test_a_stranger_is_led_to_sign_in_and_back(house: House) -> None:
    house.employ(Role.OWNER)
    assert house.visit().get("/audit?kind=party").headers["location"] == "/signin?next=/audit%3Fkind%3Dparty"


def test_signing_out_ends_the_session_in_the_database_too(house: House) -> None:
    visitor = house.visit(Role.OWNER)
    kept = dict(visitor.client.cookies)
    assert visitor.submit("/signout").headers["location"] == "/signin"
    visitor.client.cookies.update(kept)
    assert visitor.get("/settings").status_code == 303


def test_too_many_guesses_are_told_when_to_come_back(house: House) -> None:
    house.employ(Role.OWNER)
    visitor = house.visit()
    answers = [visitor.submit("/signin", email="owner@example.com", password=f"guess {n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert "Too many attempts" in answers[-1].text


def test_the_command_line_of_this_machine_acts_as_the_owner(house: House) -> None:
    local = House(house.company.settings, house.stores, local_token="the token of server.json")
    client = local.visit().client
    good = {"Authorization": "Bearer the token of server.json"}
    assert client.get("/api/audit", headers=good).json() == {"items": [], "next": None}
    assert client.get("/api/audit", headers={"Authorization": "Bearer "}).status_code == 401
    assert house.visit().client.get("/api/audit", headers={"Authorization": "Bearer "}).status_code == 401
