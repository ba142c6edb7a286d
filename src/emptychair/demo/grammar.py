"""The tongues of the company's customers: phrases with alternatives, compiled once, spoken in moods and styles."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

LANGUAGES = ("en", "de", "pt", "fr", "es", "ar")

Draw = Callable[[], float]
Segment = str | tuple[str, ...]

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
# German nouns keep their capital after "aber"; only these words lose it.
_GERMAN_LOWER = frozenset("Der Die Das Den Ich Wir Beim Im In Als Nach Auf Seit Jedes Mit Für Man Versprochen".split())
_KEEP = frozenset("I I'm I've I'd VR Hearthwren Hearthwren's Sie".split())


class Phrase(NamedTuple):
    """One phrase, to stand alone or to be joined after a comma."""

    apart: tuple[Segment, ...]
    joined: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its phrases by topic, product forms (nominative, accusative, bare), cue words by touchpoint."""

    code: str
    name: str
    day: tuple[str, str]
    products: Mapping[str, tuple[str, str, str]]
    say: Mapping[str, tuple[Phrase, ...]]
    cues: Mapping[str, tuple[str, ...]]

    def days(self, number: int) -> str:
        """ "a day" or "4 days" in this language."""
        return self.day[0] if number == 1 else self.day[1].format(n=number)


@lru_cache(maxsize=len(LANGUAGES))
def tongue(code: str) -> Tongue:
    """The tongue of a language code out of `LANGUAGES`."""
    text = resources.files("emptychair.demo").joinpath("phrases", f"{code}.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    return Tongue(
        code=code,
        name=raw["name"],
        day=(raw["day"][0], raw["day"][1]),
        products={key: (forms[0], forms[1], forms[2]) for key, forms in raw["products"].items()},
        say={topic: tuple(_compile(phrase, code) for phrase in bank) for topic, bank in raw["say"].items()},
        cues={touchpoint: tuple(words) for touchpoint, words in raw["cues"].items()},
    )


def speak(tongue: Tongue, draw: Draw, topics: Sequence[str], slots: Mapping[str, str]) -> str:
    """One text: a phrase of each topic in turn; `draw` gives the chance, `slots` the facts."""
    parts: list[str] = []
    flowing = False
    for topic in topics:
        bank = tongue.say[topic]
        phrase = bank[int(draw() * len(bank))]
        text = _render(phrase.joined if flowing else phrase.apart, draw)
        if text:
            parts.append(text)
            flowing = text[-1] not in ".!?:…؟🙃😍"
    whole = " ".join(parts)
    return whole.format_map(slots) if "{" in whole else whole


def as_typed(text: str, style: int, draw: Draw) -> str:
    """The text as a person of this style types it: 0 with care, 1 casually, 2 in haste, 3 shouting."""
    if style == 0 or len(text) < 8:
        return text
    if style == 1:
        return text.rstrip(".").replace("I'm", "im").replace("don't", "dont") if draw() < 0.7 else text.lower()
    if style == 3:
        return text.upper().rstrip(".") + "!" * (1 + int(draw() * 3)) if draw() < 0.5 else text.rstrip(".") + "!!"
    return _mistype(_mistype(text, draw), draw)


def _mistype(text: str, draw: Draw) -> str:
    spot = 1 + int(draw() * (len(text) - 3))
    one, two = text[spot], text[spot + 1]
    if not (one.islower() and two.islower()):
        return text
    return text[:spot] + (two + one if draw() < 0.6 else two) + text[spot + 2 :]


def _render(segments: tuple[Segment, ...], draw: Draw) -> str:
    return "".join([part if isinstance(part, str) else part[int(draw() * len(part))] for part in segments])


def _compile(phrase: str, code: str) -> Phrase:
    pieces = _CHOICE.split(phrase)  # literal, choice, literal, … by the nature of split with one group
    apart: list[Segment] = [
        tuple(piece.split("|")) if place % 2 else piece for place, piece in enumerate(pieces) if piece
    ]
    if not apart:
        return Phrase((), ())
    first = apart[0]
    joined: Segment = (
        _lowered(first, code) if isinstance(first, str) else tuple(_lowered(option, code) for option in first)
    )
    return Phrase(tuple(apart), (joined, *apart[1:]))


def _lowered(text: str, code: str) -> str:
    if text.startswith("{The}"):
        return "{the}" + text[5:]
    word = text.split(" ", 1)[0].rstrip(".,:")
    if not word or word in _KEEP or (len(word) > 1 and word.isupper()) or (code == "de" and word not in _GERMAN_LOWER):
        return text
    return text[0].lower() + text[1:]
