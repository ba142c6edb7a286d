"""How the commands speak: data on standard output, progress and notes on standard error, plain off a terminal."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from emptychair.cli.house import Progress

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def as_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table on standard output; columns of numbers to the right."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        numbers = bool(rows) and all(isinstance(row[place], (int, float)) for row in rows)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    out.print(table)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """Bars on a terminal; one plain line a stage elsewhere; nothing when quiet."""
    if quiet:
        yield lambda stage, done, total: None
    elif not err.is_terminal:
        yield _plain_lines()
    else:
        columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(*columns, console=err) as bars:
            yield _bars(bars)


def _bars(bars: Bars) -> Progress:
    tasks: dict[str, Any] = {}

    def say(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total or None)
        bars.update(tasks[stage], completed=done, total=total or None)

    return say


def _plain_lines() -> Progress:
    said: dict[str, float] = {}

    def say(stage: str, done: int, total: int) -> None:
        if stage not in said or done == total or time.monotonic() - said[stage] > 10:
            said[stage] = time.monotonic()
            err.print(f"{stage}: {done:,} of {total:,}" if total else f"{stage}: {done:,}")

    return say
