"""The tables of what is believed: claims, readers taught by the company, coverage as last measured, portal links."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from emptychair.store import Utc, metadata

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("party_id", Integer, ForeignKey("parties.id"), nullable=False),
    Column("fingerprint", String(32), nullable=False),  # of facet, says and mark; stays when the rest is erased
    Column("facet", String(30), nullable=False),
    Column("says", String(200), nullable=False),
    Column("statement", String(500), nullable=False),
    Column("mark", String(20), nullable=False),
    Column("why", String(500), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence", BigInteger),
    Column("quote", Text, nullable=False),
    Column("quote_start", Integer),
    Column("quote_end", Integer),
    Column("language", String(35), nullable=False),
    Column("touchpoint", String(100), nullable=False),
    Column("n", Integer, nullable=False),
    Column("heard_at", Utc, nullable=False),
    Column("maker", String(100), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("state", String(20), nullable=False),
    Column("contested_words", Text, nullable=False),
    UniqueConstraint("party_id", "fingerprint"),
    Index("ix_claims_facet_says", "facet", "says"),
)

# The company's own ratings teach a reader of feeling per language; kept so that a reading can be made again.
taught_readers = Table(
    "taught_readers",
    metadata,
    Column("language", String(35), primary_key=True),
    Column("version", String(60), nullable=False),
    Column("examples", Integer, nullable=False),
    Column("weights", LargeBinary, nullable=False),
    Column("taught_at", Utc, nullable=False),
)

# Counting over everybody takes seconds where a page has one: measured by the job, shown with its age.
coverages = Table(
    "coverages",
    metadata,
    Column("role", String(40), primary_key=True),
    Column("facet", String(30), primary_key=True),  # "" for all facets together
    Column("people", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("guessed", Integer, nullable=False),
    Column("stale", Integer, nullable=False),
    Column("mean", Float, nullable=False),
    Column("worst_tenth", Float, nullable=False),
    Column("newest", Utc),
    Column("measured_at", Utc, nullable=False),
)

portal_links = Table(
    "portal_links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("party_id", Integer, ForeignKey("parties.id"), nullable=False, index=True),
    Column("secret", String(64), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)
