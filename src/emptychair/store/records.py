"""The records: operational rows on SQLite by default, on PostgreSQL with the same statements."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Insert,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """A moment: aware on the way in and out, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL keeps the zone; SQLite keeps ISO text with microseconds."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: they are a guess about somebody's wall clock."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Every time comes back aware."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Records:
    """The door to the rows: `read()` and `write()` hand out a SQLAlchemy connection in a transaction."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        if self.engine.dialect.name == "sqlite":
            _tame_sqlite(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; nothing written through it is kept."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                # SQLite reads from one snapshot by itself; PostgreSQL only when asked.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, kept whole or not at all; takes SQLite's write lock at once."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def insert(self, table: Table) -> Any:
        """This database's INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""
        module = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        return module.insert(table)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def put(db: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row and return its integer primary key."""
    statement: Insert = table.insert().values(**row)
    result = db.execute(statement)
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Result rows as plain dictionaries."""
    return [dict(row._mapping) for row in found]


def _tame_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _open(connection: Any, _: Any) -> None:
        # pysqlite's own transactions begin too late for BEGIN IMMEDIATE: without it two writers
        # that both read first end in "database is locked" at once, whatever the timeout.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
