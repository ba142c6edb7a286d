"""Waiting times: the leukaemia trial of Freireich et al. (1963), 6-MP arm, months to relapse."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import survival

RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TIMES = RELAPSED + STILL_WELL
HAPPENED = [True] * len(RELAPSED) + [False] * len(STILL_WELL)


def test_the_curve_is_the_published_one():
    curve = survival.kaplan_meier(TIMES, HAPPENED)
    assert [step.time for step in curve.steps] == [6, 7, 10, 13, 16, 22, 23]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [step.waiting for step in curve.steps] == pytest.approx(published, abs=5e-4)
    assert [step.at_risk for step in curve.steps] == [21, 17, 15, 12, 11, 7, 6]


def test_the_median_counts_those_who_still_wait():
    assert survival.kaplan_meier(TIMES, HAPPENED).median == 23
    assert survival.kaplan_meier(RELAPSED, [True] * 9).median == 10


def test_the_interval_holds_the_curve_and_opens_with_time():
    curve = survival.kaplan_meier(TIMES, HAPPENED)
    assert all(step.low < step.waiting < step.high for step in curve.steps)
    low, high = curve.median_ends
    assert low is not None
    assert low < 23
    assert high is None


def test_greenwood_equals_the_binomial_error_without_censoring():
    curve = survival.kaplan_meier(range(1, 11), [True] * 10)
    for step in curve.steps[:-1]:
        assert step.standard_error == pytest.approx((step.waiting * (1 - step.waiting) / 10) ** 0.5)


def test_the_curve_agrees_with_another_tool():
    from scipy.stats import CensoredData, ecdf

    oracle = ecdf(CensoredData(uncensored=RELAPSED, right=STILL_WELL)).sf
    curve = survival.kaplan_meier(TIMES, HAPPENED)
    for step in curve.steps:
        assert step.waiting == pytest.approx(float(oracle.evaluate(step.time)))


def test_a_mean_of_closed_cases_would_flatter():
    curve = survival.kaplan_meier(TIMES, HAPPENED)
    assert curve.median > np.mean(RELAPSED)
    assert survival.done_by(curve, 12).value == pytest.approx(1 - 0.753, abs=5e-4)
    assert survival.done_by(curve, 1).value == 0


def test_nothing_has_happened_yet_is_said_not_guessed():
    curve = survival.kaplan_meier([1, 2, 3], [False] * 3)
    assert (curve.steps, curve.median, curve.waiting_at(9)) == ((), None, 1.0)


def test_a_negative_time_is_refused():
    with pytest.raises(Invalid, match="below 0"):
        survival.kaplan_meier([-1, 2], [True, True])
