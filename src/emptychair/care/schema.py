"""The table of cases."""

from sqlalchemy import JSON, Column, Float, Integer, String, Table, Text, UniqueConstraint

from emptychair.store import Utc, metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("party", Integer, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("subject_kind", String(50), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("says", String(500), nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("since", Utc, nullable=False),
    Column("heard_at", Utc, nullable=False),
    Column("weight", Float, nullable=False),
    Column("next_verb", String(40), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("owner", String(200), nullable=False),
    Column("proposed_at", Utc, nullable=False),
    Column("opened_at", Utc),
    Column("answered_at", Utc),
    Column("answer", Text, nullable=False),
    Column("closed_at", Utc),
    Column("outcome", String(20), nullable=False),
    UniqueConstraint("kind", "subject_kind", "subject", "since"),
)
