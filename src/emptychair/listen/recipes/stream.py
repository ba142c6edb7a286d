"""Read tables by a recipe: a stream of rows, each with its fate and what it said."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from emptychair.evidence import Refusal
from emptychair.listen.recipes.columns import columns_needed, is_joined
from emptychair.listen.recipes.evaluate import Reading, Row, question_of, value_of
from emptychair.listen.recipes.files import Given, find_files
from emptychair.listen.recipes.lookups import joiner
from emptychair.listen.recipes.model import Recipe, Table
from emptychair.listen.recipes.outcomes import Fate, Outcome
from emptychair.listen.recipes.readers import RawRow, read_rows
from emptychair.listen.recipes.sayings import Seen, Speaker, speaks
from emptychair.listen.recipes.tidy import tidier
from emptychair.listen.recipes.values import Problem

Tidy = Callable[[RawRow], Row]
Judge = Callable[[RawRow, Tidy, Path], Outcome]


def read(recipe: Recipe, path: Given, now: datetime, *, keep_raw: bool = False) -> Generator[Outcome]:
    """What becomes of every row in `path` (folder, file or list of files), table by table, in order.

    Nothing is written. Evidence dated after `now` is refused; `keep_raw` keeps the cells of each row beside
    its outcome. Raises Invalid or NotFound where files do not fit the recipe at all; what is wrong in a row
    puts that row in quarantine.
    """
    files = find_files(recipe, path)
    seen: Seen = {}
    for name, table in recipe.tables.items():
        judge = _judge(name, table, recipe, files, now, seen)
        for file in files[name]:
            tidy = tidier(table, recipe, _own_columns(table), file)
            with closing(read_rows(file, table, recipe)) as rows:
                for raw in rows:
                    outcome = judge(raw, tidy, file)
                    yield replace(outcome, raw=raw.cells) if keep_raw else outcome


def _own_columns(table: Table) -> list[str]:
    return [column for column in columns_needed(table) if not is_joined(column, table)]


def _judge(name: str, table: Table, recipe: Recipe, files: dict[str, list[Path]], now: datetime, seen: Seen) -> Judge:
    skipped, prepared = _skipper(table, recipe), _preparer(table, recipe, files)
    speaker = Speaker(name, table, recipe, now, seen)

    def judge(raw: RawRow, tidy: Tidy, file: Path) -> Outcome:
        try:
            if raw.broken:
                raise Problem(raw.broken, raw.mend)
            row = tidy(raw)
            if reason := skipped(row):
                return Outcome(name, file.name, raw.line, Fate.SKIPPED, reason)
            prepared(row)
            messages, things = speaker.say(row, raw.line)
        except Problem as problem:
            return _quarantined(problem, raw, name, file, recipe)
        fate = Fate.EVIDENCE if speaks(messages) else Fate.REFERENCE
        return Outcome(name, file.name, raw.line, fate, "", messages, things)

    return judge


def _quarantined(problem: Problem, raw: RawRow, name: str, file: Path, recipe: Recipe) -> Outcome:
    lines = f"line {raw.line}" if raw.last_line == raw.line else f"lines {raw.line} to {raw.last_line}"
    refusal = Refusal(
        source=recipe.source,
        where=f"{name} ({file.name}), {lines}",
        reason=problem.reason,
        mend=problem.mend,
        raw={column: str(cell) for column, cell in raw.cells.items()},
    )
    return Outcome(name, file.name, raw.line, Fate.QUARANTINED, problem.kind, refusal=refusal)


def _skipper(table: Table, recipe: Recipe) -> Callable[[Row], str]:
    reading = Reading.of(recipe)
    skips = [(question_of(skip.when, reading) if skip.when else None, skip.reason) for skip in table.skip]
    return lambda row: next((reason for asked, reason in skips if asked is None or asked(row)), "")


def _preparer(table: Table, recipe: Recipe, files: dict[str, list[Path]]) -> Callable[[Row], None]:
    reading = Reading.of(recipe)
    joins = [joiner(name, lookup, table, recipe, files) for name, lookup in table.join.items()]
    lets = [(name, value_of(expression, reading)) for name, expression in table.let.items()]
    checks = [(question_of(check.that, reading), check) for check in table.checks]

    def prepare(row: Row) -> None:
        for join in joins:
            join(row)
        for name, value in lets:
            row[name] = value(row)
        for holds, check in checks:
            if not holds(row):
                raise Problem(check.reason, check.mend)

    return prepare
