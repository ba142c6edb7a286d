"""The reason that somebody gives for what they say, in their own words and nobody else's."""

import re

from emptychair.language.sentences import sentence_around
from emptychair.language.words import fold

_BECAUSE = {
    "en": r"because(?: of)?|cause|due to|so that|since(?= (?:i|we|my|our|you|they|it|the)\b)",
    "pt": r"porque|por que|pq|pois|por causa d[aoe]s?|ja que|devido a[os]?",
    "de": r"weil|denn|da ich|damit|wegen",
    "fr": r"parce qu(?:e |')|car|a cause d[eu]|puisqu(?:e |')",
    "es": r"porque|ya que|pues|por culpa del?|debido a",
}
_MARKERS = {language: re.compile(rf"(?<!\w)(?:{words})(?!\w)\s*") for language, words in _BECAUSE.items()}
LONGEST = 240


def reason(text: str, start: int, end: int, language: str) -> str:
    """What follows "because" in the sentence of text[start:end]; "" where no reason is given there.

    The answer is a substring of `text`. Questions give no reason, nor does the part that is the reason itself.
    """
    marker = _MARKERS.get(language)
    sentence = sentence_around(text, start, end, language)
    if marker is None or sentence.text.rstrip().endswith("?"):
        return ""
    folded = fold(text)
    found = marker.search(folded.text, folded.at(end), folded.at(sentence.end))
    if found is None:
        return ""
    return text[folded.place(found.end()) : sentence.end].strip(" .,;:!…")[:LONGEST]
