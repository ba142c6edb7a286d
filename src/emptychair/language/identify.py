"""Which language a customer wrote in: py3langid, offline, and silent where the words are too few to tell."""

import copy
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from emptychair.core import Invalid
from emptychair.language.words import is_unspaced, letters

NAME = "py3langid"
VERSION = "1"

# All 140 labels of the model cost accuracy on short texts: of 1,251 Portuguese reviews the open model called
# 77 Galician and 19 Serbian. Hence the widely written languages only, unless the caller says otherwise.
_CODES = "ar bg bn cs da de el en es fa fi fr he hi hr hu id it ja ko ms nl no pl pt ro ru sk sl sv th tr uk ur vi zh"
WIDELY_WRITTEN = frozenset(re.findall(r"\w+", _CODES))
FEWEST_LETTERS = 10
FEWEST_LETTERS_UNSPACED = 3
LEAST_CONFIDENCE = 0.5
_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+")


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """An ISO 639-1 code and the model's probability for it among the languages it could choose from, 0..1."""

    language: str
    confidence: float


def identify(text: str, languages: Collection[str] | None = None) -> LanguageReading | None:
    """The language of `text`, or None when it is too short, has no letters, or remains undecided.

    `languages` restricts the choice to those that the company hears (ISO 639-1); a code unknown to the model
    raises Invalid. Web addresses, e-mail addresses and handles are not read as words.
    """
    words = _NOT_WORDS.sub(" ", text) if any(sign in text for sign in ("@", "#", "://", "www.")) else text
    fewest = FEWEST_LETTERS_UNSPACED if is_unspaced(words) else FEWEST_LETTERS
    if letters(words) < fewest:
        return None
    allowed = WIDELY_WRITTEN if languages is None else frozenset(languages)
    language, confidence = _identifier(allowed).classify(words)
    if confidence < LEAST_CONFIDENCE:
        return None
    return LanguageReading(language, confidence)


@lru_cache(maxsize=1)
def _model() -> Any:
    """The trained model, 1.5 s to unpack, hence once and at first use."""
    # Local: unpacking numpy tables at import would slow every command that reads no words.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=32)
def _identifier(languages: frozenset[str]) -> Any:
    """A view of the model that chooses among `languages` only; the big tables are shared."""
    view = copy.copy(_model())
    if unknown := languages - set(view.labels):
        raise Invalid(f"no language has the code {sorted(unknown)}", mend="Give ISO 639-1 codes such as 'pt'.")
    view.set_languages(languages)
    return view
