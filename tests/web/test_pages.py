"""Pages: contexts and templates agree, headers, errors, static files, the pages of staff and jobs."""

import re
from dataclasses import fields
from datetime import timedelta

import pytest
from jinja2 import nodes

from emptychair import jobs, staff
from emptychair.shell import Role
from emptychair.web.frame import Frame, Page
from emptychair.web.nav import RAIL
from emptychair.web.rendering import TEMPLATES, environment
from visiting import House

SHARED = {field.name for field in fields(Page)}


def contexts() -> list[type[Page]]:
    found: list[type[Page]] = []
    waiting = Page.__subclasses__()
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    # slots=True makes each class twice; the one that its module knows is the one that counts.
    return sorted({f"{k.__module__}.{k.__name__}": k for k in found}.values(), key=lambda kind: kind.__name__)


def asked_of(name: str, template: str, seen: set[str] | None = None) -> set[str]:
    """The attributes of `name` that a template, what it includes and what it extends ask for."""
    seen = set() if seen is None else seen
    if template in seen:
        return set()
    seen.add(template)
    tree = environment().parse((TEMPLATES / template).read_text("utf-8"))
    asked = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == name
    }
    for node in tree.find_all((nodes.Include, nodes.Extends)):
        if isinstance(node.template, nodes.Const):
            asked |= asked_of(name, node.template.value, seen)
    return asked


@pytest.mark.parametrize("kind", contexts(), ids=lambda kind: kind.__name__)
def test_a_template_asks_for_what_its_page_has_and_uses_all_of_it(kind: type[Page]) -> None:
    asked, has = asked_of("page", kind.template), {field.name for field in fields(kind)}
    assert asked <= has
    assert has - SHARED <= asked


def test_every_template_of_a_page_belongs_to_one(house: House) -> None:
    drawn = {kind.template for kind in contexts()}
    for path in TEMPLATES.rglob("*.html"):
        name, text = path.relative_to(TEMPLATES).as_posix(), path.read_text("utf-8")
        if re.search(r"{%-? *extends", text):
            assert name in drawn, name


def test_the_frame_has_what_the_base_asks_for() -> None:
    has = {field.name for field in fields(Frame)} | {"may"}
    optional = {"who_label", "period_options"}
    asked = {name for template in TEMPLATES.glob("*.html") for name in asked_of("frame", template.name)}
    assert asked - optional <= has


def test_pages_to_come_are_not_named_and_shut_pages_neither(house: House) -> None:
    owner, viewer = house.visit(Role.OWNER).get("/settings").text, house.visit(Role.VIEWER).get("/settings").text
    assert 'href="/jobs"' in owner
    assert 'href="/jobs"' not in viewer
    for group in RAIL:
        for item in group.items:
            if ("GET", item.href) not in house.app.state.needs:
                assert f'<li><a href="{item.href}"' not in owner


def test_every_answer_carries_the_headers_that_keep_strangers_words_harmless(house: House) -> None:
    for path in ("/settings", "/no-such-page", "/health/live", "/static/app.css", "/api/openapi.json"):
        headers = house.visit(Role.OWNER).get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert house.visit(Role.OWNER).get("/settings").headers["cache-control"] == "private, no-store"


def test_no_page_needs_what_the_policy_forbids(house: House) -> None:
    owner = house.visit(Role.OWNER)
    for path in ("/settings", "/staff", "/write-keys", "/audit", "/jobs", "/account", "/no-such-page"):
        text = owner.get(path).text
        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=\"", text), path


def test_static_files_are_kept_for_a_year_under_an_address_that_names_their_content(house: House) -> None:
    visitor = house.visit(Role.OWNER)
    address = re.search(r'href="(/static/[0-9a-f]{12}/app\.css)"', visitor.get("/settings").text)
    assert address
    marked = visitor.get(address[1])
    assert "immutable" in marked.headers["cache-control"]
    assert marked.headers["content-encoding"] == "gzip"
    plain = visitor.get("/static/app.css", headers={"Accept-Encoding": "identity"})
    assert plain.headers["cache-control"] == "no-cache"
    assert plain.text == marked.text
    for path in ("/static/../frame.py", "/static/%2e%2e/frame.py", "/static/none.css", "/static/"):
        assert visitor.get(path).status_code == 404


def test_an_error_is_a_page_a_fragment_or_a_problem_as_it_was_asked_for(house: House) -> None:
    visitor = house.visit(Role.OWNER)
    page = visitor.get("/no-such-page")
    assert (page.status_code, "<html" in page.text) == (404, True)
    part = visitor.get("/no-such-page", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert (part.status_code, "<html" in part.text, "There is no such page" in part.text) == (404, False, True)
    problem = visitor.get("/api/no-such-thing")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no such page.",
        "code": "not_found",
        "message": "There is no such page.",
    }
    assert visitor.client.post("/jobs/7/retry", headers={"X-CSRF-Token": visitor.word()}).status_code == 404


def test_what_breaks_tells_nothing_of_the_inside(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = house.visit(Role.OWNER)
    monkeypatch.setattr(staff, "trail", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        visitor.get("/audit")
    visitor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answer = visitor.get("/audit")
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert "Something broke on our side" in answer.text


def test_the_owner_lets_people_in_and_out(house: House) -> None:
    owner = house.visit(Role.OWNER)
    fields = {"name": "<Bo>", "email": "bo@example.com", "password": "a long enough one", "role": "agent"}
    assert owner.submit("/staff", **fields).status_code == 303
    page = owner.get("/staff").text
    assert "&lt;Bo&gt;" in page
    assert "<Bo>" not in page
    again = owner.submit("/staff", **fields)
    assert (again.status_code, "already has an account" in again.text) == (409, True)
    bo = next(user for user in staff.users(house.stores) if user.email == "bo@example.com")
    owner.submit(f"/staff/{bo.id}/role", role="analyst")
    owner.submit(f"/staff/{bo.id}/closure")
    after = next(user for user in staff.users(house.stores) if user.id == bo.id)
    assert (after.role, after.active) == (Role.ANALYST, False)
    owner.submit(f"/staff/{bo.id}/closure", reopen="true")
    actions = [entry.action for entry in staff.trail(house.stores, subject_kind="user", subject=str(bo.id))]
    assert actions == ["reopened", "closed", "changed role", "created"]


def test_a_write_key_is_shown_once(house: House) -> None:
    owner = house.visit(Role.OWNER)
    key = re.search(r"ec_[\w-]{40,}", owner.submit("/write-keys", name="shop").text)
    assert key
    assert staff.key_of(house.stores, key[0]) is not None
    assert key[0] not in owner.get("/write-keys").text
    owner.submit("/write-keys/1/revocation")
    assert staff.key_of(house.stores, key[0]) is None


def test_the_trail_pages_on(house: House) -> None:
    owner = house.visit(Role.OWNER)
    for number in range(120):
        staff.note(house.stores, None, "saw", "party", str(number), now=house.clock())
    first = owner.get("/audit?kind=party").text
    older = re.search(r'href="(/audit\?[^"]*before=\d+)"', first)
    assert older
    second = owner.get(older[1].replace("&amp;", "&")).text
    assert first.count("<tr>") + second.count("<tr>") == 120 + 2


def test_the_page_of_jobs_shows_a_failure_and_lets_it_run_again(house: House) -> None:
    number = jobs.enqueue(house.stores, "impossible", now=house.clock())
    for _ in range(3):
        jobs.run_until_idle(house.stores, {}, house.clock)
        house.clock.move(hours=1)
    owner = house.visit(Role.OWNER)
    assert "No room handles jobs of kind" in owner.get("/jobs").text
    assert owner.submit(f"/jobs/{number}/retry").status_code == 303
    assert jobs.job(house.stores, number).state == "waiting"
    assert f"Job {number} is waiting again." in owner.get("/jobs").text
    assert "is waiting again." not in owner.get("/jobs").text


def test_a_database_password_is_not_on_the_page_of_settings(house: House) -> None:
    url = "postgresql+psycopg://emptychair:s3cret@db/emptychair"
    page = house.serving(database_url=url).visit(Role.OWNER).get("/settings").text
    assert "s3cret" not in page
    assert "emptychair:***@db" in page


def test_a_simulated_company_says_so_on_every_page(house: House) -> None:
    simulated = House(house.company.settings, house.stores, simulated=True)
    owner = simulated.visit(Role.OWNER)
    for path in ("/settings", "/staff", "/audit", "/jobs", "/no-such-page"):
        assert "simulated company" in owner.get(path).text
    assert "simulated company" in simulated.visit().get("/signin").text


def test_a_session_ends_by_itself(house: House) -> None:
    owner = house.visit(Role.OWNER)
    house.clock.now += timedelta(hours=13)
    assert owner.get("/settings").status_code == 303
