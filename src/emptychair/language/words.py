"""Folding and word finding that never lose a character's place: every offset leads back to the text."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


class _FoldTable(dict[int, str]):
    """Code point to its lower-case base letter, filled as letters are met; always one character for one."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter.lower())[0] if letter.isalpha() else letter
        folded = {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " "}.get(letter, base)
        self[code] = folded
        return folded


_TABLE = _FoldTable()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without case or accents; `place(i)` is where its character i stands in the original."""

    text: str
    places: tuple[int, ...] | None = None

    def place(self, index: int) -> int:
        """The offset in the original text of folded offset `index` (which may be the end)."""
        return index if self.places is None else self.places[index]

    def at(self, place: int) -> int:
        """The folded offset of the first character that stands at `place` of the original, or after it."""
        return place if self.places is None else bisect_left(self.places, place)


def fold(text: str) -> Folded:
    r"""Lower case, no accents, straight apostrophes. 'Não', 'nao' and 'na\u0303o' become one."""
    if unicodedata.is_normalized("NFC", text):
        return Folded(text.translate(_TABLE))
    kept = [i for i, letter in enumerate(text) if not unicodedata.combining(letter)]
    return Folded("".join(text[i] for i in kept).translate(_TABLE), (*kept, len(text)))


def words(text: str) -> list[str]:
    """The words of a text as they were written; numbers and signs are left out."""
    return WORD.findall(text)


def letters(text: str) -> int:
    """How many letters a text has, in any script."""
    return sum(map(str.isalpha, text))


def is_unspaced(text: str) -> bool:
    """Whether the text is in a script that puts no spaces between words (Chinese, Japanese, Thai)."""
    return _UNSPACED.search(text) is not None
