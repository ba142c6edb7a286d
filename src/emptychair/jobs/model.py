"""A job: what to do, how far it is, what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from emptychair.store import Stores


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One row of background work; `done` of `total` is its progress, `says` its last sentence."""

    id: int
    kind: str
    payload: dict[str, Any]
    state: JobState
    done: int
    total: int
    says: str
    error: str
    attempts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


# A handler takes the stores, its job and the present; it may be run again after a crash.
Handler = Callable[[Stores, Job, datetime], None]
