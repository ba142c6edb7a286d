"""Rows of delimited text with exact line numbers, whatever is broken in it."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, NamedTuple, TextIO

MARK = "emptychair.mark"


class Cells(NamedTuple):
    """The cells of one row as they came, the lines it stood on, and what is broken in it, if anything."""

    cells: list[str]
    first_line: int
    last_line: int
    broken: str = ""


def decoded(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """The file as text; each byte that cannot be read stays in its place as a mark, see `unreadable`."""
    return io.TextIOWrapper(file, encoding=encoding, errors=MARK, newline="")


def unreadable(text: str) -> str:
    """What cannot be read in a text: a byte that is none of its encoding, or a NUL; empty where all is well."""
    if "\0" in text:
        return "a NUL character"
    if text.isascii() or not (marks := [char for char in text if "\udc00" <= char <= "\udcff"]):
        return ""
    return "bytes that are none of the encoding: " + " ".join(f"{ord(mark) - 0xDC00:02x}" for mark in marks[:8])


def rows_of(text: TextIO, delimiter: str, quote: str, escape: str) -> Iterator[Cells]:
    """Every row that is not an empty line.

    A row whose quoting is broken is one line, reported as broken; reading goes on with the next line,
    so that a quote which is never closed does not swallow what follows.
    """
    lines = _Lines(text)
    while True:
        reader = csv.reader(
            lines, delimiter=delimiter, quotechar=quote, escapechar=escape or None,
            doublequote=not escape, strict=True,
        )  # fmt: skip
        try:
            for cells in reader:
                first = lines.taken_from()
                if cells:
                    yield Cells(cells, first, lines.number)
        except csv.Error as error:
            line, number = lines.give_back()
            yield Cells([line.rstrip("\r\n")], number, number, f"the quoting is broken ({error})")
            continue
        return


class _Lines:
    """Lines that count themselves, and can be given back from the second of an unfinished row on."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: list[str] = []
        self._row: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._text)
        self.number += 1
        self._row.append(line)
        return line

    def taken_from(self) -> int:
        """The first line of the row just read; a new row begins with the next line."""
        first = self.number - len(self._row) + 1
        self._row.clear()
        return first

    def give_back(self) -> tuple[str, int]:
        """The first line of the unfinished row and its number; the others are read again as rows of their own."""
        first, *others = self._row
        self.number -= len(others)
        self._returned.extend(reversed(others))
        self._row.clear()
        return first, self.number


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error(MARK, _mark)
