"""Marks: what every chart shares: elements, scales, words, faces, the table twin."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2s
from math import ceil, floor, log10

from markupsafe import Markup, escape

from emptychair.core import Figure

FELT = 0.2  # feelings closer to zero than this are called mixed; the templates use the same limits
STRONG = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """The headless twin of a chart: the same marks as plain text, first column heading its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from data (low, high) to picture (start, end), clamped at its ends."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place in the picture of a value."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    def ticks(self, wanted: int = 4) -> list[float]:
        """About `wanted` round values inside the data range, at 1, 2 or 5 times a power of ten."""
        span = self.high - self.low
        if span <= 0:
            return [self.low]
        power = 10.0 ** floor(log10(span / wanted))
        step = next(m * power for m in (1, 2, 5, 10) if span / (m * power) <= wanted)
        first = ceil(self.low / step - 1e-9)
        return [round((first + i) * step, 10) for i in range(int((self.high - first * step) / step + 1e-9) + 1)]


def element(name: str, *children: str, **attributes: object) -> Markup:
    """An SVG element; attribute names lose a trailing "_" and turn "_" into "-"; None is left out."""
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{''.join(parts)}>{inside}</{name}>")


def text(words: str, x: float, y: float, class_: str = "", anchor: str | None = None, **more: object) -> Markup:
    """Words at a place; anchor is start, middle or end."""
    return element("text", words, x=x, y=y, class_=class_ or None, text_anchor=anchor, **more)


def line(x1: float, y1: float, x2: float, y2: float, class_: str, **more: object) -> Markup:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_, **more)


def link(href: str, label: str, *children: str, **more: object) -> Markup:
    """A mark one can follow: its name for those who hear it, a title for those who point at it.

    Without an address it is a plain group, so that a keyboard never stops where nothing can be done.
    """
    if not href:
        return element("g", element("title", label), *children, **more)
    return element("a", element("title", label), *children, href=href, aria_label=label, **more)


def picture(width: float, height: float, finding: str, *children: str, class_: str = "", role: str = "group") -> Markup:
    """The whole chart: a group named by its finding; `role` "img" where nothing inside can be followed."""
    return element(
        "svg",
        element("title", finding),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        class_=f"chart {class_ or width_class(width)}",
        role=role,
        aria_label=finding,
    )


def width_class(width: float) -> str:
    """The class that keeps a chart readable: the style sheet lets it shrink by a tenth, then scroll."""
    return f"w{min(max(int(width // 100), 3), 16) * 100}"


def path(points: Iterable[tuple[float, float]], class_: str, **more: object) -> Markup:
    """A broken line through points."""
    steps = " L".join(f"{_plain(x)} {_plain(y)}" for x, y in points)
    return element("path", d=f"M{steps}", class_=class_, **more)


def area(upper: list[tuple[float, float]], lower: list[tuple[float, float]], class_: str) -> Markup:
    """The surface between two lines over the same places."""
    steps = " L".join(f"{_plain(x)} {_plain(y)}" for x, y in [*upper, *reversed(lower)])
    return element("path", d=f"M{steps}Z", class_=class_)


def number(value: float, decimals: int = 0, signed: bool = False) -> str:
    """A number for people: thousands separated, a true minus sign, never "-0"."""
    words = f"{value:{'+' if signed else ''},.{decimals}f}"
    if float(words.replace(",", "")) == 0:
        words = words.lstrip("+-")
    return words.replace("-", "−")


def unique(kind: str, *content: object) -> str:
    """An id that differs between charts of one page and stays the same between two renderings."""
    return f"{kind}-{blake2s(repr(content).encode(), digest_size=5).hexdigest()}"


def tone(feeling: float | None) -> str:
    """good, bad or neutral: the class of a feeling between -1 and +1."""
    if feeling is None or abs(feeling) < FELT:
        return "neutral"
    return "good" if feeling > 0 else "bad"


def feeling_word(feeling: float | None) -> str:
    """A feeling in a word, so that colour is never alone."""
    if feeling is None:
        return "no voice"
    if abs(feeling) < FELT:
        return "mixed"
    return ("very " if abs(feeling) >= STRONG else "") + tone(feeling)


def figure_words(figure: Figure) -> str:
    """A figure in one breath: value, interval and n, or why it is withheld."""
    if not figure.enough:
        return figure.text
    between = f", {figure.interval_text}" if figure.interval_text else ""
    return f"{figure.text}{between}, n = {figure.n:,}"


def text_width(words: str, size: float = 12, bold: bool = False) -> float:
    """The width in pixels that Inter needs, within a few per cent: its mean advances by kind of letter."""
    narrow, wide = "iIljtfr.,:;'|!()[] -", "mwMW@%"
    units = sum(0.31 if c in narrow else 0.9 if c in wide else 0.66 if c.isupper() else 0.565 for c in words)
    return units * size * (1.06 if bold else 1.0)


def wrap(words: str, width: float, size: float = 12, lines: int = 2) -> list[str]:
    """Words broken into at most `lines` lines of about `width`; the last is cut with an ellipsis."""
    broken: list[str] = []
    for word in words.split():
        if broken and text_width(f"{broken[-1]} {word}", size, True) <= width:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    return [clip(row, width * 1.12, size) for row in broken]


def clip(words: str, width: float, size: float = 12) -> str:
    """Words cut to a width, with an ellipsis where anything is missing."""
    if text_width(words, size, True) <= width:
        return words
    while words and text_width(words + "…", size, True) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def face(x: float, y: float, radius: float, feeling: float | None) -> Markup:
    """A face for a feeling; the mouth and brows tell it without the colour."""
    if feeling is None:
        return element("circle", cx=x, cy=y, r=radius, class_="hollow")
    r = radius
    mouths: dict[str, str] = {
        "very good": f"M{_plain(x - 0.5 * r)} {_plain(y + 0.12 * r)}"
        f"a{_plain(0.5 * r)} {_plain(0.5 * r)} 0 0 0 {_plain(r)} 0z",
        "good": _mouth(x, y + 0.22 * r, r, 0.55),
        "mixed": f"M{_plain(x - 0.42 * r)} {_plain(y + 0.36 * r)}h{_plain(0.84 * r)}",
        "bad": _mouth(x, y + 0.5 * r, r, -0.5),
        "very bad": _mouth(x, y + 0.55 * r, r, -0.6) + _brows(x, y, r),
    }
    eyes = [element("circle", cx=x + side * 0.36 * r, cy=y - 0.2 * r, r=0.115 * r, class_="eyes") for side in (-1, 1)]
    ring = element("circle", cx=x, cy=y, r=r, class_="ring")
    return element(
        "g",
        ring,
        *eyes,
        element("path", d=mouths[feeling_word(feeling)], class_="features"),
        class_=f"t-{tone(feeling)}",
    )


def shape(kind: str, x: float, y: float, size: float = 6) -> Markup:
    """Whose chair: a square is ours, a diamond the staff's, a circle the customer's."""
    draw: dict[str, Callable[[], Markup]] = {
        "us": lambda: element(
            "rect", x=x - size, y=y - size, width=2 * size, height=2 * size, rx=1.5, class_="fill cut"
        ),
        "staff": lambda: path(
            [(x, y - 1.3 * size), (x + 1.3 * size, y), (x, y + 1.3 * size), (x - 1.3 * size, y), (x, y - 1.3 * size)],
            "fill cut",
        ),
        "them": lambda: element("circle", cx=x, cy=y, r=1.12 * size, class_="fill cut"),
    }
    return element("g", draw[kind](), class_="t-neutral" if kind == "staff" else f"t-{kind}")


def _mouth(x: float, y: float, r: float, bend: float) -> str:
    return f"M{_plain(x - 0.42 * r)} {_plain(y)}q{_plain(0.42 * r)} {_plain(bend * r)} {_plain(0.84 * r)} 0"


def _brows(x: float, y: float, r: float) -> str:
    return "".join(
        f"M{_plain(x + side * 0.58 * r)} {_plain(y - 0.52 * r)}l{_plain(-side * 0.34 * r)} {_plain(0.2 * r)}"
        for side in (-1, 1)
    )


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))
    return str(value)
