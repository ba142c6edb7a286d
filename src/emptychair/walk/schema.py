"""The tables of drawn journeys: a row each version, its stages and its steps."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint

from emptychair.store import Utc, metadata

journeys = Table(
    "journeys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("cut", String(50), nullable=False),
    Column("persona", String(2000), nullable=False),
    Column("drawn_by", String(200), nullable=False),
    Column("drawn_at", Utc, nullable=False),
    Column("review_by", Utc, nullable=False),
    UniqueConstraint("key", "version"),
)

journey_stages = Table(
    "journey_stages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("journey_id", Integer, ForeignKey("journeys.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("note", String(500), nullable=False),
    UniqueConstraint("journey_id", "place"),
)

journey_steps = Table(
    "journey_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stage_id", Integer, ForeignKey("journey_stages.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("touchpoint", String(100), nullable=False),
    Column("name", String(200), nullable=False),
    Column("doing", String(1000), nullable=False),
    Column("thinking", String(1000), nullable=False),
    Column("pains", JSON, nullable=False),
    Column("gains", JSON, nullable=False),
    Column("intended_feeling", Float),
    UniqueConstraint("stage_id", "place"),
)
