"""A company served by the command that people type, and a browser's way through its pages."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Response, StorageState

from emptychair.web import routers

PASSWORD = "correct horse battery"
OWNER = "ines@example.com"
# Addresses that answer with something else than a page that stays: a way in, files.
NOT_PAGES = re.compile(r"^/(static|signin/link)|/export$|\.csv$|\.json$")
# Pages that the simulated company has no cause to show: under test where there is one (test_first_run, test_sentence).
ELSEWHERE = {"/welcome", "/quarantine/{number}", "/assess/{key}/{token}", "/assess/{key}/{token}/thanks"}


class Served:
    """The company in `home`, served by `emptychair start` on a free port; `landing` is what the terminal shows."""

    def __init__(self, home: Path) -> None:
        self.home = home
        words = ["start", "--home", str(home), "--port", "0", "--no-browser"]
        self._process = subprocess.Popen(command(*words), stdout=subprocess.PIPE, text=True, env=environment())
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert " is at http" in said, f"the server did not start: {said!r}"
        self.landing = said.split(" is at ")[1].strip()
        parts = urlsplit(self.landing)
        self.url = f"{parts.scheme}://{parts.netloc}"
        self.state: StorageState | None = None

    def visit(self, browser: Browser, **options: object) -> BrowserContext:
        """A browser context of whoever signed in last (see `enter`)."""
        return browser.new_context(base_url=self.url, storage_state=self.state, reduced_motion="reduce", **options)  # type: ignore[arg-type]

    def enter(self, browser: Browser) -> "Served":
        """Go in by the address that the terminal shows: let in by a link, or as the first owner."""
        with browser.new_context(base_url=self.url) as context:
            page = context.new_page()
            page.goto(self.landing)
            if "/welcome" in page.url:
                become_owner(page)
                sign_in(page)
            self.state = context.storage_state()
        return self

    def cpu_seconds(self) -> float:
        """Processor time that the server has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """As an administrator does it, or with SIGKILL as a power cut does."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()


def command(*words: str) -> list[str]:
    """The command line of the Python that runs the tests."""
    return [sys.executable, "-m", "emptychair", *words]


def environment() -> dict[str, str]:
    """This machine's environment without what speaks to Empty Chair."""
    return {key: value for key, value in os.environ.items() if not key.startswith("EMPTYCHAIR_")}


def run(*words: str) -> str:
    """What a command prints; fails with what it says when it fails."""
    done = subprocess.run(command(*words), capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def made_once(workshop: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A home that the first worker makes and the others wait for."""
    home = workshop / name
    with open(workshop / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            draft = workshop / f"{name}.part"
            make(draft)
            draft.rename(home)
    return home


def served_copy(home: Path, folder: Path) -> Served:
    """A server of its own on a copy of a home."""
    shutil.copytree(home, folder)
    return Served(folder)


def become_owner(page: Page, name: str = "Ines Owner") -> None:
    """Fill the form of the first run."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the owner").click()
    page.wait_for_url("**/signin")


def sign_in(page: Page, email: str = OWNER, password: str = PASSWORD) -> None:
    """Fill the sign-in form on the page."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def page_templates() -> list[str]:
    """The path of every page that the routes of the house know, parameters in braces."""
    found = {
        route.path  # type: ignore[attr-defined]
        for router in routers()
        for route in router.routes
        if "GET" in (getattr(route, "methods", None) or ())
    }
    return sorted(path for path in found - ELSEWHERE if not NOT_PAGES.search(path))


class Atlas:
    """One example of every page, found as a person finds them: by following links from the first."""

    def __init__(self, context: BrowserContext, templates: list[str]) -> None:
        self._context = context
        self._patterns = [(path, re.compile(re.sub(r"\{\w+\}", "[^/?#]+", path) + "$")) for path in templates]
        self._lengths: dict[str, int] = {}
        self._tried: dict[str, int] = {}
        self.examples: dict[str, str] = {}

    def explore(self, *starts: str, tries: int = 3) -> None:
        """Keep the fullest of the first `tries` pages of each kind that links lead to."""
        waiting, seen = list(starts), set(starts)
        while waiting:
            address = waiting.pop(0)
            for link in self._look(address, tries):
                if link not in seen and self._tried.get(self.template_of(link), tries) < tries:
                    seen.add(link)
                    waiting.append(link)

    def template_of(self, address: str) -> str:
        """Which page an address is; an empty string for what is no page of ours."""
        path = urlsplit(address).path
        return next((template for template, pattern in self._patterns if pattern.match(path)), "")

    def _look(self, address: str, tries: int) -> Iterator[str]:
        template = self.template_of(address)
        if not template or self._tried.get(template, 0) >= tries:
            return
        self._tried[template] = self._tried.get(template, 0) + 1
        answer = self._context.request.get(address, max_redirects=0)
        if answer.status != 200:
            return
        text = answer.text()
        if len(text) > self._lengths.get(template, 0):
            self._lengths[template], self.examples[template] = len(text), address
        for link in re.findall(r'href="(/[^"#]*)', text):
            self._tried.setdefault(self.template_of(link), 0)
            yield link.replace("&amp;", "&")


def good(answer: APIResponse | Response | None) -> bool:
    """Whether an address answered as it should."""
    return answer is not None and answer.status == 200
