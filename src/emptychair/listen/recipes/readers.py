"""Read the rows of a file as a stream, one reader for each way in which tables are written."""

import gzip
import json
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, cast
from zipfile import BadZipFile

from emptychair.core import Invalid
from emptychair.listen.recipes.lines import Cells, decoded, rows_of, unreadable
from emptychair.listen.recipes.model import Recipe, Table

ENDINGS = {".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
ENDINGS |= {".parquet": "parquet", ".pq": "parquet", ".xlsx": "excel", ".xlsm": "excel"}
SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}


class Exact(str):
    """A cell that came with a type: its number has a decimal point and its date is ISO, whatever the recipe says."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it came: its cells by column, where it stands, and what is broken in it, if anything."""

    cells: dict[str, str]
    line: int
    last_line: int
    broken: str = ""
    mend: str = ""


def read_rows(path: Path, table: Table, recipe: Recipe) -> Generator[RawRow]:
    """The rows of one file, in order, one at a time in memory.

    Columns carry the recipe's names for them. Raises Invalid where the file as a whole cannot be read.
    """
    reader = _READERS[_format(path, table)]
    with _opened(path) as file:
        try:
            yield from reader(file, table, recipe, str(path))
        except UnicodeError as error:
            raise Invalid(
                f"The file is not what `encoding` says: {error}.", where=str(path), mend="Set `encoding` to the file's."
            ) from error
        except (EOFError, OSError, gzip.BadGzipFile) as error:
            raise Invalid(
                f"The file ends before its end: {error}.", where=str(path), mend="Fetch it again: it came broken."
            ) from error


def _format(path: Path, table: Table) -> str:
    if table.format:
        return table.format
    ending = Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()
    if ending not in ENDINGS:
        raise Invalid(
            f"The ending {ending!r} does not tell how the table is written.",
            where=str(path),
            mend="Write `format: csv` (tsv, jsonl, parquet, excel) under the table.",
        )
    return ENDINGS[ending]


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as plain:
        if path.suffix == ".gz":
            with gzip.GzipFile(fileobj=plain) as unpacked:
                yield cast(IO[bytes], unpacked)
        else:
            yield plain


def _delimited(file: IO[bytes], table: Table, recipe: Recipe, where: str) -> Iterator[RawRow]:
    tabbed = table.format == "tsv" or Path(where.removesuffix(".gz")).suffix.lower() in {".tsv", ".tab"}
    delimiter = table.delimiter or recipe.delimiter or ("\t" if tabbed else ",")
    text = decoded(file, table.encoding or recipe.encoding)
    rows = rows_of(text, delimiter, table.quote, table.escape)
    header = Header(table, where)
    try:
        for row in rows:
            if row.first_line >= table.header_row > 0 and not header.known:
                header.read(row.cells)
            elif row.first_line > table.header_row:
                yield _whole(row, header.names)
    finally:
        text.detach()  # who opened the file below closes it


def _whole(row: Cells, names: list[str]) -> RawRow:
    cells, first, last, broken = row
    if not broken and len(cells) == len(names):
        joined = "".join(cells)
        if joined.isascii() and "\0" not in joined:
            return RawRow(dict(zip(names, cells, strict=True)), first, last)
        if not (broken := unreadable(joined)):
            return RawRow(dict(zip(names, cells, strict=True)), first, last)
        return RawRow(_as_it_came(names, cells), first, last, broken, _SAVE_AGAIN)
    mend = "Put quotes right in this line, or set `quote` and `escape` in the recipe."
    if not broken:
        broken = f"has {len(cells)} cells where the header has {len(names)}"
        mend = "Put the cell with a delimiter in it in quotes, or set `delimiter` in the recipe."
    return RawRow(_as_it_came(names, cells), first, last, broken, mend)


_SAVE_AGAIN = "Set `encoding` in the recipe to that of the file, or save the row again."


def _as_it_came(names: list[str], cells: list[str]) -> dict[str, str]:
    more = [f"cell {number}" for number in range(len(names) + 1, len(cells) + 1)]
    shown = (cell.encode("utf-8", "backslashreplace").decode() for cell in cells)
    return dict(zip([*names, *more], shown, strict=False))


class Header:
    """The column names of one file, under the names that the recipe gives them."""

    def __init__(self, table: Table, where: str) -> None:
        self._table, self._where = table, where
        self.names: list[str] = list(table.names)
        self.known = bool(table.names)

    def read(self, cells: list[str]) -> None:
        """Take the names from the header row; a name that comes twice is refused."""
        recipe_name = {one: name for name, others in self._table.columns.items() for one in (name, *others)}
        stripped = [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]
        self.names = [recipe_name.get(cell, cell) for cell in stripped]
        twice = sorted({name for name in self.names if self.names.count(name) > 1})
        if twice:
            raise Invalid(
                f"The column {twice[0]!r} comes twice.",
                where=f"{self._where}, line {self._table.header_row}",
                mend="Name the columns apart in the file, or under `columns` in the recipe.",
            )
        self.known = True


def _json_lines(file: IO[bytes], table: Table, recipe: Recipe, where: str) -> Iterator[RawRow]:
    recipe_name = {one: name for name, others in table.columns.items() for one in others}
    text = decoded(file, table.encoding or recipe.encoding)
    try:
        for number, line in enumerate(text, 1):
            if not line.strip():
                continue
            broken = unreadable(line)
            try:
                found = {} if broken else json.loads(line, parse_float=Decimal)
            except (ValueError, RecursionError) as error:
                found, broken = {}, f"is not JSON ({error})"
            if not isinstance(found, dict):
                found, broken = {}, "is not a JSON object"
            if broken:
                shown = line.encode("utf-8", "backslashreplace").decode()
                yield RawRow({"line": shown.strip()}, number, number, broken, "Correct this line.")
            else:
                cells = {recipe_name.get(key, key): value for key, value in _flat(found, "")}
                yield RawRow(cells, number, number)
    finally:
        text.detach()


def _flat(found: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", cell(value)


def _parquet(file: IO[bytes], table: Table, recipe: Recipe, where: str) -> Iterator[RawRow]:
    import pyarrow  # heavy: only where a Parquet file is read
    import pyarrow.parquet as parquet

    with _seekable(file) as whole:
        try:
            source = parquet.ParquetFile(whole)
        except pyarrow.ArrowInvalid as error:
            raise _not_a("Parquet file", where, error) from error
        header = Header(table, where)
        header.read(source.schema_arrow.names)
        number = 0
        for batch in source.iter_batches():
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield RawRow(dict(zip(header.names, map(cell, values), strict=True)), number, number)


def _excel(file: IO[bytes], table: Table, recipe: Recipe, where: str) -> Iterator[RawRow]:
    import openpyxl  # heavy: only where a spreadsheet is read

    with _seekable(file) as whole:
        try:
            book = openpyxl.load_workbook(whole, read_only=True, data_only=True)
        except (BadZipFile, KeyError, openpyxl.utils.exceptions.InvalidFileException) as error:
            raise _not_a("spreadsheet (.xlsx)", where, error) from error
        if table.sheet and table.sheet not in book.sheetnames:
            raise Invalid(
                f"There is no sheet {table.sheet!r}.", where=where, mend=f"Sheets are {', '.join(book.sheetnames)}."
            )
        sheet = book[table.sheet or book.sheetnames[0]]
        header = Header(table, where)
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [cell(value) for value in values]
            if number == table.header_row:
                header.read(_without_empty_end(cells))
            elif number > table.header_row and any(cells):
                yield _from_sheet(cells, header.names, number)
        book.close()


def _from_sheet(cells: list[str], names: list[str], number: int) -> RawRow:
    beyond = _without_empty_end(cells)[len(names) :]
    padded = cells[: len(names)] + [""] * (len(names) - len(cells))
    found = dict(zip(names, padded, strict=True))
    wrong = [value for value in padded if value in SPREADSHEET_ERRORS]
    if wrong:
        return RawRow(found, number, number, f"holds the error {wrong[0]}", "Correct the formula in the sheet.")
    if beyond:
        return RawRow(_as_it_came(names, cells), number, number, "has cells beyond the header", "Name that column.")
    return RawRow(found, number, number)


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


@contextmanager
def _seekable(file: IO[bytes]) -> Iterator[IO[bytes]]:
    if not isinstance(file, gzip.GzipFile):
        yield file
        return
    with tempfile.TemporaryFile() as unpacked:
        while block := file.read(1 << 20):
            unpacked.write(block)
        unpacked.seek(0)
        yield unpacked


def cell(value: Any) -> str:
    """A typed value as the text of a cell: 5.0 as 5, a date as ISO, nothing as blank."""
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return Exact(int(value))
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == datetime.min.time():
        return Exact(value.date().isoformat())
    if isinstance(value, (date, datetime)):
        return Exact(value.isoformat())
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return Exact(value)


def _not_a(kind: str, where: str, error: Exception) -> Invalid:
    return Invalid(f"The file is no {kind}: {error}.", where=where, mend="Save it again, or set `format`.")


_READERS: dict[str, Callable[[IO[bytes], Table, Recipe, str], Iterator[RawRow]]] = {
    "csv": _delimited,
    "tsv": _delimited,
    "jsonl": _json_lines,
    "parquet": _parquet,
    "excel": _excel,
}
