"""How hard a text is to read, and how alike two people's styles are; other languages say 'not measured'."""

import re
from dataclasses import dataclass

from emptychair.language.function_words import FUNCTION_WORDS
from emptychair.language.sentences import sentences
from emptychair.language.words import fold, words

NAME = "readability"
VERSION = "1"
FEWEST_WORDS = 30

# Reading ease = a - b * words per sentence - c * syllables per word (factors as textstat 0.7 lists them).
_EASE = {
    "en": (206.835, 1.015, 84.6),
    "de": (180.0, 1.0, 58.5),
    "es": (206.84, 1.02, 60.0),
    "fr": (207.0, 1.015, 73.6),
    "it": (217.0, 1.3, 60.0),
    "nl": (206.835, 0.93, 77.0),
    "ru": (206.835, 1.3, 60.1),
}
_LIX = frozenset({"pt", "sv", "da", "no"})
_VOWEL_RUNS = {
    "en": r"[aeiouy]+",
    "de": r"au|äu|eu|ei|ai|ie|aa|ee|oo|[aeiouyäöü]",
    "nl": r"ieuw|eeuw|aai|ooi|oei|ij|ei|ui|au|ou|ie|eu|oe|aa|ee|oo|uu|[aeiouyëïüéè]",
    "fr": r"eau|[aeiouyàâäéèêëîïôöûùüœ]+",
    "es": r"[iuü]?[aeoáéó][iuy]?|[íú]|[iuüy]+",
    "it": r"[iu]?[aeoàèéìòù][iu]?|[iuìù]+",
    "ru": "[аеёиоуыэюя]",
}


@dataclass(frozen=True, slots=True)
class Readability:
    """A score by a named formula, and the counts that it rests on. `score` is None where not measured;
    `reason` then says why. Flesch-type formulas rise with ease (0..100), LIX rises with difficulty (20..60)."""

    score: float | None
    formula: str
    words: int
    sentences: int
    syllables: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StyleMatch:
    """Likeness of two texts in function words, 0..1, or None with a reason; `classes` by class of word."""

    score: float | None
    classes: dict[str, float]
    reason: str = ""


def readability(text: str, language: str | None) -> Readability:
    """Reading ease of `text` in the formula for its language: Flesch's family, or LIX where none is sourced."""
    found = words(text)
    count = len(found)
    spans = max(1, len(sentences(text, language)))
    if language not in _EASE and language not in _LIX:
        return Readability(None, "", count, spans, 0, f"not measured in {language or 'an unknown language'}")
    if count < FEWEST_WORDS:
        return Readability(None, "", count, spans, 0, f"not measured under {FEWEST_WORDS} words")
    if language in _LIX:
        long_words = sum(len(word) > 6 for word in found)
        return Readability(lix(count, spans, long_words), "LIX", count, spans, 0)
    syllables = sum(count_syllables(word, language) for word in found)
    return Readability(reading_ease(count, spans, syllables, language), "reading ease", count, spans, syllables)


def reading_ease(word_count: int, sentence_count: int, syllable_count: int, language: str) -> float:
    """Flesch reading ease (1948) with the factors of each language (German: Amstad 1978), from counts."""
    base, per_sentence, per_word = _EASE[language]
    return base - per_sentence * word_count / sentence_count - per_word * syllable_count / word_count


def gulpease(word_count: int, sentence_count: int, letter_count: int) -> float:
    """Italian Gulpease index (1988) from counts: 0 hard, 100 easy."""
    return 89 + 300 * sentence_count / word_count - 10 * letter_count / word_count


def wiener(three_syllables: float, words_per_sentence: float, long_words: float, one_syllable: float) -> float:
    """First Wiener Sachtextformel (Bamberger & Vanecek 1984), a German school year; shares in percent."""
    return 0.1935 * three_syllables + 0.1672 * words_per_sentence + 0.1297 * long_words - 0.0327 * one_syllable - 0.875


def lix(word_count: int, sentence_count: int, long_word_count: int) -> float:
    """Björnsson's LIX (1968): words per sentence plus percent of words over six letters."""
    return word_count / sentence_count + 100 * long_word_count / word_count


def count_syllables(word: str, language: str) -> int:
    """Vowel groups of a word, less the silent letters of English, French and Spanish; at least one."""
    letters = re.sub("['’]", "", word.lower())
    if language == "en":
        return _english_syllables(fold(letters).text)
    if language == "fr" and len(letters) > 3:
        letters = re.sub(r"(?<=[^aeiouyéèê])es?$", "", letters)
    if language == "es":
        letters = re.sub(r"(?<=[gq])u(?=[eéií])", "", letters)
    return max(1, len(re.findall(_VOWEL_RUNS[language], letters)))


def style_match(one: str, other: str, language: str | None) -> StyleMatch:
    """Language style matching (Ireland & Pennebaker 2010): mean likeness over nine classes of function words."""
    lexicon = FUNCTION_WORDS.get(language or "")
    if lexicon is None:
        return StyleMatch(None, {}, f"not measured in {language or 'an unknown language'}")
    first, second = words(fold(one).text), words(fold(other).text)
    if min(len(first), len(second)) < FEWEST_WORDS:
        return StyleMatch(None, {}, f"not measured under {FEWEST_WORDS} words a side")
    classes = {name: class_match(_share(first, members), _share(second, members)) for name, members in lexicon.items()}
    return StyleMatch(sum(classes.values()) / len(classes), classes)


def class_match(share: float, other_share: float) -> float:
    """1 - |p1 - p2| / (p1 + p2 + .0001): likeness in one class of words."""
    return 1 - abs(share - other_share) / (share + other_share + 0.0001)


def _share(found: list[str], members: frozenset[str]) -> float:
    return sum(word in members for word in found) / len(found)


def _english_syllables(letters: str) -> int:
    """Vowel groups, less silent endings (mad-e, com-es, ask-ed), plus vowels that stand apart (be-ing, ri-ot)."""
    stem = _SILENT_ENDING.sub("", letters)
    return max(1, len(re.findall(_VOWEL_RUNS["en"], stem)) + len(_APART.findall(stem)))


_SILENT_ENDING = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])(?<![^aeiouy]l)es$"
)
_APART = re.compile(
    r"[aeiouy]ing|(?<![tscgx])(?<!ll)i[ao]|(?<!p)eo(?!u)|[ae]o(?=us$)|(?<![qg])u[ae](?=[lt])|creat"
    r"|(?<=[rd])ea$|ie(?=nce|nti|t$)"
)
