"""The table of promises."""

from sqlalchemy import Column, String, Table

from emptychair.store import Utc, metadata

promises = Table(
    "promises",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("company_value", String(300), nullable=False),
    Column("behaviour", String(500), nullable=False),
    Column("standard", String(500), nullable=False),
    Column("measure", String(500), nullable=False),
    Column("object_kind", String(50), nullable=False),
    Column("kept_act", String(30), nullable=False),
    Column("basis", String(20), nullable=False),
    Column("touchpoint", String(100), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("since", Utc),
    Column("review_by", Utc),
)
