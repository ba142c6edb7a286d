"""The table of imports."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from emptychair.store import Utc, metadata

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("recipe", String(100), nullable=False),
    Column("source", String(100), nullable=False),
    Column("path", String(1000), nullable=False),
    Column("fingerprint", String(64), nullable=False),  # of recipe and files: the same import goes on, another begins
    Column("state", String(20), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("rows_about", Integer, nullable=False),
    Column("account", JSON, nullable=False),
    Column("recorded", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("erased", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc),
    Index("ix_imports_fingerprint", "fingerprint"),
)
