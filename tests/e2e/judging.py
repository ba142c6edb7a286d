"""What every page is held to: axe in light and dark, reflow, a keyboard's way through, figures that open."""

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
MOST_STOPS = 900

# Where the keyboard stands: which stop it is, and whether one can see it and that it has the focus.
WATCH = """() => {
  const shown = e => e.checkVisibility({checkOpacity: false, checkVisibilityCSS: true});
  const stops = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(e => !e.disabled && e.tabIndex >= 0 && shown(e) && !e.closest('[inert]'));
  const first = new Map();  // a group of radios is one stop
  window.stops = stops.filter(e => {
    if (e.type !== 'radio') return true;
    const key = (e.form?.action || '') + e.name;
    if (first.has(key)) return false;
    first.set(key, e);
    return true;
  });
  window.met = new Set();
  window.unseen = [];
  const say = e => `${e.tagName.toLowerCase()} "${(e.ariaLabel || e.textContent || e.name || '').trim().slice(0, 50)}"`;
  window.named = say;
  document.addEventListener('focusin', event => {
    const e = event.target;
    const group = e.type === 'radio' ? first.get((e.form?.action || '') + e.name) : e;
    window.met.add(group);
    const box = e.closest('label')?.getBoundingClientRect() ?? e.getBoundingClientRect();
    const svg = e.ownerSVGElement;
    const boxes = e.getClientRects().length ? [...e.getClientRects(), box] : [box];
    const there = boxes.some(b => {
      const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
      // The marks of one picture may lie over each other: a line's middle is often another line's.
      return top && (top === e || e.contains(top) || top.contains(e) || (svg && svg.contains(top)));
    });
    const look = getComputedStyle(e), around = e.closest('label') && getComputedStyle(e.closest('label'));
    const ring = s => s && (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none');
    const inside = [...e.querySelectorAll('*')].some(i => getComputedStyle(i).strokeWidth >= '3px');
    if (!there) window.unseen.push(say(e) + ' is hidden');
    if (!(ring(look) || ring(around) || inside || e.id === 'main')) window.unseen.push(say(e) + ' shows no focus');
  });
  return window.stops.length;
}"""
MISSED = "() => [window.stops.filter(e => !window.met.has(e)).map(window.named), window.unseen]"


@dataclass
class Console:
    """What the browser complains of while a page is open."""

    said: list[str]

    @classmethod
    def of(cls, page: Page) -> "Console":
        """Listen to a page from now on."""
        console = cls([])
        page.on("console", lambda line: console.said.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: console.said.append(str(error)))
        return console


def violations(page: Page, rules: object = STANDARDS) -> list[str]:
    """What axe finds on the page as it stands, each with the first places."""
    # "violations" only: axe then describes a few nodes and not every one that passed, which takes half the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


def barriers(page: Page) -> list[str]:
    """What axe finds in light, and in dark: there by the rules that look at colours; no other can differ."""
    page.emulate_media(color_scheme="light")
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    return [*(f"light: {line}" for line in light), *(f"dark: {line}" for line in violations(page, COLOURS))]


def too_wide(page: Page) -> list[str]:
    """What sticks out of a screen of 320 px (WCAG 1.4.10); nothing where the page fits."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width <= PHONE["width"]:
        return []
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 321
            && !e.closest('.scroll, svg')).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    ) or [f"{width} px"]


def walked_by_keyboard(page: Page) -> list[str]:
    """What the Tab key does not reach, or reaches without showing it (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.11)."""
    stops = page.evaluate(WATCH)
    for _ in range(min(stops + 8, MOST_STOPS)):
        page.keyboard.press("Tab")
    missed, unseen = page.evaluate(MISSED)
    return [*(f"{name} is not reached" for name in missed[:5]), *unseen[:5]]


def figures(page: Page) -> list[tuple[str, str]]:
    """(what it says, address) of every number that links to what it rests on."""
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        "main a.figure, main section.finding a, main svg a[href^='/evidence']",
        "all => all.map(a => [(a.ariaLabel || a.textContent || '') + ' ' + (a.title || ''), a.getAttribute('href')])",
    )


def broken_figure(page: Page, says: str, address: str) -> str:
    """Why a figure's link does not show what the figure says; empty where it does."""
    if address.startswith("#"):
        return "" if page.locator(f'[id="{address[1:]}"]').count() else f"{says!r} → {address}: no such place here"
    answer = page.request.get(address)
    if answer.status != 200:
        return f"{says!r} → {address}: {answer.status}"
    stated = re.search(r"n = (\d{1,3}(?:,\d{3})*)", says)
    listed = re.search(r"(\d{1,3}(?:,\d{3})*) pieces", answer.text())
    if not (stated and listed and address.startswith("/evidence?")):
        return ""
    return "" if stated[1] == listed[1] else f"{says!r} → {address}: {listed[1]} pieces"
