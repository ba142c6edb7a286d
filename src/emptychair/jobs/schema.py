"""The table of jobs."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from emptychair.store import Utc, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(100), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("says", String(500), nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("started_at", Utc),
    Column("finished_at", Utc),
    Column("run_after", Utc, nullable=False),
    Index("ix_jobs_state_run_after", "state", "run_after"),
)
