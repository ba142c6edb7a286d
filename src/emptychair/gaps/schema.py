"""The tables of gaps and of what was measured at them."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint

from emptychair.store import Utc, metadata

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject_kind", String(50), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("title", String(300), nullable=False),
    Column("believed", Float, nullable=False),
    Column("held_by", String(200), nullable=False),
    Column("since", Utc, nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("unit", String(20), nullable=False),
    Column("decimals", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("newest", Utc),
    Column("evidence", String(500), nullable=False),
    Column("scale", Float, nullable=False),
    Column("people", Integer, nullable=False),
    Column("higher_is_better", Boolean, nullable=False),
    Column("owner", String(200), nullable=False),
    Column("next_verb", String(20), nullable=False),
    Column("url", String(500), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("opened_at", Utc, nullable=False),
    Column("measured_at", Utc, nullable=False),
    Column("closed_at", Utc),
    UniqueConstraint("subject_kind", "subject"),
)

gap_measurements = Table(
    "gap_measurements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("gap_id", Integer, ForeignKey("gaps.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("believed", Float, nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("n", Integer, nullable=False),
    Column("state", String(20), nullable=False),
)
