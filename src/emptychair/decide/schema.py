"""The tables of decide."""

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text

from emptychair.store import Utc, metadata

beliefs = Table(
    "beliefs",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("statement", String(500), nullable=False),
    Column("measure", String(200), nullable=False),
    Column("value", Float, nullable=False),
    Column("held_by", String(200), nullable=False),
    Column("since", Utc, nullable=False),
    Column("review_by", Utc),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(300), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("customer_interest", Text, nullable=False),
    Column("gap_id", Integer, ForeignKey("gaps.id")),
    Column("measure", String(200), nullable=False),
    Column("forecast", Float, nullable=False),
    Column("forecast_low", Float, nullable=False),
    Column("forecast_high", Float, nullable=False),
    Column("decided_by", String(200), nullable=False),
    Column("decided_at", Utc, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("reviewed_at", Utc),
    Column("outcome", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("title", String(300), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("measure", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("decision_id", Integer, ForeignKey("decisions.id")),
    Column("unit_kind", String(50), nullable=False),
    Column("touched", JSON, nullable=False),
    Column("expected", Float, nullable=False),
    Column("window_days", Integer, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("change_key", String(100), ForeignKey("changes.key"), nullable=False, index=True),
    Column("checked_at", Utc, nullable=False),
    Column("rung", String(40), nullable=False),
    Column("value", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("n_before", Integer, nullable=False),
    Column("n_after", Integer, nullable=False),
    Column("assumption", String(500), nullable=False),
    Column("verdict", String(60), nullable=False),
    Column("conclusive", Boolean, nullable=False),
    Column("unit", String(20), nullable=False),
    Column("says", String(1000), nullable=False),
)

tell_backs = Table(
    "tell_backs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("change_key", String(100), ForeignKey("changes.key"), nullable=False),
    Column("words", Text, nullable=False),
    Column("caused_by", String(500), nullable=False),
    Column("state", String(20), nullable=False),
    Column("held_back", Integer, nullable=False),
    Column("drafted_by", String(200), nullable=False),
    Column("drafted_at", Utc, nullable=False),
    Column("approved_by", String(200), nullable=False),
    Column("approved_at", Utc),
    Column("sent_at", Utc),
)

tell_back_people = Table(
    "tell_back_people",
    metadata,
    Column("tell_back_id", Integer, ForeignKey("tell_backs.id"), primary_key=True),
    Column("party_id", Integer, primary_key=True),
    Column("evidence", JSON, nullable=False),  # the numbers of their own words
    Index("ix_tell_back_people_party_id", "party_id"),
)
