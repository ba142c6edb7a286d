"""Care on Olist: as many people on the list as another tool counts in the files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from emptychair import care
from emptychair.core import Settings
from emptychair.listen import imports, recipes
from emptychair.store import Stores, open_stores
from tests.conftest import shared_data

NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder() -> Path:
    return shared_data("olist")


@pytest.fixture(scope="module")
def company(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    stores = open_stores(Settings.load(tmp_path_factory.mktemp("home"), {}))
    imports.run(stores, recipes.load("olist"), folder, now=NOW)
    care.propose(stores, NOW)
    yield stores
    stores.close()


@pytest.mark.slow
def test_broken_promises_on_the_list_are_those_in_the_files(folder: Path, company: Stores) -> None:
    orders = pl.read_csv(folder / "olist_orders_dataset.csv", try_parse_dates=True)
    reviews = pl.read_csv(folder / "olist_order_reviews_dataset.csv").filter(pl.col("review_score") <= 2)
    came, due = pl.col("order_delivered_customer_date"), pl.col("order_estimated_delivery_date")
    broken = orders.filter((came > due) | (came.is_null() & (due < NOW.replace(tzinfo=None))))
    expected = set(broken.join(reviews, on="order_id", how="semi")["order_id"])
    assert len(expected) > 100
    cases = care.today(company, care.Asked(kind="broken promise"), most=10_000)
    assert {case.subject for case in cases} == expected
    assert len(cases) == len(expected)
