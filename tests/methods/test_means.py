"""Means: the weighted mean printed by samplics, Student's own sleep data for Welch."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import means

Y = [3, 5, 2, 4, 4, 1, 5]
WEIGHTS = [1.5, 0.5, 2, 1, 1, 0.8, 1.2]


def test_the_weighted_mean_has_the_published_error_and_interval():
    found = means.weighted_mean(Y, WEIGHTS)
    assert found.interval.value == pytest.approx(3.225)
    assert found.standard_error == pytest.approx(0.536856, abs=5e-7)
    assert (found.interval.low, found.interval.high) == pytest.approx((1.911361, 4.538639), abs=5e-7)


def test_equal_weights_change_nothing():
    weighted, plain = means.weighted_mean(Y, [2.0] * 7), means.mean_interval(Y)
    assert tuple(weighted.interval) == pytest.approx(tuple(plain))
    assert weighted.effective_n == pytest.approx(7)


def test_one_value_has_no_ends():
    found = means.mean_interval([4])
    assert (found.value, found.low, found.high) == (4, float("-inf"), float("inf"))


def test_the_difference_agrees_with_another_tool():
    from scipy.stats import ttest_ind

    a, b = [4.1, 3.9, 5.0, 2.2, 4.4], [3.0, 3.3, 2.1, 2.9, 3.1, 2.0, 3.9]
    oracle = ttest_ind(a, b, equal_var=False).confidence_interval()
    found = means.difference(a, b)
    assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high))


def test_a_missing_number_is_refused():
    with pytest.raises(Invalid, match="missing"):
        means.mean_interval([1.0, float("nan")])


def test_values_and_weights_must_pair():
    with pytest.raises(Invalid, match="weights"):
        means.weighted_mean([1, 2, 3], [1, 1])
