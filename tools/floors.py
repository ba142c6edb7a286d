"""Draws docs/explanation/architecture.svg: the floors of the house, as `.importlinter` has them."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "explanation" / "architecture.svg"
FLOORS = (
    ("app", "assembly: the only room that knows everyone"),
    ("web · api · cli · demo", "the shell: parse, ask once, draw"),
    ("practise", "are we who we say we are?"),
    ("decide", "is the customer in the decision, did it work?"),
    ("care", "what helps this person now?"),
    ("walk", "what is it like to be them?"),
    ("know", "whom do we understand, and how?"),
    ("listen", "do we hear the true voice?"),
    ("parties · evidence · touchpoints · promises · gaps · staff", "the record"),
    ("methods · language", "pure: numbers in, numbers out; words in, readings out"),
    ("jobs", "background work, in our own database"),
    ("store", "the only two doors: records and ledger"),
    ("core", "clock, errors, figures, settings"),
)
WIDTH, FLOOR, TOP, LEFT, RIGHT = 960, 46, 20, 90, 90
STYLE = (
    ".floor{fill:#f7f5f0;stroke:#8a8478}.loop{fill:#e6efe9}.room{font-weight:600}"
    ".says{fill:#5c574d}.way{fill:none;stroke:#2f6b4f;stroke-width:3}text{fill:#24221d;font:15px system-ui,sans-serif}"
    "@media(prefers-color-scheme:dark){.floor{fill:#24221d;stroke:#8a8478}.loop{fill:#20352b}"
    "text{fill:#f2efe8}.says{fill:#b9b3a6}.way{stroke:#7fc4a0}}"
)
LOOP = {"practise", "decide", "care", "walk", "know", "listen"}


def main() -> int:
    """Write the picture; with `--check` say whether it is current."""
    if "--check" in sys.argv:
        return 0 if PICTURE.is_file() and PICTURE.read_text("utf-8") == picture() else 1
    PICTURE.write_text(picture(), "utf-8")
    return 0


def picture() -> str:
    """The SVG: floors from top to bottom, imports falling on the left, data rising on the right."""
    height = TOP * 2 + FLOOR * len(FLOORS)
    bottom = height - TOP
    title = "The floors of the house. Imports only fall, data rises."
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t">',
        f'<title id="t">{title}</title><style>{STYLE}</style>',
        *(_floor(number, rooms, says) for number, (rooms, says) in enumerate(FLOORS)),
        _arrow(LEFT - 35, TOP + 8, bottom - 8, "imports fall"),
        _arrow(WIDTH - RIGHT + 35, bottom - 8, TOP + 8, "data rises"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _floor(number: int, rooms: str, says: str) -> str:
    top, inner = TOP + FLOOR * number, WIDTH - LEFT - RIGHT
    kind = "floor loop" if rooms in LOOP else "floor"
    return (
        f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{inner}" height="{FLOOR - 6}" rx="4"/>'
        f'<text class="room" x="{LEFT + 14}" y="{top + 25}">{rooms}</text>'
        f'<text class="says" x="{WIDTH - RIGHT - 14}" y="{top + 25}" text-anchor="end">{says}</text>'
    )


def _arrow(x: int, begin: int, end: int, says: str) -> str:
    back = 10 if end < begin else -10
    middle = (begin + end) // 2
    aside = x - 14 if x < WIDTH / 2 else x + 24
    return (
        f'<path class="way" d="M{x} {begin}V{end}M{x - 7} {end + back}L{x} {end}L{x + 7} {end + back}"/>'
        f'<text transform="translate({aside} {middle}) rotate(-90)" text-anchor="middle">{says}</text>'
    )


if __name__ == "__main__":
    sys.exit(main())
