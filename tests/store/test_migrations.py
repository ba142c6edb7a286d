"""Migrations: an empty database becomes exactly the tables of today, an older one keeps its rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from emptychair.store import Records, Utc, metadata, migrate
from emptychair.store.migrate import HERE
from tools.make_migration import load_all_tables

VERSIONS = sorted(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))
needs_versions = pytest.mark.skipif(not VERSIONS, reason="no migration has been made yet: tools/make_migration.py")

load_all_tables()


@needs_versions
def test_an_empty_database_becomes_the_tables_of_today(records: Records):
    migrate(records)
    with records.read() as db:
        options = {"compare_type": True, "compare_server_default": True, "include_name": _not_alembics}
        assert compare_metadata(MigrationContext.configure(db, opts=options), metadata) == []


@needs_versions
def test_migrating_twice_changes_nothing(records: Records):
    migrate(records)
    migrate(records)
    with records.read() as db:
        assert set(sa.inspect(db).get_table_names()) == {*metadata.tables, "alembic_version"}


@needs_versions
@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_database_keeps_every_row(records: Records, version: str):
    migrate(records, version)
    then = sa.MetaData()
    then.reflect(records.engine)
    before = _fill(records, then)
    migrate(records)
    now = sa.MetaData()
    now.reflect(records.engine)
    for name, row in before.items():
        if name in now.tables:
            assert _only_row(records, now.tables[name]).items() >= _shared(row, now.tables[name]).items()


@needs_versions
def test_every_version_follows_the_one_before():
    assert [int(version) for version in VERSIONS] == list(range(1, len(VERSIONS) + 1))


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_can_stand_on_both_databases(name: str):
    table = metadata.tables[name]
    assert table.primary_key.columns, "a row without a key cannot be found again"
    naive = [c.name for c in table.columns if isinstance(c.type, sa.DateTime) and not isinstance(c.type, Utc)]
    assert not naive, "moments are stored as Utc"


def _fill(records: Records, tables: sa.MetaData) -> dict[str, dict[str, Any]]:
    """One row in each table; the same value for each type, so that every reference finds its row."""
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            with records.write() as db:
                db.execute(table.insert().values({c.name: _value(c) for c in table.columns}))
    return {t.name: _only_row(records, t) for t in tables.sorted_tables if t.name != "alembic_version"}


def _only_row(records: Records, table: sa.Table) -> dict[str, Any]:
    with records.read() as db:
        return dict(db.execute(sa.select(table)).one()._mapping)


def _shared(row: dict[str, Any], table: sa.Table) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in table.columns}


def _value(column: sa.Column[Any]) -> Any:
    for kind, make in VALUES.items():
        if isinstance(column.type, kind):
            return make(column)
    raise AssertionError(f"no example value for {column}: {column.type!r}")


VALUES: dict[type, Callable[[sa.Column[Any]], Any]] = {
    sa.Boolean: lambda _: True,
    sa.Integer: lambda _: 1,
    sa.Float: lambda _: 0.5,
    sa.Numeric: lambda _: Decimal("12.50"),
    sa.LargeBinary: lambda _: b"\x00\xff",
    sa.JSON: lambda _: {"kept": ["as", "it", "was"]},
    sa.DateTime: lambda c: datetime(2024, 2, 29, 23, 59, tzinfo=UTC if c.type.timezone else None),
    sa.Date: lambda _: date(2024, 2, 29),
    sa.String: lambda _: "x",
}


def _not_alembics(name: str | None, kind: str, _: Any) -> bool:
    return not (kind == "table" and name == "alembic_version")
