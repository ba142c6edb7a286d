"""The ledger: evidence at scale in one DuckDB file, appended in transactions that also store a cursor."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from emptychair.core import Conflict
from emptychair.store.columns import Given, arrow_table
from emptychair.store.questions import Questions
from emptychair.store.tables import SCHEMAS

LAST_ID = "last evidence id"


class Ledger:
    """One writing process, many readers. Reads take an Ibis expression over `store.tables`.

    Every read uses a cursor of its own and fetches to the end: DuckDB 2 raises ResourceInUseException
    when a half-read result still hangs on the connection.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises Conflict where another process owns it."""
        self.path = path
        try:
            self._connection = duckdb.connect(str(path))
        except duckdb.IOException as error:
            raise Conflict(
                "Another process has this company open.",
                where=str(path),
                mend="Use the running server, or stop it and try again.",
            ) from error
        self._writing = threading.RLock()
        self._questions = Questions(path.with_suffix(".questions"))
        self._answers = _Answers()
        for name, columns in SCHEMAS.items():
            self._connection.execute(_create(name, columns))
        self._connection.execute(_create("cursors", {"name": "string", "position": "int64"}))

    def table(self, expression: Any, party: int | None = None) -> pa.Table:
        """The rows of an Ibis expression as an Arrow table; `party` takes the place of `store.PARTY` in it.

        Answers are kept until the next write: evidence does not change in between.
        """
        question = (expression.op(), party)
        version = self._answers.version
        known = self._answers.get(question)
        if known is not None:
            return known
        cursor = self._connection.cursor()
        try:
            answer = cursor.sql(self._questions.sql(*question)).to_arrow_table()
        finally:
            cursor.close()
        self._answers.put(question, answer, version)
        return answer

    def rows(self, expression: Any, party: int | None = None) -> list[dict[str, Any]]:
        """The rows of an Ibis expression as dictionaries; times come back aware, in UTC."""
        table = _whole_numbers(self.table(expression, party))
        times = [f.name for f in table.schema if pa.types.is_timestamp(f.type)]
        rows: list[dict[str, Any]] = table.to_pylist()
        for row in rows:
            for name in times:
                if row[name] is not None:
                    row[name] = row[name].replace(tzinfo=UTC)
        return rows

    def one(self, expression: Any, party: int | None = None) -> dict[str, Any]:
        """The single row of an aggregate; an empty dictionary where there is none."""
        rows = self.rows(expression, party)
        return rows[0] if rows else {}

    def cursor(self, name: str) -> int:
        """How far a source has been settled; 0 before the first."""
        found = self._fetch("SELECT position FROM cursors WHERE name = ?", [name])
        return int(found[0][0]) if found else 0

    @contextmanager
    def write(self) -> Iterator["LedgerWriter"]:
        """One transaction: all of it is kept, or nothing."""
        with self._writing:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN TRANSACTION")
            writer = LedgerWriter(cursor)
            try:
                yield writer
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            else:
                cursor.execute("COMMIT")
                self._answers.forget()
                if writer.erased:
                    self._questions.forget()
            finally:
                cursor.close()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold every writer back, with all that was written in the file: for a backup."""
        with self._writing:
            self._connection.execute("CHECKPOINT")
            yield

    def export(self, folder: Path) -> list[Path]:
        """Every table as one Parquet file in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{name}.parquet" for name in SCHEMAS]
        for name, path in zip(SCHEMAS, paths, strict=True):
            self._fetch(f"COPY {name} TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)", [])
        return paths

    def check(self) -> list[str]:
        """What is wrong with the stored evidence, in sentences; empty when sound."""
        return [says.format(n=n) for sql, says in _CHECKS if (n := self._fetch(sql, [])[0][0])]

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _fetch(self, sql: str, values: list[Any]) -> list[Any]:
        cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, values).fetchall()
        finally:
            cursor.close()


class LedgerWriter:
    """The writes of one transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.erased = False  # whether evidence was taken out

    def append(self, name: str, given: Given) -> None:
        """Add rows, or columns, to a table; every column has to be there."""
        if given:
            columns = ", ".join(f'"{column}"' for column in SCHEMAS[name])
            self._with(arrow_table(given, SCHEMAS[name]), f"INSERT INTO {name} SELECT {columns} FROM given")

    def known(self, given: Given) -> set[tuple[str, str]]:
        """Which (source, message_id) of these evidence rows, or columns, the ledger already holds."""
        if not given:
            return set()
        keys = arrow_table(given, {name: SCHEMAS["evidence"][name] for name in ("key", "source", "message_id")})
        found = self._with(
            keys,
            "SELECT given.source, given.message_id FROM evidence JOIN given ON evidence.key = given.key"
            " AND evidence.source = given.source AND evidence.message_id = given.message_id",
        )
        return set(found)

    def next_id(self) -> int:
        """The number that the next evidence row gets: never one that was given before, erased or not."""
        highest = "SELECT max(id) FROM evidence UNION ALL SELECT position FROM cursors WHERE name = ?"
        return max((found[0] or 0 for found in self._run(highest, [LAST_ID])), default=0) + 1

    def delete(self, name: str, column: str, values: Sequence[Any]) -> int:
        """Take out the rows whose `column` is one of `values`; says how many."""
        if name not in SCHEMAS or column not in SCHEMAS[name]:
            raise KeyError(f"{name}.{column}")
        if name == "evidence":
            # Claims and gaps point to evidence by number: an erased number must not become somebody else's.
            self.move_cursor(LAST_ID, self.next_id() - 1)
            self.erased = True
        return int(self._run(f'DELETE FROM {name} WHERE "{column}" = ANY(?)', [list(values)])[0][0])

    def put_things(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep the latest attributes of each thing: one row per kind and object."""
        latest = {(row["kind"], row["object"]): row for row in rows}
        self.delete_things(list(latest))
        self.append("things", list(latest.values()))

    def delete_things(self, names: Sequence[tuple[str, str]]) -> None:
        """Take out the things with these (kind, object) names."""
        if names:
            given = {"kind": [kind for kind, _ in names], "object": [name for _, name in names]}
            self._with(
                arrow_table(given, {"kind": "string", "object": "string"}),
                "DELETE FROM things USING given WHERE things.kind = given.kind AND things.object = given.object",
            )

    def move_cursor(self, name: str, position: int) -> None:
        """Note, in the same transaction, how far a source has been settled."""
        self._run("DELETE FROM cursors WHERE name = ?", [name])
        self._run("INSERT INTO cursors VALUES (?, ?)", [name, position])

    def _with(self, given: pa.Table, sql: str) -> list[Any]:
        self._cursor.register("given", given)
        try:
            return self._run(sql)
        finally:
            self._cursor.unregister("given")

    def _run(self, sql: str, values: list[Any] | None = None) -> list[Any]:
        return self._cursor.execute(sql, values or []).fetchall()


class _Answers:
    """The latest answers by question, all of them forgotten at the next write."""

    MOST, MOST_ROWS = 256, 20_000

    def __init__(self) -> None:
        self.version = 0
        self._kept: OrderedDict[Any, pa.Table] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Any) -> pa.Table | None:
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
            return self._kept.get(question)

    def put(self, question: Any, answer: pa.Table, version: int) -> None:
        """Keep an answer, unless something was written since it was asked."""
        with self._lock:
            if version == self.version and answer.num_rows <= self.MOST_ROWS:
                self._kept[question] = answer
                if len(self._kept) > self.MOST:
                    self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self.version += 1
            self._kept.clear()


def _whole_numbers(table: pa.Table) -> pa.Table:
    # DuckDB sums integers into 128 bits, which arrive as decimals without decimals.
    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            table = table.set_column(place, field.name, table[field.name].cast(pa.int64()))
    return table


def _create(name: str, columns: Mapping[str, str]) -> str:
    types = {"int64": "BIGINT", "int32": "INTEGER", "int16": "SMALLINT", "string": "VARCHAR"}
    types |= {"float64": "DOUBLE", "timestamp(6)": "TIMESTAMP", "decimal(18, 4)": "DECIMAL(18, 4)"}
    body = ", ".join(f'"{column}" {types[kind]}' for column, kind in columns.items())
    return f"CREATE TABLE IF NOT EXISTS {name} ({body})"


_CHECKS = [
    (
        "SELECT count(*) - count(DISTINCT (source, message_id)) FROM evidence",
        "{n} pieces of evidence are there twice.",
    ),
    (
        "SELECT count(*) FROM evidence_objects o ANTI JOIN evidence e ON o.evidence = e.id",
        "{n} links to objects have lost their evidence.",
    ),
    (
        "SELECT count(*) FROM readings r ANTI JOIN evidence e ON r.evidence = e.id",
        "{n} readings have lost their evidence.",
    ),
    (
        "SELECT count(*) FROM evidence WHERE score < scale_low OR score > scale_high",
        "{n} scores lie outside their own scale.",
    ),
]
