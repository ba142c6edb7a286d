"""The small language in which cues are written, and its translation to regular expressions over folded text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from emptychair.core import Invalid

LONGEST_KEY = 4
NUMBER = "#"
WHOLE = "$"
_BETWEEN = r"[ \t\r'\"“”«»/*-]+"
_CLAUSE_END = r"(?=\s*(?:[.,;:!?…)\n]|$))"
_TOKEN = re.compile(r"!?\(|\)\??|\||\{\w+\}|[^\s()|{}]+")
_WORD = re.compile(r"\w+")
_Keys = frozenset[str]


@dataclass(frozen=True)
class Pattern:
    """A compiled cue: of each set of `needs` one must occur in a text for it to match, the first set being
    the most telling; a match begins at a word of `starts`. Both hold keys: "late$" is that word, "late" any
    word that begins so (4 letters at most), "#" a number."""

    cue: str
    source: str
    needs: tuple[frozenset[str], ...]
    starts: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled at first need: all of a language take a second, a text needs a dozen."""
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a cue and what a text must contain for it. What is `glued`, or `bare` among alternatives
    ("(again|.)"), needs no space before it."""

    regex: str
    needs: tuple[_Keys, ...] = ()
    starts: _Keys = frozenset()
    optional: bool = False
    repeat: str = ""
    glued: bool = False
    bare: str = ""


def compile_cue(cue: str, names: Mapping[str, str] | None = None) -> Pattern:
    """Translate one cue; raises Invalid where it cannot be read or has no word to find it by.

    Words are lower case without accents. `late*` any ending; `(a|b c)` alternatives; `x?` or `(a|b)?` may be
    missing; `_` one word, `_3` up to three; `#` a number; `.` the end of a clause; `!(a|b)` not followed by;
    `{name}` an entry of `names`; an apostrophe inside a word may be missing.
    """
    tokens = iter(_TOKEN.findall(_expand(cue, names or {})))
    parts = _alternatives(tokens, cue)
    if not parts.needs:
        raise Invalid(f"cue {cue!r} needs a word that must occur, to be found by")
    return Pattern(cue, rf"(?<!\w){parts.regex}(?!\w)", parts.needs, parts.starts)


def word_places(folded: str, relevant: frozenset[str]) -> dict[str, list[int]]:
    """Where the words of a text begin, by those of their keys that are `relevant` to a grammar."""
    places: dict[str, list[int]] = {}
    for word in _WORD.finditer(folded):
        for key in _keys(word[0], relevant):
            places.setdefault(key, []).append(word.start())
    return places


@lru_cache(maxsize=20_000)
def _keys(word: str, relevant: frozenset[str]) -> tuple[str, ...]:
    """What a grammar may know a word by: its beginnings, the whole word, being a number."""
    keys = {word + WHOLE, *(word[:size] for size in range(1, LONGEST_KEY + 1))}
    if word[0].isdigit():
        keys.add(NUMBER)
    return tuple(sorted(keys & relevant))


def _expand(cue: str, names: Mapping[str, str]) -> str:
    """Put names in place; a name may use names."""
    for _ in range(3):
        cue = re.sub(r"\{(\w+)\}", lambda found: f"({names[found[1]]})", cue)
    return cue


def _alternatives(tokens: Iterator[str], cue: str, nested: bool = False) -> _Part:
    """Read sequences between bars up to the closing bracket, or up to the end of the cue."""
    options: list[list[_Part]] = [[]]
    for token in tokens:
        if token == "|":
            options.append([])
        elif token in (")", ")?"):
            if not nested:
                raise Invalid(f"cue {cue!r} closes a bracket that was not opened")
            return _join(options, cue, optional=token == ")?")
        elif token in ("(", "!("):
            part = _alternatives(tokens, cue, nested=True)
            options[-1].append(part if token == "(" else _Part(rf"(?!{_BETWEEN}{part.regex}(?!\w))", glued=True))
        else:
            options[-1].append(_word(token))
    if nested:
        raise Invalid(f"cue {cue!r} leaves a bracket open")
    return _join(options, cue)


def _word(token: str) -> _Part:
    """One word, gap, number or clause end."""
    if token == ".":
        return _Part(_CLAUSE_END, glued=True)
    if token == "#":
        return _Part(r"\d+", starts=frozenset({NUMBER}))
    if re.fullmatch(r"_\d?", token):
        return _Part(r"\w+", repeat=f"{{0,{token[1:]}}}?" if token[1:] else "{1}")
    optional, word = token.endswith("?"), token.removesuffix("?")
    stem = word.removesuffix("*")
    regex = re.escape(stem).replace("'", "'?") + (r"\w*" if word.endswith("*") else "")
    first = re.split(r"\W", stem)[0]
    open_ended = word.endswith("*") or "'" in word
    key = frozenset({first[:LONGEST_KEY] if open_ended else first + WHOLE})
    return _Part(regex, (key,), key, optional)


def _join(options: list[list[_Part]], cue: str, optional: bool = False) -> _Part:
    if not all(options):
        raise Invalid(f"cue {cue!r} has an empty alternative")
    bare = "|".join(part.regex for parts in options for part in parts[:1] if part.glued)
    sequences = [_sequence(parts) for parts in options if not parts[0].glued]
    regex = f"(?:{'|'.join(part.regex for part in sequences)})"
    starts = frozenset[str]().union(*(part.starts for part in sequences))
    if len(sequences) == 1 and not bare:
        return _Part(regex, sequences[0].needs, starts, optional)
    if bare or not all(part.needs for part in sequences):
        return _Part(regex, (), starts, optional, bare=bare)
    return _Part(regex, (frozenset[str]().union(*(part.needs[0] for part in sequences)),), starts, optional)


def _sequence(parts: list[_Part]) -> _Part:
    """Words one after the other; its needs are those of the words that may not be missing."""
    regex, started, starts = "", False, frozenset[str]()
    for part in parts:
        body = part.regex
        if not started:
            starts |= part.starts
        if part.glued:
            regex += body
        elif not started:
            regex += f"(?:{body}{_BETWEEN})?" if part.optional else body
            started = not part.optional
        elif part.repeat:
            regex += f"(?:{_BETWEEN}{body}){part.repeat}"
        else:
            spaced = f"(?:{_BETWEEN}{body}|{part.bare})" if part.bare else f"(?:{_BETWEEN}{body})"
            regex += f"{spaced}?" if part.optional else spaced
    needs = [keys for part in parts if not part.optional for keys in part.needs]
    return _Part(regex, tuple(sorted(needs, key=lambda keys: (-min(map(len, keys)), len(keys)))), starts)
