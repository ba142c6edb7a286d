"""The table of quarantine: what could not be taken, why, and what became of it."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, UniqueConstraint

from emptychair.store import Utc, metadata

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(100), nullable=False),
    Column("fingerprint", String(64), nullable=False),  # the same row refused twice is kept once
    Column("at_place", String(300), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("mend", String(500), nullable=False),
    Column("raw", JSON, nullable=False),
    Column("quarantined_at", Utc, nullable=False),
    Column("readmitted_at", Utc),
    UniqueConstraint("source", "fingerprint"),
    Index("ix_quarantine_source_reason", "source", "reason"),
)
