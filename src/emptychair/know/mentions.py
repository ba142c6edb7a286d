"""Which touchpoints a text speaks of, and how each is felt there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from emptychair.language.cues import Cue
from emptychair.language.grammars import Topic
from emptychair.language.sentences import clauses
from emptychair.language.words import fold, is_unspaced

CueWords = Mapping[str, Mapping[str, Sequence[str]]]  # touchpoint → language → words
WHOLE_BELOW = 5  # letters; a longer cue word also matches its inflections ("delivery", "deliveries" by "deliver")


@dataclass(frozen=True, slots=True)
class Mention:
    """A touchpoint spoken of in one clause, text[start:end], with the valence of the cues there (None: no cue)."""

    touchpoint: str
    start: int
    end: int
    felt: float | None


def mentions(
    text: str, language: str, cue_words: CueWords, cues: Sequence[Cue], topics: Mapping[str, Topic]
) -> list[Mention]:
    """One mention per touchpoint and clause, in reading order; [] where no touchpoint has words in this language."""
    patterns = _patterns(language, _frozen(cue_words, language))
    if not patterns:
        return []
    found = []
    for clause in clauses(text, language):
        folded = fold(clause.text).text
        here = [cue for cue in cues if clause.start <= cue.start < clause.end]
        for touchpoint, pattern in patterns:
            if pattern.search(folded):
                found.append(Mention(touchpoint, clause.start, clause.end, _felt(here, topics)))
    return found


def _felt(cues: Sequence[Cue], topics: Mapping[str, Topic]) -> float | None:
    """The mean valence of what is said there; what carries no feeling takes no part."""
    valences = [topics[cue.topic].valence for cue in cues if topics[cue.topic].valence]
    return sum(valences) / len(valences) if valences else None


def _frozen(cue_words: CueWords, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, tuple(words[language])) for key, words in cue_words.items() if words.get(language))


@lru_cache(maxsize=64)
def _patterns(language: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> list[tuple[str, re.Pattern[str]]]:
    return [(key, re.compile("|".join(_pattern(fold(word).text) for word in some))) for key, some in words]


def _pattern(word: str) -> str:
    if is_unspaced(word) or not word.isascii():
        return re.escape(word)  # Arabic glues its article to the word, Chinese knows no gaps
    return rf"\b{re.escape(word)}" + (r"\b" if len(word) < WHOLE_BELOW else r"\w{0,4}\b")
