"""The simulated company: its planted friction and its map's lies are found, and gone where they were not planted."""

from collections.abc import Callable, Iterator
from itertools import groupby

import pytest

import simulated
from emptychair import walk
from emptychair.core import Settings
from emptychair.demo import company
from emptychair.evidence import record
from emptychair.store import Stores, open_stores
from saying import NOON

CUSTOMERS = 400


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Stores]]:
    """The company as planted (""), or with one planting removed, recorded once each."""
    opened: dict[str, Stores] = {}

    def open_with(removed: str) -> Stores:
        if removed not in opened:
            opened[removed] = stores = open_stores(Settings.load(tmp_path_factory.mktemp("home"), {}))
            told = simulated.heard(removed, CUSTOMERS)
            record(stores, told.messages, things=told.things, now=NOON)
            walk.define(stores.records, _drawn(), NOON)
        return opened[removed]

    yield open_with
    for stores in opened.values():
        stores.close()


def _drawn() -> walk.JourneyMap:
    stages = groupby(company(simulated.AS_OF).journey, key=lambda step: step.stage)
    drawn = tuple(
        walk.DrawnStage(name, tuple(walk.DrawnStep(s.touchpoint, intended_feeling=s.intended_feeling) for s in steps))
        for name, steps in stages
    )
    return walk.JourneyMap("home", "A home that works", walk.PARTY, drawn)


@pytest.mark.slow
def test_the_address_form_that_is_sent_again_is_found(living: Callable[[str], Stores]) -> None:
    planted = walk.frictions(living("").ledger, "order")["checkout-address"].repeats
    truth = 100 * simulated.address_retry_share(simulated.heard("", CUSTOMERS))
    assert planted.value == pytest.approx(truth)
    assert planted.low is not None
    assert planted.low < 22 < (planted.high or 0), "the share that was planted"
    assert walk.frictions(living("address_retry_share").ledger, "order")["checkout-address"].repeats.value == 0


@pytest.mark.slow
def test_silence_then_a_call_is_found(living: Callable[[str], Stores]) -> None:
    planted = walk.asked_where_it_is(living("").ledger, "order")
    without = walk.asked_where_it_is(living("silence_call_share").ledger, "order")
    assert planted.low is not None
    assert without.high is not None
    assert planted.low > without.high, "the intervals do not touch"


@pytest.mark.slow
@pytest.mark.parametrize(("removed", "kind"), [("undrawn_used", "undrawn"), ("drawn_unused", "unused")])
def test_what_the_map_hides_and_what_it_dreams(living: Callable[[str], Stores], removed: str, kind: str) -> None:
    def lies(stores: Stores) -> tuple[str, ...]:
        drawn = walk.journey(stores.records, "home")
        return tuple(getattr(walk.picture(stores, drawn, NOON).conformance, kind))

    expected = {"undrawn": "installer-portal", "unused": "style-quiz"}[kind]
    assert lies(living("")) == (expected,)
    assert expected not in lies(living(removed))


@pytest.mark.slow
def test_the_delight_that_is_none(living: Callable[[str], Stores]) -> None:
    def installation(stores: Stores) -> walk.LivedStep:
        shown = walk.picture(stores, walk.journey(stores.records, "home"), NOON)
        return next(step for step in shown.steps if step.drawn.touchpoint == "installation-visit")

    planted = installation(living(""))
    truth = simulated.installation_mean(simulated.heard("", CUSTOMERS))
    assert planted.missed
    assert planted.felt.figure.value == pytest.approx((truth - 3) / 2)
    assert (installation(living("installation_mean")).felt.figure.value or 0) > 0.3
