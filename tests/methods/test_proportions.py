"""Shares: Newcombe's (1998) published Wilson and difference intervals, R's prop.test."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import proportions


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (12, 40, 0.18075, 0.45430),
    ],
)
def test_wilson_gives_the_published_ends(successes, n, low, high):
    found = proportions.wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.value == successes / n


def test_everyone_and_no_one_reach_the_ends_exactly():
    assert proportions.wilson(0, 7).low == 0.0
    assert proportions.wilson(7, 7).high == 1.0


def test_a_wider_level_widens_the_interval():
    assert proportions.wilson(12, 40, 0.99).width > proportions.wilson(12, 40, 0.9).width


def test_the_difference_is_antisymmetric_and_holds_the_single_intervals_apart():
    one, other = proportions.difference(81, 263, 15, 148), proportions.difference(15, 148, 81, 263)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.excludes(0.0)
    assert not proportions.difference(5, 10, 5, 10).excludes(0.0)


def test_the_difference_keeps_its_promised_coverage_in_small_groups():
    from scipy.stats import binom

    covered = sum(
        binom.pmf(a, 20, 0.9) * binom.pmf(b, 15, 0.6)
        for a in range(21)
        for b in range(16)
        if not proportions.difference(a, 20, b, 15).excludes(0.3)
    )
    assert 0.92 <= covered <= 0.98


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 5)])
def test_impossible_counts_are_refused(successes, n):
    with pytest.raises(Invalid, match="methods"):
        proportions.wilson(successes, n)
