"""Scores: the R package NPS's own cases, Rocks's (2016) coverage, and scales that are kept."""

import pytest
from scipy.stats import multinomial

from emptychair.core import Invalid
from emptychair.methods import scores


@pytest.mark.parametrize(
    ("answers", "variance", "error"),
    [
        ([0, 7, 7, 9, 9, 9], 5 / 9, 0.304),
        ([1, 9], 1.0, 0.707),
        ([7, 9], 0.25, 0.354),
        ([0, 7, 9], 2 / 3, 0.471),
    ],
)
def test_nps_variance_and_error_are_those_of_the_published_cases(answers, variance, error):
    found = scores.nps(answers)
    assert found.variance == pytest.approx(variance)
    assert found.standard_error == pytest.approx(error, abs=5e-4)


def test_nps_from_counts_is_the_published_one():
    found = scores.nps_from_counts(promoters=250, passives=675, detractors=75)
    assert found.value == pytest.approx(0.175)
    assert found.standard_error == pytest.approx(0.01716, abs=5e-6)
    assert (found.wald.low, found.wald.high) == pytest.approx((0.141, 0.209), abs=5e-4)


def test_the_adjusted_interval_covers_where_the_plain_one_fails():
    truth, wald, adjusted = 0.90 - 0.02, 0.0, 0.0
    for promoters in range(11):
        for detractors in range(11 - promoters):
            counts = promoters, 10 - promoters - detractors, detractors
            chance = multinomial.pmf(counts, 10, [0.90, 0.08, 0.02])
            found = scores.nps_from_counts(*counts)
            wald += chance * (not found.wald.excludes(truth))
            adjusted += chance * (not found.adjusted.excludes(truth))
    assert wald == pytest.approx(0.64, abs=0.01)  # printed as 64 %; the enumeration is exact
    assert adjusted == pytest.approx(0.93, abs=0.01)


def test_answers_and_counts_agree():
    assert scores.nps([0, 6, 7, 8, 9, 10]) == scores.nps_from_counts(2, 2, 2)


def test_satisfaction_is_the_share_of_the_two_best_points():
    found = scores.top_two_box([5, 4, 3, 2, 1, 5, 4, 4])
    assert (found.value, found.n) == (5 / 8, 8)
    assert found.low < 5 / 8 < found.high


def test_effort_gives_the_mean_and_the_share_that_agreed():
    found = scores.effort([7, 6, 5, 4, 1])
    assert found.mean.value == pytest.approx(4.6)
    assert found.agreed.value == pytest.approx(0.6)


def test_the_distribution_counts_every_point_also_the_empty_ones():
    found = scores.distribution([1, 5, 5, 3], 1, 5)
    assert (found.counts, found.n, sum(found.shares)) == ((1, 0, 1, 0, 2), 4, 1.0)


@pytest.mark.parametrize("answers", [[11], [-1], [7.5], [float("nan")], []])
def test_answers_off_the_scale_are_refused_not_clipped(answers):
    with pytest.raises(Invalid):
        scores.nps(answers)
