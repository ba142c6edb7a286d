"""Companies for deciding: Olist as imported, and a small one of our own with a change in some shops."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from emptychair import promises
from emptychair.core import Settings
from emptychair.evidence import Act, Chair, Channel, Message, ObjectRef, record
from emptychair.listen import imports, recipes
from emptychair.store import Stores, open_stores
from saying import NOON, STARS, heard
from tests.conftest import shared_data

OLIST_NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)
MADE_ON = (NOON - timedelta(days=100)).date()


@pytest.fixture(scope="session")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The nine tables, imported as a user imports them."""
    folder = shared_data("olist")
    stores = open_stores(Settings.load(tmp_path_factory.mktemp("olist"), {}))
    imports.run(stores, recipes.load("olist"), folder, now=OLIST_NOW)
    yield stores
    stores.close()


@pytest.fixture
def shop(stores: Stores) -> Stores:
    """Twenty orders that were promised by noon: four came late, with words on the late and on the kept ones."""
    promises.define(stores.records, pledge(), NOON)
    record(stores, [message for number in range(20) for message in _order(number)], now=NOON)
    return stores


@pytest.fixture
def chain(stores: Stores) -> Stores:
    """Ratings in six shops over 200 days; in three of them the change adds one star."""
    record(stores, [_visit(place, day) for place in range(6) for day in range(1, 200)], now=NOON)
    return stores


def pledge() -> promises.Promise:
    """A promise about orders, to the minute."""
    standard = "In their hands by then"
    return promises.Promise(
        "on-time", "On time", "Reliable", "We name a day", standard, "Share", "order", basis="instant"
    )


def _order(number: int) -> list[Message]:
    who, objects = f"c{number}@example.com", (ObjectRef("order", f"o{number}"),)
    late = number < 4
    due = NOON - timedelta(days=20)
    words = f"It came late, order {number}." if late else f"Right on the day, order {number}."
    given = {"objects": objects, "touchpoint": "delivery"}
    promised = {"chair": Chair.COMPANY, "due_at": due, "properties": {"promise": "on-time"}}
    return [
        heard(who, Act.WAS_PROMISED, days_ago=30, **given, **promised),
        heard(who, Act.RECEIVED, days_ago=18 if late else 22, **given),
        heard(who, Act.ASKED, days_ago=25, words=f"Where is order {number}?", **given),
        heard(who, Act.RATED, days_ago=10, words=words, score=1 if late else 5, scale=STARS, **given),
    ]


def _visit(place: int, days_ago: int) -> Message:
    touched, after = place < 3, days_ago <= 100
    score = 2 + (place + days_ago) % 2 + (1 if touched and after else 0)
    return heard(
        f"v{place}-{days_ago}@example.com",
        Act.RATED,
        days_ago=days_ago,
        touchpoint="visit",
        channel=Channel.STORE,
        objects=(ObjectRef("shop", f"s{place}"),),
        score=score,
        scale=STARS,
        words=f"Visit {days_ago} of shop {place}." if days_ago > 195 else "",
    )
