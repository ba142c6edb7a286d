"""Tiers: the three people of the second article, the bill of $79.04, and the cheapest matching."""

from math import inf

import pytest

from emptychair.core import Invalid
from emptychair.methods.tiers import Need, match, relative_burden, tier

SALE = Need(margin_at_stake=3, human_solves=0.95, technology_solves=0.80, extra_cost=8)
CONTRACT = Need(margin_at_stake=40_000, human_solves=0.95, technology_solves=0.80, extra_cost=8)
DISTRESSED = Need(margin_at_stake=3, human_solves=0.95, technology_solves=0.80, extra_cost=8, diminished=True)


def test_the_three_dollar_sale_goes_to_technology():
    assert not tier(SALE).human


def test_the_forty_thousand_dollar_client_meets_a_human():
    assert tier(CONTRACT).human


def test_distress_overrides_value():
    found = tier(DISTRESSED)
    assert found.human
    assert found.worth < 0
    assert "diminished" in found.reason


def test_complexity_and_relief_both_speak_for_a_human():
    plain = Need(50, 0.9, 0.8, 10)
    assert not tier(plain).human
    assert tier(Need(50, 0.9, 0.8, 10, complexity=0.5)).human
    assert tier(Need(50, 0.9, 0.8, 10, relief_value=20)).human


def test_a_small_bill_may_weigh_more_than_a_large_one():
    assert relative_burden(79.04, 40) > relative_burden(4000, 10_000)
    assert relative_burden(79.04, 0) == inf
    assert relative_burden(0, 0) == 0


def test_the_matching_is_the_cheapest_one():
    pairs, cost = match([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
    assert cost == 5
    assert sorted(pairs) == [(0, 1), (1, 0), (2, 2)]


def test_a_chance_above_one_is_refused():
    with pytest.raises(Invalid, match="human_solves"):
        tier(Need(3, 1.2, 0.5, 1))
