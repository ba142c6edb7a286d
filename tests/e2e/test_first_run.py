"""The first run: nobody, then an owner; doors that stay shut; a source's first evidence; a file with a bad row."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import OWNER, PASSWORD, Served, become_owner, run, sign_in
from tests.e2e.judging import Console, barriers, too_wide, walked_by_keyboard

pytestmark = pytest.mark.slow
SECOND = 1.0
WAITING = "The parcel never came, and nobody answers."


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A company of nobody yet."""
    served = Served(tmp_path_factory.mktemp("empty") / "home")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def owned(browser: Browser, empty: Served) -> Served:
    """The same with its owner, who was made by the page; all that the first page is held to is asked on the way."""
    with browser.new_context(base_url=empty.url) as context:
        page = context.new_page()
        console = Console.of(page)
        page.goto(empty.landing)
        assert page.url.startswith(f"{empty.url}/welcome")
        assert barriers(page) == []
        assert walked_by_keyboard(page) == []
        page.get_by_label("Your name").fill("Ines Owner")
        page.get_by_label("E-mail").fill(OWNER)
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Create the owner").click()
        expect(page.locator("main")).to_contain_text("at least 10 characters", ignore_case=True)
        expect(page.get_by_label("E-mail")).to_have_value(OWNER)
        become_owner(page)
        assert too_wide(page) == []
        sign_in(page)
        empty.state = context.storage_state()
        assert [line for line in console.said if "400" not in line] == []
    return empty


@pytest.fixture
def page(browser: Browser, owned: Served) -> Iterator[Page]:
    """The owner's browser."""
    with owned.visit(browser) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", ["/", "/people", "/voices", "/journeys", "/paths", "/gaps", "/promises", "/cases"])
def test_an_empty_page_says_what_fills_it(page: Page, path: str) -> None:
    console = Console.of(page)
    page.goto(path)
    expect(page.locator("main .empty").first).to_be_visible()
    assert page.locator("main").locator("a, button, code").count() > 0
    assert barriers(page) == []
    assert console.said == []


def test_a_wrong_password_is_refused_kindly_and_the_right_one_goes_where_one_was_going(
    browser: Browser, owned: Served
) -> None:
    with browser.new_context(base_url=owned.url) as context:
        page = context.new_page()
        page.goto("/people")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        sign_in(page, password="not the password")
        message = page.locator("main .message")
        expect(message).to_be_visible()
        assert "wrong" not in message.inner_text().lower()
        expect(page.get_by_label("E-mail")).to_have_value(OWNER)
        sign_in(page)
        assert page.url == f"{owned.url}/people"
        page.locator("summary").get_by_text("Ines Owner").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_text("You are signed out.")).to_be_visible()
        page.goto("/people")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_who_may_only_see_figures_cannot_open_people(browser: Browser, owned: Served, page: Page) -> None:
    page.goto("/staff")
    page.get_by_label("Name", exact=True).fill("Vito Viewer")
    page.get_by_label("E-mail").fill("vito@example.com")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_label("Role", exact=True).select_option("viewer")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("rowheader", name="Vito Viewer")).to_be_visible()
    with browser.new_context(base_url=owned.url) as context:
        other = context.new_page()
        other.goto("/signin")
        sign_in(other, "vito@example.com")
        expect(other.locator("#rail")).not_to_contain_text("People")
        answer = other.goto("/people/1")
        assert answer is not None
        assert answer.status == 403
        expect(other.locator("main")).to_contain_text("viewer")


def test_a_source_sends_and_its_evidence_is_there_within_a_second(page: Page, owned: Served) -> None:
    page.goto("/write-keys")
    page.get_by_label("Name of the source").fill("shop")
    page.get_by_role("button", name="Make a key").click()
    key = page.locator("code.command").inner_text()
    track = {
        "type": "track",
        "event": "Ticket Opened",
        "userId": "u-1",
        "messageId": "first-of-all",
        "properties": {"message": WAITING},
    }
    signed = {"Authorization": "Basic " + b64encode(f"{key}:".encode()).decode(), "Content-Type": "application/json"}
    with urlopen(Request(f"{owned.url}/v1/batch", json.dumps({"batch": [track]}).encode(), signed)) as answer:
        assert answer.status == 200
    acknowledged = time.monotonic()
    while '"items":[]' in page.request.get("/api/evidence").text() and time.monotonic() < acknowledged + 9:
        time.sleep(0.02)
    assert time.monotonic() - acknowledged < SECOND
    page.goto("/evidence")
    expect(page.locator("main ol.timeline li")).to_have_count(1)
    expect(page.locator("main ol.timeline")).to_contain_text("Ticket opened")


RECIPE = """title: Desk
source: desk
time_zone: Europe/Lisbon
touchpoints: [{key: desk, name: Front desk, channel: store, feeling: 1}]
tables:
  visits:
    file: visits.csv
    key: id
    outputs:
      - evidence:
          act: rated
          who: [{kind: email, value: who}]
          at: day
          touchpoint: desk
          score: score
          scale: {kind: csat, low: 1, high: 5}
"""


def test_a_row_that_cannot_be_taken_waits_with_a_reason(page: Page, owned: Served, tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text(RECIPE)
    (tmp_path / "visits.csv").write_text("id,who,day,score\n1,a@x.pt,2024-05-01,4\n2,b@x.pt,2024-05-02,9\n")
    run("import", "--home", str(owned.home), "--recipe", str(tmp_path / "desk.yaml"), str(tmp_path), "--json")
    page.goto("/quarantine")
    page.locator("main a[href^='/quarantine/']").first.click()
    expect(page.locator("main")).to_contain_text("9")
    assert barriers(page) == []
    assert walked_by_keyboard(page) == []
