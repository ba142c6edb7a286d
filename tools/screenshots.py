"""Draws docs/images anew: the main pages of the simulated company, and one datum before, between and after."""

import argparse
import html
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.e2e.browsing import Served, run
from tools.png import smaller
from tools.system import chromium

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
CUSTOMERS = "1500"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb"]
WIDE, TALL, PHONE, THIRD = (1280, 860), (1280, 1180), (390, 844), (720, 560)
MAP = (1500, 1250)

# name, address, colour scheme, size
PICTURES = [
    ("today", "/", "light", WIDE),
    ("today-dark", "/", "dark", WIDE),
    ("today-phone", "/", "light", PHONE),
    ("journey", "/journeys/an-order", "light", MAP),
    ("journey-dark", "/journeys/an-order", "dark", MAP),
    ("journey-phone", "/journeys/an-order", "light", PHONE),
    ("paths", "/paths?journey=an-order&view=feeling", "light", MAP),
    ("gaps", "/gaps?kind=belief", "light", WIDE),
    ("change", "/changes/delivery-window-messages", "light", TALL),
    ("promises", "/promises", "light", WIDE),
    ("assessment", "/assessment", "light", WIDE),
    ("voices", "/voices", "light", WIDE),
    ("known", "/known", "light", WIDE),
]
GAP = "we deliver on time"


def main() -> int:
    """Make the company, serve it, look at it. Takes some minutes."""
    asked = _asked()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        home = Path(folder) / "home"
        if asked.home:
            shutil.copytree(asked.home, home)
        else:
            run("demo", "--home", str(home), "--customers", CUSTOMERS, "--make-only")
        served = Served(home)
        browser = play.chromium.launch(executable_path=chromium(), args=ARGS)
        try:
            served.enter(browser)
            for name, address, scheme, size in PICTURES:
                if not asked.only or name in asked.only:
                    _take(served, browser, name, address, scheme, size)
            if not asked.only or "datum" in asked.only:
                _take_datum(served, browser)
        finally:
            browser.close()
            served.stop()
    return 0


def _take(served: Served, browser: Browser, name: str, address: str, scheme: str, size: tuple[int, int]) -> None:
    with served.visit(browser, viewport=_box(size), color_scheme=scheme) as context:
        page = context.new_page()
        _open(page, address)
        _keep(page, name)


def _take_datum(served: Served, browser: Browser) -> None:
    """One sentence: the message as it came, the evidence, its person, and the gap whose words it is among."""
    with served.visit(browser, viewport=_box(THIRD)) as context:
        page = context.new_page()
        _open(page, "/gaps?kind=belief")
        gap = page.locator("main article a").filter(has_text=GAP).first
        _open(page, gap.get_attribute("href") or "")
        _keep(page, "datum-after", of="main")
        said = page.locator(".voices.t-bad blockquote[lang=en] a[href^='/evidence/']").first
        address = said.get_attribute("href") or ""
        page.set_viewport_size(_box(TALL))
        _open(page, page.url)
        _keep(page, "gap")
        page.set_viewport_size(_box(THIRD))
        _open(page, address)
        _keep(page, "datum-between", of="main")
        person = page.locator("main a[href^='/people/']").first.get_attribute("href") or ""
        page.set_viewport_size(_box(TALL))
        _open(page, person)
        _keep(page, "person")
        told = context.request.get(f"/api{address}").json()
        _draw_message(context.new_page(), told)


def _draw_message(page: Page, told: dict[str, Any]) -> None:
    kept = ("source", "message_id", "happened_at", "touchpoint", "channel", "score", "scale_high", "words")
    message = {key: told.get(key) for key in kept if told.get(key) is not None}
    text = html.escape(json.dumps(message, ensure_ascii=False, indent=2))
    style = "margin:0;padding:28px;font:19px/1.6 monospace;color:#1e1c19;white-space:pre-wrap"
    page.set_viewport_size(_box(THIRD))
    page.set_content(f'<body style="margin:0;background:#faf9f6"><pre style="{style}">{text}</pre></body>')
    _keep(page, "datum-before")


def _open(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        sys.exit(f"{address!r} did not answer as it should.")
    page.wait_for_load_state("networkidle")


def _keep(page: Page, name: str, of: str = "") -> None:
    """What the window shows; `of` moves it to that part of the page."""
    if of:
        page.locator(of).evaluate("part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 8)")
    window = page.viewport_size or _box(WIDE)
    clip = cast(FloatRect, {"x": 0, "y": 0, **window})
    picture = smaller(page.screenshot(clip=clip, animations="disabled"))
    (IMAGES / f"{name}.png").write_bytes(picture)
    print(f"{name}: {len(picture) / 1000:.0f} kB", flush=True)


def _box(size: tuple[int, int]) -> Any:
    return {"width": size[0], "height": size[1]}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", help="a simulated company that is made already; a copy of it is served")
    parser.add_argument("only", nargs="*", help="names of pictures, such as: today journey datum; all if none is given")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
