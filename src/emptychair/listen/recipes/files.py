"""Find the files of each table in the path that was given."""

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from emptychair.core import Invalid, NotFound
from emptychair.listen.recipes.model import Recipe, Table

Given = str | Path | Iterable[str | Path]


def find_files(recipe: Recipe, path: Given) -> dict[str, list[Path]]:
    """Files of each table, in order of their names, from a folder, one file, or a list of files.

    A recipe with one table takes any single file for it. Raises NotFound where a table has no file and
    may not be absent, Invalid where a given file belongs to no table.
    """
    candidates, named = _candidates(path)
    found = {name: _matching(table, candidates) for name, table in recipe.tables.items()}
    if len(recipe.tables) == 1 and named and not any(found.values()):
        return dict.fromkeys(found, candidates)
    _all_used(recipe, candidates if named else [], found)
    for name, table in recipe.tables.items():
        if not found[name] and not table.optional:
            raise NotFound(
                f"The table {name!r} has no file: {' or '.join(table.file)} is not there.",
                where=str(path),
                mend="Give the folder with all files of the recipe, or write `optional: true` under the table.",
            )
    return found


def _candidates(path: Given) -> tuple[list[Path], bool]:
    if not isinstance(path, (str, Path)):
        return [_file(Path(one)) for one in path], True
    folder = Path(path)
    if folder.is_dir():
        return sorted(entry for entry in folder.iterdir() if entry.is_file()), False
    return [_file(folder)], True


def _file(path: Path) -> Path:
    if not path.is_file():
        raise NotFound("There is no such file or folder.", where=str(path), mend="Correct the path.")
    return path


def _matching(table: Table, candidates: list[Path]) -> list[Path]:
    patterns = [pattern for name in table.file for pattern in (name, f"{name}.gz")]
    files = [path for path in candidates if any(fnmatch(path.name, pattern) for pattern in patterns)]
    plain = {path for path in files if path.suffix != ".gz"}
    # The same table packed and unpacked side by side is one table, not two.
    return sorted(path for path in files if path in plain or path.with_suffix("") not in plain)


def _all_used(recipe: Recipe, named: list[Path], found: dict[str, list[Path]]) -> None:
    used = {path for files in found.values() for path in files}
    for path in named:
        if path not in used and path.with_suffix("") not in used:
            raise Invalid(
                f"The file belongs to no table of the recipe {recipe.name!r}.",
                where=str(path),
                mend=f"Its tables are in {', '.join(name for t in recipe.tables.values() for name in t.file)}.",
            )
