"""Friction: PostHog's rage-click vector, and efforts whose answer is plain to see."""

import pytest

from emptychair.methods import friction


def test_the_published_vector_rages_once():
    clicks = [(0, 0, 10), (10, 10, 20), (5, 5, 40), (5, 5, 50)]
    assert friction.rage_clicks(clicks) == [False, False, True, False]


@pytest.mark.parametrize(
    "clicks",
    [
        [(0, 0, 0), (15, 15, 10), (0, 0, 20)],  # 30 pixels away
        [(0, 0, 0), (0, 0, 1000), (0, 0, 2000)],  # a second apart
        [(0, 0, 0), (0, 0, 10)],
        [],
    ],
)
def test_calm_clicks_do_not_rage(clicks):
    assert not any(friction.rage_clicks(clicks))


def test_a_second_burst_is_reported_again():
    burst = [(0, 0, 0), (0, 0, 10), (0, 0, 20)]
    later = [(300, 300, t + 5000) for _, _, t in burst]
    assert friction.rage_clicks(burst + later) == [False, False, True] * 2


def test_a_retry_comes_within_a_minute():
    assert friction.retries([("pay", 0), ("look", 10), ("pay", 60), ("pay", 121)]) == [False, False, True, False]


def test_the_same_issue_within_a_week_is_a_repeat():
    assert friction.repeat_contacts([("bill", 0), ("bill", 7), ("bill", 14.5)]) == [False, True, False]


def test_there_and_back_is_a_detour():
    assert friction.detours(["cart", "login", "cart", "cart", "pay"]) == [False, False, True, False, False]


def test_switches_and_dwells_and_cost():
    assert friction.channel_switches(["web", "web", "phone", "shop"]) == 2
    assert friction.long_dwells([1] * 99 + [50]) == [False] * 99 + [True]
    assert friction.cost_person_minutes({"ann": 4, "bob": 2.5, "eve": -3}) == pytest.approx(6.5)
