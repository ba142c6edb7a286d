"""Every page in a real browser: axe in light and dark, 320 px, a console without a word, under the strict policy."""

import pytest
from playwright.sync_api import Page

from tests.e2e.browsing import good, page_templates
from tests.e2e.judging import Console, barriers, broken_figure, figures, too_wide

pytestmark = pytest.mark.slow
MOST_FIGURES = 8  # followed on each page, spread over all of them


@pytest.mark.parametrize("path", page_templates())
def test_a_page_has_no_barrier_fits_a_phone_and_is_quiet(seat: Page, atlas: dict[str, str], path: str) -> None:
    assert path in atlas, "no link leads to this page"
    console = Console.of(seat)
    assert good(seat.goto(atlas[path]))
    assert barriers(seat) == []
    assert too_wide(seat) == []
    assert console.said == []


@pytest.mark.parametrize("path", page_templates())
def test_every_number_opens_what_it_rests_on(seat: Page, atlas: dict[str, str], path: str) -> None:
    assert path in atlas, "no link leads to this page"
    seat.goto(atlas[path])
    found = figures(seat)
    sample = found[:: max(1, len(found) // MOST_FIGURES)]
    assert [why for says, address in sample if (why := broken_figure(seat, says, address))] == []
