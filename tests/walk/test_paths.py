"""Paths: the published map of the running example, by claim and by person."""

import pytest

from emptychair.evidence import record
from emptychair.store import Stores
from emptychair.walk import cases, paths
from saying import NOON
from walk import running_example


@pytest.fixture
def claims(stores: Stores) -> Stores:
    record(stores, running_example.messages(), now=NOON)
    return stores


@pytest.mark.parametrize("cut", ["claim", "party"])
def test_the_running_example_has_its_published_size(claims: Stores, cut: str) -> None:
    lived = paths.lived(claims.ledger, cut)
    assert (lived.cases, lived.people, lived.events) == (6, 6, 42)
    assert (len(lived.places), len(lived.moves), lived.variants) == (8, 16, 6)


def test_its_moves_and_waits_are_the_published_ones(claims: Stores) -> None:
    moves = {(m.source, m.target): m for m in paths.lived(claims.ledger, "claim").moves}
    assert moves["check-ticket", "decide"].times == 6
    assert moves["check-ticket", "decide"].mean_hours == pytest.approx(50.54, abs=0.005)
    assert moves["register-request", "examine-casually"].times == 3
    assert moves["decide", "reinitiate-request"].times == 3


def test_its_ends_and_durations_are_the_published_ones(claims: Stores) -> None:
    places = {p.touchpoint: p for p in paths.lived(claims.ledger, "claim").places}
    assert {key: p.ends for key, p in places.items() if p.ends} == {"pay-compensation": 3, "reject-request": 3}
    assert places["register-request"].starts == 6
    walks = cases.listed(claims.ledger, cases.Cases("claim"))
    hours = sorted((walk["ended"] - walk["began"]).total_seconds() / 3600 for walk in walks)
    assert (hours[0], hours[-1]) == (pytest.approx(144.70, abs=0.005), pytest.approx(437.90, abs=0.005))
