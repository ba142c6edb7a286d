"""Make a raw row ready: the columns that the recipe uses, without spaces around cells, blank codes blank."""

from collections.abc import Callable
from pathlib import Path

from emptychair.core import Invalid
from emptychair.listen.recipes.evaluate import Row
from emptychair.listen.recipes.model import Recipe, Table
from emptychair.listen.recipes.readers import Exact, RawRow

# What every row offers besides its own cells.
FILE, LINE = "_file", "_line"


def tidier(table: Table, recipe: Recipe, columns: list[str], path: Path) -> Callable[[RawRow], Row]:
    """A function that makes rows of one file ready, and raises Invalid where the file lacks a column."""
    codes = [(name, frozenset(table.blank.get(name, ())) | frozenset(recipe.blank)) for name in columns]
    present: list[tuple[str, frozenset[str]]] = []
    absent = dict.fromkeys(columns, "")
    every_row_differs = table.format == "jsonl" or ".jsonl" in path.suffixes or ".ndjson" in path.suffixes

    def tidy(raw: RawRow) -> Row:
        if not present or every_row_differs:
            present[:] = [(name, blank) for name, blank in codes if name in raw.cells]
            if not every_row_differs:
                _all_there(table, columns, raw, path)
        row: Row = {**absent, FILE: path.name, LINE: str(raw.line)}
        cells = raw.cells
        for name, blank in present:
            cell = cells[name]
            cell = cell if type(cell) is Exact else cell.strip()
            row[name] = "" if cell in blank else cell
        return row

    return tidy


def _all_there(table: Table, columns: list[str], raw: RawRow, path: Path) -> None:
    missing = [name for name in columns if name not in raw.cells and name not in table.may_lack]
    if missing:
        raise Invalid(
            f"The file has no column {missing[0]!r}; it has {', '.join(raw.cells)}.",
            where=str(path),
            mend="Correct the name in the recipe, add the file's name for it under `columns`, "
            "or list it under `may_lack`.",
        )
