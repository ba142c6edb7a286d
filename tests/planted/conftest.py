"""Two simulated companies, each made once as the product makes it: one as planted, one with every planting removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from emptychair import decide, demo
from emptychair.app import HANDLERS, open_company, tell_news
from emptychair.core import Settings
from emptychair.demo import Planting, Population
from emptychair.demo.planting import REMOVED
from emptychair.jobs import recent, run_until_idle
from emptychair.store import Stores

SEED, AS_OF = 7, date(2024, 5, 31)
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
PLANTED, CONTROL = 1500, 1000  # customers: the least with which every interval leaves its belief out by far


class Made(NamedTuple):
    """A company whose jobs have all run, and what is true of it."""

    stores: Stores
    truths: dict[str, Any]
    now: datetime = NOW


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The company as planted."""
    with _made(tmp_path_factory.mktemp("planted"), Planting(), PLANTED) as made:
        yield made


@pytest.fixture(scope="session")
def control(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The ordinary company: every planting removed, one after the other."""
    planting = Planting()
    for name in REMOVED:
        planting = planting.without(name)
    with _made(tmp_path_factory.mktemp("control"), planting, CONTROL) as made:
        yield made


@contextmanager
def _made(home: Path, planting: Planting, customers: int) -> Iterator[Made]:
    company = open_company(Settings.load(home, {}))
    stores = company.stores
    try:
        demo.make(stores, customers=customers, seed=SEED, as_of=AS_OF, now=NOW, planting=planting)
        tell_news(stores, NOW, gather=timedelta())
        run_until_idle(stores, HANDLERS, lambda: NOW)
        assert not [job.error for job in recent(stores) if job.error]
        for change in decide.changes(stores):
            decide.check(stores, change.key, NOW)
        yield Made(stores, demo.truths(planting, Population(customers, SEED, AS_OF)))
    finally:
        stores.close()
