"""Join rows to rows of other tables: a dictionary for each lookup, holding only the columns that are used."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from emptychair.listen.recipes.columns import columns_needed
from emptychair.listen.recipes.evaluate import Row
from emptychair.listen.recipes.model import Lookup, Recipe, Table
from emptychair.listen.recipes.readers import read_rows
from emptychair.listen.recipes.tidy import tidier
from emptychair.listen.recipes.values import Problem

Add = Callable[[Row], None]


def joiner(name: str, lookup: Lookup, table: Table, recipe: Recipe, files: dict[str, list[Path]]) -> Add:
    """A function that adds the joined columns to a row, as `name.column`; with `many`, a list under `name`.

    It raises Problem where no row agrees and the lookup is not optional.
    """
    prefix = f"{name}."
    columns = [column.removeprefix(prefix) for column in columns_needed(table) if column.startswith(prefix)]
    found = _indexed(lookup, columns, recipe, files)
    here, first = tuple(lookup.on), next(iter(lookup.on))
    nothing: list[Row] = [] if lookup.many else [dict.fromkeys(columns, "")]

    def add(row: Row) -> None:
        key = tuple(str(row[column]) for column in here)
        rows = found.get(key) or nothing
        if rows is nothing and not lookup.optional:
            raise Problem(
                f"has no row in the table {lookup.table}", "Import the tables together and complete.", first, key[0]
            )
        if lookup.many:
            row[name] = rows
        else:
            row.update((prefix + column, cell) for column, cell in rows[0].items())

    return add


def _indexed(
    lookup: Lookup, columns: list[str], recipe: Recipe, files: dict[str, list[Path]]
) -> dict[tuple[str, ...], list[Row]]:
    index: dict[tuple[str, ...], list[Row]] = {}
    there = tuple(lookup.on.values())
    for row in _rows(lookup.table, [*there, *columns], recipe, files):
        rows = index.setdefault(tuple(str(row[column]) for column in there), [])
        if lookup.many or not rows:
            rows.append({column: row[column] for column in columns})
    return index


def _rows(name: str, columns: list[str], recipe: Recipe, files: dict[str, list[Path]]) -> Iterator[Row]:
    table = recipe.tables[name]
    for path in files[name]:
        tidy = tidier(table, recipe, columns, path)
        with closing(read_rows(path, table, recipe)) as rows:
            yield from (tidy(raw) for raw in rows if not raw.broken)
