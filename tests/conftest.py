"""Fixtures every test may use: the shared real data, a fresh company, both databases behind the records."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

import postgresql
from emptychair.core import Settings
from emptychair.store import Records, Stores, open_stores
from saying import NOON
from tools.system import postgresql_folder

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The folder of one real data set; the test says that it skips where the set is absent."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"real data set {name!r} is not beside this checkout (../shared/data/{name})")
    return folder


@pytest.fixture
def noon() -> datetime:
    """The present, in tests."""
    return NOON


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A company's settings in a home of its own, deaf to this machine's environment."""
    return Settings.load(tmp_path / "home", {})


@pytest.fixture
def stores(settings: Settings) -> Iterator[Stores]:
    """A fresh company on the embedded stores."""
    opened = open_stores(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL cluster of this test run's own; skips only where there is none and no CI expects one."""
    if postgresql_folder() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed: `make test` installs it")
    with postgresql.cluster() as url:
        yield url


@pytest.fixture
def fresh_postgres(postgres_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database, dropped after the test."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield postgres_url.replace("@/postgres", f"@/{name}")
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind that the records may stand on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    return str(request.getfixturevalue("fresh_postgres"))


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """The records' door on each kind of database."""
    opened = Records(records_url)
    yield opened
    opened.close()
