"""The table of invitations to an assessment."""

from sqlalchemy import Column, Integer, String, Table

from emptychair.store import Utc, metadata

invitations = Table(
    "assessment_invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assessment", String(50), nullable=False),
    Column("note", String(200), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("secret", String(64), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)
