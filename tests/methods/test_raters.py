"""Raters: lme4's Dyestuff for the shrinkage, and planted harshness for the lens."""

import time

import numpy as np
import pytest
from scipy.stats import spearmanr

from emptychair.core import Invalid
from emptychair.methods import raters

DYESTUFF = {
    "A": [1545, 1440, 1440, 1520, 1580],
    "B": [1540, 1555, 1490, 1560, 1495],
    "C": [1595, 1550, 1605, 1510, 1560],
    "D": [1445, 1440, 1595, 1465, 1545],
    "E": [1595, 1630, 1515, 1635, 1625],
    "F": [1520, 1455, 1450, 1480, 1445],
}


def test_dyestuff_gives_lme4s_variances_and_shrunk_means():
    who = [batch for batch, yields in DYESTUFF.items() for _ in yields]
    found = raters.severity(who, ["yield"] * 30, [y for yields in DYESTUFF.values() for y in yields])
    assert found.rater_variance == pytest.approx(1764.05, abs=5e-3)
    assert found.error_variance == pytest.approx(2451.25, abs=5e-3)
    assert found.reliability["A"] == pytest.approx(0.7825, abs=5e-5)
    published = {"A": -17.607, "B": 0.391, "C": 28.562, "D": -23.085, "E": 56.733, "F": -44.995}
    assert found.mildness == pytest.approx(published, abs=1e-3)


def planted(seed, n_raters, selective, n_items=400, each=5):
    """Ratings 1-5 where a quarter never give a 5 and habits differ; the quality of each item is known."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(0, 0.7, n_items)
    mild = rng.normal(0, 0.7, n_raters)
    home = rng.permutation(n_items)
    if selective:
        home = np.argsort(np.argsort(rng.normal(0, 1, n_items)))
    who = np.repeat(np.arange(n_raters), each)
    place = np.argsort(np.argsort(mild)) / n_raters * n_items
    centre = place[who] if selective else rng.uniform(0, n_items, who.size)
    what = np.argsort(home)[(centre + rng.normal(0, 40, who.size)).astype(int) % n_items]
    felt = 3.4 + quality[what] + mild[who] + rng.normal(0, 0.7, who.size)
    score = np.clip(np.rint(felt), 1, 5)
    never = rng.random(n_raters) < 0.25
    return who, what, np.where(never[who], np.minimum(score, 4), score), quality


@pytest.mark.parametrize(("selective", "bar"), [(False, 0.99), (True, 0.99)])
def test_the_lens_ranks_by_quality_also_where_harsh_people_meet_other_things(selective, bar):
    who, what, score, quality = planted(3, 40_000, selective)
    rows = sorted(raters.lens(who.tolist(), what.tolist(), score), key=lambda row: row.item)
    truth = quality[[row.item for row in rows]]
    own = spearmanr([row.own for row in rows], truth).statistic
    raw = spearmanr([row.raw for row in rows], truth).statistic
    assert own >= bar
    if selective:
        assert raw < 0.9


def test_a_million_ratings_take_about_a_second():
    who, _, score, _ = planted(4, 200_000, False)
    names = who.tolist()
    start = time.process_time()
    raters.ridits(names, score)
    assert time.process_time() - start < 1.5


def test_everybodys_own_scale_averages_one_half():
    who, _, score, _ = planted(5, 500, False)
    places = raters.ridits(who.tolist(), score)
    assert np.bincount(who, weights=places) / 5 == pytest.approx(np.full(500, 0.5))
    assert raters.ridits(["ann"] * 4, [3, 5, 3, 4]) == pytest.approx([0.25, 0.875, 0.25, 0.625])


def test_a_one_off_rater_counts_raw_and_says_nothing_of_habit():
    (row,) = raters.lens(["ann"], ["till"], [4])
    assert (row.raw, row.n, row.informed) == (4, 1, 0)
    assert np.isnan(row.own)


def test_raters_who_share_nothing_are_called_islands():
    found = raters.severity(["a", "a", "b", "b", "b"], ["x", "y", "p", "q", "q"], [1, 2, 5, 4, 5])
    assert found.islands == 2


def test_a_rater_who_met_worse_things_is_not_called_harsh():
    rng = np.random.default_rng(6)
    who = np.repeat(np.arange(60), 20)
    what = np.where(who < 30, rng.integers(0, 12, who.size), rng.integers(8, 20, who.size))
    score = np.linspace(1, 5, 20)[what] + rng.normal(0, 0.3, who.size)
    found = raters.severity(who.tolist(), what.tolist(), score)
    low = np.mean([found.mildness[i] for i in range(30)])
    high = np.mean([found.mildness[i] for i in range(30, 60)])
    assert abs(low - high) < 0.1


def test_if_nobody_rated_twice_habit_cannot_be_known():
    with pytest.raises(Invalid, match="twice"):
        raters.severity(["a", "b"], ["x", "x"], [4, 5])
