"""Importing: files go in by a recipe, chunk by chunk; a kill loses nothing, a repetition adds nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
from sqlalchemy import update

from emptychair import evidence
from emptychair.listen.imports.model import Import, ImportState
from emptychair.listen.imports.prepare import fingerprint, introduce, rows_about
from emptychair.listen.imports.queries import import_of, unfinished
from emptychair.listen.imports.schema import imports
from emptychair.listen.recipes import Given, Outcome, Recipe, Tally, find_files, read
from emptychair.store import EVIDENCE, Stores, put

ROWS_A_CHUNK = 2_000
MESSAGES_A_CHUNK = 10_000  # a wide survey makes twenty messages of a row


def run(
    stores: Stores,
    recipe: Recipe,
    path: Given,
    *,
    now: datetime,
    progress: Callable[[Import], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    rows_a_chunk: int = ROWS_A_CHUNK,
) -> Import:
    """Bring the files at `path` (folder, file or list of files) in by the recipe.

    Every chunk is one ledger transaction with its cursor. An import of the same files by the same recipe
    that was killed, failed or cancelled goes on after its last chunk; one that was done is read again and
    adds nothing. `progress` is told after each chunk, `cancelled` is asked. Raises Invalid or NotFound
    where the files do not fit the recipe.
    """
    files = [file for some in find_files(recipe, path).values() for file in some]
    mark = fingerprint(recipe, files)
    going = unfinished(stores.records, mark) or _begin(stores, recipe, path, mark, rows_about(files), now)
    introduce(stores.records, recipe, now)
    # A chunk whose evidence is kept but whose account is not was cut off between the two stores.
    cut_off = stores.ledger.cursor(_cursor(going)) > going.rows
    try:
        for chunk, tally in _chunks(recipe, path, going, rows_a_chunk):
            going = _settle(stores, going, chunk, tally, now)
            progress(going)
            if cancelled():
                return _note(stores, going, state=ImportState.CANCELLED, finished_at=now)
    except Exception as error:
        _note(stores, going, state=ImportState.FAILED, error=str(error), finished_at=now)
        raise
    if cut_off:
        going = replace(going, recorded=_recorded(stores, going))
    known = going.account["messages"] - going.recorded - going.refused - going.erased
    return _note(stores, going, state=ImportState.DONE, recorded=going.recorded, known=known, error="", finished_at=now)


def _begin(stores: Stores, recipe: Recipe, path: Given, mark: str, about: int, now: datetime) -> Import:
    where = str(path) if isinstance(path, (str, Path)) else ", ".join(map(str, path))
    row: dict[str, Any] = {"recipe": recipe.name, "source": recipe.source, "path": where[:1000], "fingerprint": mark}
    row |= {"state": ImportState.RUNNING, "rows": 0, "rows_about": about, "account": Tally().as_json()}
    row |= {"recorded": 0, "known": 0, "refused": 0, "erased": 0, "error": "", "started_at": now}
    with stores.records.write() as db:
        number = put(db, imports, row)
    return import_of(stores.records, number)


def _chunks(recipe: Recipe, path: Given, going: Import, rows_a_chunk: int) -> Iterator[tuple[list[Outcome], Tally]]:
    # Rows that were settled before are read again: the account and what was said before are rebuilt from them.
    tally, chunk, messages = Tally(), list[Outcome](), 0
    with closing(read(recipe, path, going.started_at)) as outcomes:
        for outcome in outcomes:
            tally.add(outcome)
            if tally.rows <= going.rows:
                continue
            chunk.append(outcome)
            messages += len(outcome.messages)
            if len(chunk) >= rows_a_chunk or messages >= MESSAGES_A_CHUNK:
                yield chunk, tally
                chunk, messages = [], 0
    if chunk or tally.rows == going.rows:
        yield chunk, tally


def _settle(stores: Stores, going: Import, chunk: Sequence[Outcome], tally: Tally, now: datetime) -> Import:
    refusals = [replace(outcome.refusal, at=now) for outcome in chunk if outcome.refusal]
    receipt = evidence.record(
        stores,
        [message for outcome in chunk for message in outcome.messages],
        things=[thing for outcome in chunk for thing in outcome.things],
        refusals=refusals,
        cursor=(_cursor(going), tally.rows),
        now=going.started_at,
    )
    return _note(
        stores,
        going,
        state=ImportState.RUNNING,
        rows=tally.rows,
        account=tally.as_json(),
        recorded=going.recorded + receipt.recorded,
        known=going.known + receipt.doubled,
        refused=going.refused + receipt.refused - len(refusals),
        erased=going.erased + receipt.erased,
    )


def _recorded(stores: Stores, going: Import) -> int:
    moment = going.started_at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    of_this = (EVIDENCE.source == going.source) & (EVIDENCE.received_at == ibis.literal(moment).cast("timestamp(6)"))
    return int(stores.ledger.one(EVIDENCE.filter(of_this).aggregate(n=ibis._.count()))["n"])


def _note(stores: Stores, going: Import, **values: Any) -> Import:
    with stores.records.write() as db:
        db.execute(update(imports).where(imports.c.id == going.id).values(**values))
    return replace(going, **values)


def _cursor(going: Import) -> str:
    return f"import {going.id}"
