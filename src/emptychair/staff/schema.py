"""Tables of the staff: people, their sessions and links, write keys, attempts to sign in, the audit trail."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from emptychair.store import Utc, metadata

users_table = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # lower case
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),  # argon2id; empty: can only come by a link
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", Utc, nullable=False),
)

sessions_table = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the cookie holds
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)

links_table = Table(
    "sign_in_links",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256
    Column("purpose", String(20), nullable=False),  # sign_in, first_run
    Column("user_id", ForeignKey("users.id")),
    Column("expires_at", Utc, nullable=False),
)

attempts_table = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("email", String(254), nullable=False),
    Column("address", String(64), nullable=False),
)

keys_table = Table(
    "write_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256: the key itself is 256 random bits
    Column("hint", String(12), nullable=False),  # its first letters, to tell keys apart
    Column("created_at", Utc, nullable=False),
    Column("revoked_at", Utc),
)

audit_table = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("staff_id", Integer),  # null: the system itself
    Column("staff", String(200), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject_kind", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_subject", "subject_kind", "subject"),
)
