"""Every page by keyboard alone, and every page without script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import Served, good, page_templates
from tests.e2e.judging import DESK, walked_by_keyboard

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", page_templates())
def test_the_tab_key_reaches_everything_and_one_sees_where_it_is(seat: Page, atlas: dict[str, str], path: str) -> None:
    assert path in atlas, "no link leads to this page"
    seat.set_viewport_size(DESK)  # type: ignore[arg-type]
    seat.goto(atlas[path])
    assert walked_by_keyboard(seat) == []


@pytest.mark.parametrize("path", page_templates())
def test_a_page_says_the_same_without_script(
    browser: Browser, demo: Served, seat: Page, atlas: dict[str, str], path: str
) -> None:
    assert path in atlas, "no link leads to this page"
    seat.goto(atlas[path])
    with demo.visit(browser, java_script_enabled=False, timezone_id="Europe/Lisbon", locale="en-GB") as context:
        bare = context.new_page()
        assert good(bare.goto(atlas[path]))
        assert bare.locator("main").inner_text().split() == seat.locator("main").inner_text().split()
        assert bare.locator("h1").count() >= 1
