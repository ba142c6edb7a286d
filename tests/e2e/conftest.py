"""A real browser before real servers: the simulated company and Olist's, each made once, each served from copies."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import shared_data
from tests.e2e.browsing import Atlas, Served, made_once, page_templates, run, served_copy
from tools.system import chromium

CUSTOMERS = "300"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
ARGS += ["--force-color-profile=srgb", "--font-render-hinting=none"]
# A page that works is seen long before; one that is slow is the business of test_speed, on a machine less busy.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; nothing is downloaded."""
    if not chromium() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: `make test` installs it")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGS}


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where homes are made: one folder for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "homes"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def demo_home(workshop: Path) -> Path:
    """The simulated company as `emptychair demo` makes it. Serve copies of it."""
    return made_once(
        workshop, "demo", lambda home: run("demo", "--home", str(home), "--customers", CUSTOMERS, "--make-only")
    )


@pytest.fixture(scope="session")
def olist_home(workshop: Path) -> Path:
    """Olist's nine tables as `emptychair import` takes them. Serve copies of it."""
    tables = str(shared_data("olist"))
    return made_once(
        workshop, "olist", lambda home: run("import", "--home", str(home), "--recipe", "olist", tables, "--json")
    )


@pytest.fixture(scope="session")
def demo(browser: Browser, demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The simulated company behind HTTP, entered by its one-time link; tests only read it."""
    served = served_copy(demo_home, tmp_path_factory.mktemp("demo") / "home")
    yield served.enter(browser)
    served.stop()


@pytest.fixture(scope="session")
def olist(browser: Browser, olist_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Olist's company behind HTTP, its owner signed in; tests only read it."""
    served = served_copy(olist_home, tmp_path_factory.mktemp("olist") / "home")
    yield served.enter(browser)
    served.stop()


@pytest.fixture(scope="module")
def own_olist(browser: Browser, olist_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Olist's company for one module, which may change it."""
    served = served_copy(olist_home, tmp_path_factory.mktemp("own") / "home")
    yield served.enter(browser)
    served.stop()


@pytest.fixture
def seat(browser: Browser, demo: Served) -> Iterator[Page]:
    """A fresh page in the simulated company."""
    with demo.visit(browser, timezone_id="Europe/Lisbon", locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def atlas(browser: Browser, demo: Served) -> dict[str, str]:
    """Page → the address of its fullest example in the simulated company."""
    return explored(browser, demo)


@pytest.fixture(scope="session")
def olist_atlas(browser: Browser, olist: Served) -> dict[str, str]:
    """Page → the address of its fullest example in Olist's company."""
    return explored(browser, olist)


def explored(browser: Browser, served: Served) -> dict[str, str]:
    """Every page that links lead to, and a customer's own page by its link."""
    templates = page_templates()
    with served.visit(browser) as context:
        found = Atlas(context, templates)
        found.explore("/", *(path for path in templates if "{" not in path))
        if "/people/{number}" in found.examples:
            page = context.new_page()
            page.goto(found.examples["/people/{number}"])
            page.get_by_role("button", name="Link to their own page").click()
            found.explore("/me/" + page.locator(".token").inner_text().rpartition("/")[2])
    return found.examples
