"""Panels: Jacobson and Truax's arithmetic, margins met to the millionth, and attrition."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import panels


def test_the_reliable_change_of_the_published_patient():
    found = panels.reliable_change(32.5, 47.5, deviation=7.5, reliability=0.80)
    assert found.standard_error == pytest.approx(3.35, abs=5e-3)
    assert found.difference_error == pytest.approx(4.74, abs=5e-3)
    assert found.index == pytest.approx(3.16, abs=5e-3)
    assert found.reliable
    assert not panels.reliable_change(32.5, 37.5, 7.5, 0.80).reliable


def answers(seed=15, n=500):
    rng = np.random.default_rng(seed)
    age = rng.choice(["young", "old"], n, p=[0.8, 0.2]).tolist()
    return {"age": age, "region": rng.choice(["n", "s", "w"], n).tolist()}


def test_raked_weights_meet_every_margin():
    people = answers()
    margins = {"age": {"young": 0.4, "old": 0.6}, "region": {"n": 0.2, "s": 0.3, "w": 0.5}}
    found = panels.rake(people, margins)
    for trait, shares in margins.items():
        for group, share in shares.items():
            inside = np.array([one == group for one in people[trait]])
            assert found.values[inside].sum() / found.values.sum() == pytest.approx(share, abs=1e-6)
    assert found.values.mean() == pytest.approx(1)
    assert found.effective_n == pytest.approx(found.values.sum() ** 2 / (found.values**2).sum())
    assert found.effective_n < 500


def test_weights_pull_an_answer_back_to_the_truth():
    people = answers()
    bought = np.array([age == "old" for age in people["age"]], dtype=float)
    found = panels.rake(people, {"age": {"young": 0.5, "old": 0.5}})
    assert np.average(bought, weights=found.values) == pytest.approx(0.5)


def test_a_group_that_nobody_answered_for_is_refused():
    with pytest.raises(Invalid, match="no weight"):
        panels.rake({"age": ["young"] * 9}, {"age": {"young": 0.5, "old": 0.5}})


def test_contradicting_margins_are_refused():
    people = {"age": ["young", "old"] * 5, "region": ["n", "s"] * 5}
    margins = {"age": {"young": 0.5, "old": 0.5}, "region": {"n": 0.9, "s": 0.1}}
    with pytest.raises(Invalid, match="contradict"):
        panels.rake(people, margins)


def test_attrition_counts_the_first_wave():
    (second, third) = panels.retention([set(range(10)), set(range(2, 14)), {1, 9}])
    assert (second.value, third.value, third.n) == (0.8, 0.2, 10)
