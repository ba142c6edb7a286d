"""Memory: the cold-pressor trial of Kahneman et al. (1993), where people chose more pain for its better end."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import memory

SHORT = [-8.0] * 60
LONG = SHORT + np.linspace(-8, -6, 30).tolist()


def test_the_longer_trial_is_better_remembered_and_worse_in_total():
    assert memory.remembered(SHORT) == pytest.approx(-8)
    assert memory.remembered(LONG) == pytest.approx(-7)
    assert memory.lived(SHORT) == pytest.approx(-480)
    assert memory.lived(LONG) == pytest.approx(-690)


def test_the_peak_is_the_strongest_either_way():
    assert memory.remembered([1, -5, 2]) == pytest.approx(-1.5)
    assert memory.remembered([1, 5, -2]) == pytest.approx(1.5)


@pytest.mark.parametrize(("truth", "use"), [("peak-end", "peak-end"), ("mean", "mean")])
def test_the_model_that_predicts_behaviour_is_the_one_to_draw(truth, use):
    rng = np.random.default_rng(14)
    journeys = [rng.normal(0, 2, rng.integers(4, 12)).tolist() for _ in range(200)]
    summary = memory.remembered if truth == "peak-end" else np.mean
    behaviour = [summary(one) + rng.normal(0, 0.5) for one in journeys]
    assert memory.which_predicts(journeys, behaviour).use == use


def test_nothing_felt_is_refused():
    with pytest.raises(Invalid):
        memory.remembered([])
