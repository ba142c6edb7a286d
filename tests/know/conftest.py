"""Fixtures of this room: a company whose customers have spoken, read and believed."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from emptychair import know
from emptychair.evidence import Message, record
from emptychair.jobs import enqueue, recent, run_until_idle
from emptychair.store import Stores

Hear = Callable[[Sequence[Message]], None]


@pytest.fixture
def hear(stores: Stores, noon: datetime) -> Hear:
    """Record what was heard and let the job read it."""

    def taken(messages: Sequence[Message]) -> None:
        record(stores, messages, now=noon)
        enqueue(stores, "know.read_new", now=noon)
        run_until_idle(stores, know.HANDLERS, lambda: noon)
        job = recent(stores, 1)[0]
        assert job.state == "done", job.error

    return taken
