"""Which of the company's touchpoints a text speaks of, clause by clause, and whether well or badly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from emptychair.language.cues import find_cues, topics
from emptychair.language.sentences import clauses
from emptychair.language.sentiment import read_valence
from emptychair.language.words import fold

NAME = "aspects"
VERSION = "1"
ANY_LANGUAGE = "*"

Lexicon = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that stands for a touchpoint, at text[start:end]. `valence_hint` (-1..1) is what its clause says:
    the mean of the cues there, else VADER's reading in English, else None."""

    touchpoint: str
    start: int
    end: int
    valence_hint: float | None


def touchpoints_spoken_of(text: str, lexicon: Lexicon, language: str | None = None) -> list[Mention]:
    """Every mention of a touchpoint, in reading order.

    `lexicon`: touchpoint key -> language ("pt"; "*" for any) -> its cue words or phrases; "deliver*" stands
    for any ending. Without `language` the words of every language count.
    """
    folded = fold(text)
    found = [
        (touchpoint, folded.place(hit.start()), folded.place(hit.end()))
        for touchpoint, pattern in _patterns(lexicon, language)
        for hit in pattern.finditer(folded.text)
    ]
    if not found:
        return []
    hints = _hints(text, language)
    mentions = [Mention(key, start, end, _hint_at(start, hints)) for key, start, end in found]
    return sorted(mentions, key=lambda mention: (mention.start, mention.touchpoint))


def _hints(text: str, language: str | None) -> list[tuple[int, float | None]]:
    """Where each clause ends, and its valence."""
    known, cues, hints = topics(), find_cues(text, language), []
    for clause in clauses(text, language):
        said = [known[cue.topic].valence for cue in cues if clause.start <= cue.start < clause.end]
        felt = [valence for valence in said if valence]
        hint = sum(felt) / len(felt) if felt else read_valence(clause.text, language).value
        hints.append((clause.end, hint))
    return hints


def _hint_at(place: int, hints: list[tuple[int, float | None]]) -> float | None:
    return next((hint for end, hint in hints if end > place), None)


def _patterns(lexicon: Lexicon, language: str | None) -> list[tuple[str, re.Pattern[str]]]:
    chosen = []
    for touchpoint, by_language in lexicon.items():
        codes = by_language if language is None else (language, ANY_LANGUAGE)
        words = tuple(word for code in codes for word in by_language.get(code, ()))
        if words:
            chosen.append((touchpoint, _compiled(words)))
    return chosen


@lru_cache(maxsize=2_000)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for the words of a touchpoint, longest first so that phrases win."""
    folded = sorted({fold(word.strip()).text for word in words}, key=lambda word: (-len(word), word))
    forms = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in folded if word]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
