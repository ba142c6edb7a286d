"""Calibration: chances that are right by construction look right, and boasting shows."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import calibration


def test_the_brier_score_of_the_plain_cases():
    assert calibration.brier([1, 0], [True, False]) == 0
    assert calibration.brier([0.5, 0.5], [True, False]) == pytest.approx(0.25)
    assert calibration.brier([1, 0], [False, True]) == 1


def test_honest_chances_lie_on_the_diagonal_and_boasts_do_not():
    rng = np.random.default_rng(16)
    truth = rng.uniform(0, 1, 20_000)
    outcome = rng.uniform(0, 1, truth.size) < truth
    for given, came in calibration.reliability(truth, outcome):
        assert came.value == pytest.approx(given, abs=0.04)
    boast = calibration.reliability(np.clip(truth + 0.2, 0, 1), outcome)
    assert all(came.high < given for given, came in boast[3:8])


def test_a_chance_above_one_is_refused():
    with pytest.raises(Invalid):
        calibration.brier([1.1], [True])
