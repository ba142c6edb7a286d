"""Gaps between the chairs: signs, intervals, and a severity that says nothing where nothing is certain."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import differences, proportions
from emptychair.methods.differences import belief_against, mirrored, mirrored_bootstrap, severity, share_spread


def test_a_belief_stands_against_the_interval_of_what_happened():
    kept = proportions.wilson(81, 263)
    gap = belief_against(0.95, kept, share_spread(kept))
    assert gap.value == pytest.approx(0.95 - 81 / 263)
    assert (gap.low, gap.high) == pytest.approx((0.95 - 0.3662, 0.95 - 0.2553), abs=5e-5)
    assert gap.certain


def test_a_belief_inside_the_interval_is_no_certain_gap():
    kept = proportions.wilson(12, 40)
    gap = belief_against(0.35, kept, share_spread(kept))
    assert not gap.certain
    assert severity(gap, 100, 100) == 0


def test_five_of_five_still_leaves_room_for_doubt():
    gap = belief_against(0.2, proportions.wilson(5, 5), share_spread(proportions.wilson(5, 5)))
    assert gap.standardised > -3
    assert 0 < severity(gap, 5, 5) < 1


def test_mirrored_items_agree_by_both_intervals():
    rng = np.random.default_rng(11)
    ours, theirs = rng.normal(4.2, 0.6, 60), rng.normal(3.4, 0.9, 200)
    welch, boot = mirrored(ours, theirs), mirrored_bootstrap(ours, theirs, seed=1)
    assert welch.value == pytest.approx(boot.value)
    assert (boot.low, boot.high) == pytest.approx((welch.low, welch.high), abs=0.03)
    assert welch.standardised == pytest.approx(0.8 / 0.9, abs=0.25)


def test_the_bootstrap_is_the_same_every_time():
    one, other = (mirrored_bootstrap([3, 4, 5], [1, 2, 2], seed=5) for _ in range(2))
    assert one == other


def test_mirrored_coverage_is_kept():
    rng = np.random.default_rng(12)
    held = 0
    for _ in range(300):
        gap = mirrored(rng.normal(1, 0.5, 12), rng.normal(0, 1, 30))
        held += gap.low <= 1 <= gap.high
    assert held / 300 >= 0.92


def test_a_larger_and_wider_gap_is_more_severe_whatever_its_sign():
    rng = np.random.default_rng(13)
    theirs = rng.normal(0, 1, 100)
    small, large = mirrored(theirs + 0.5, theirs), mirrored(theirs + 2, theirs)
    assert 0 < severity(small, 10, 100) < severity(large, 10, 100) < severity(large, 100, 100) < 1
    modest = mirrored(theirs - 2, theirs)
    assert severity(modest, 10, 100) == pytest.approx(severity(large, 10, 100))


def test_more_people_affected_than_people_is_refused():
    gap = differences.mirrored([5, 5, 4], [1, 2, 1])
    with pytest.raises(Invalid, match="affected"):
        severity(gap, 11, 10)
