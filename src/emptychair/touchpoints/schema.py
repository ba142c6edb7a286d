"""The table of touchpoints."""

from sqlalchemy import JSON, Column, Float, String, Table

from emptychair.store import Utc, metadata

touchpoints = Table(
    "touchpoints",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("stage", String(100), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("controller", String(20), nullable=False),
    Column("intended_feeling", Float),
    Column("intended_value", String(500), nullable=False),
    Column("cues", JSON, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("origin", String(20), nullable=False),
    Column("noted_at", Utc, nullable=False),
)
