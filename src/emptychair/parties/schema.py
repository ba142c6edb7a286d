"""The tables of parties: names, roles, merges, purposes, tombstones."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from emptychair.store import Utc, metadata

parties = Table(
    "parties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("name", String(300), nullable=False),
    Column("traits", JSON, nullable=False),
    Column("merged_into", Integer, ForeignKey("parties.id"), index=True),
    Column("since", Utc, nullable=False),
    Column("erased_at", Utc),
    Index("ix_parties_name", "name"),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(50), nullable=False),
    Column("value", String(300), nullable=False),
    Column("party_id", Integer, ForeignKey("parties.id"), nullable=False, index=True),
    Column("source", String(100), nullable=False),
    UniqueConstraint("kind", "value"),
)

party_roles = Table(
    "party_roles",
    metadata,
    Column("party_id", Integer, ForeignKey("parties.id"), primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("source", String(100), nullable=False),
)

# A merge is a row with a reason. Undoing one stamps the row; evidence is never rewritten.
merges = Table(
    "merges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("from_party", Integer, ForeignKey("parties.id"), nullable=False, index=True),
    Column("into_party", Integer, ForeignKey("parties.id"), nullable=False, index=True),
    Column("reason", String(500), nullable=False),
    Column("author", String(200), nullable=False),
    Column("merged_at", Utc, nullable=False),
    Column("undone_at", Utc),
    Column("undone_by", String(200)),
)

purposes = Table(
    "purposes",
    metadata,
    Column("party_id", Integer, ForeignKey("parties.id"), primary_key=True),
    Column("purpose", String(60), primary_key=True),
    Column("granted", Boolean, nullable=False),
    Column("at", Utc, nullable=False),
    Column("source", String(100), nullable=False),
)

# Only a keyed hash of each name stays, so that an erased person does not come back by re-import.
tombstones = Table(
    "tombstones",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("erased_at", Utc, nullable=False),
)
