"""Ceilings: planted people who never give a 5 are found, and badly served people are not taken for them."""

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods.ceilings import ceilings, check_target

ITEMS = 40


def company(seed, share_never, people=600, each=15, served_badly=()):
    rng = np.random.default_rng(seed)
    quality = rng.uniform(3.3, 5.2, ITEMS)
    quality[:4] = 1.5
    who = np.repeat(np.arange(people), each)
    what = rng.integers(4, ITEMS, who.size)
    for person in served_badly:
        what[who == person] = rng.integers(0, 4, each)
    score = np.clip(np.rint(quality[what] + rng.normal(0, 0.8, who.size)), 1, 5).astype(int)
    never = rng.random(people) < share_never
    never[list(served_badly)] = False
    return who.tolist(), what.tolist(), np.where(never[who], np.minimum(score, 4), score), never


def test_people_who_never_give_a_five_are_found():
    who, what, score, never = company(7, 0.25)
    found = ceilings(who, what, score)
    accused = set(found.never_top())
    planted = set(np.flatnonzero(never).tolist())
    assert len(accused & planted) / len(planted) >= 0.9
    assert len(accused & planted) / len(accused) >= 0.95
    assert found.share_never_top == pytest.approx(never.mean(), abs=0.04)


def test_without_the_planting_nobody_is_found():
    who, what, score, _ = company(8, 0.0)
    found = ceilings(who, what, score)
    assert len(found.never_top()) <= 6
    assert found.share_never_top < 0.03


@pytest.mark.parametrize("seed", range(9, 13))
def test_badly_served_people_are_not_called_harsh(seed):
    badly = range(0, 600, 40)
    who, what, score, never = company(seed, 0.25, served_badly=badly)
    found = ceilings(who, what, score)
    assert not set(found.never_top()) & set(badly)
    for person in badly:
        assert found.people[person].never_top == pytest.approx(never.mean(), abs=0.15)  # nothing is known


def test_harsh_people_who_still_give_a_five_now_and_then_are_not_accused():
    rng = np.random.default_rng(17)
    who, what = np.repeat(np.arange(600), 15), rng.integers(0, ITEMS, 9000)
    felt = 4 + rng.normal(0, 0.6, ITEMS)[what] + rng.normal(0, 0.7, 600)[who] + rng.normal(0, 0.8, who.size)
    found = ceilings(who.tolist(), what.tolist(), np.clip(np.rint(felt), 1, 5).astype(int))
    assert len(found.never_top()) <= 6
    assert found.share_never_top <= 0.06


def test_the_reason_is_how_often_others_gave_the_top_to_the_same_things():
    rows = [("ann", "x", 4), ("ann", "y", 4), ("bob", "x", 5), ("eve", "x", 4), ("bob", "y", 5)]
    found = ceilings(*zip(*rows, strict=True))
    assert found.people["ann"].others_tops == pytest.approx(1 / 2 + 1)


def test_the_attainable_mean_is_what_perfection_would_get():
    who, what, score, never = company(10, 0.4)
    found = ceilings(who, what, score)
    harsh = np.flatnonzero(never).tolist()
    assert found.attainable(harsh) == pytest.approx(4.0, abs=0.1)
    assert found.attainable(range(600)) == pytest.approx(5 - never.mean(), abs=0.05)


def test_whoever_gave_the_top_once_has_no_ceiling():
    found = ceilings(["ann", "ann", "bob"], ["x", "y", "x"], [5, 2, 4])
    assert found.people["ann"].expected == pytest.approx(5)
    assert found.people["ann"].never_top == pytest.approx(0)


def test_few_ratings_are_not_called_ones_own_habit():
    who = ["ann"] * 4 + ["bob"] * 6 + ["eve"] * 6
    found = ceilings(who, ["x"] * 4 + ["x", "y"] * 6, [4] * 4 + [5] * 12)
    assert not found.people["ann"].own
    assert found.people["bob"].own


def test_a_target_above_the_ceiling_is_refused():
    check_target(4.4, 4.5)
    with pytest.raises(Invalid, match="above what these people ever give"):
        check_target(4.6, 4.5)


def test_scores_off_the_scale_are_refused():
    with pytest.raises(Invalid, match="scale"):
        ceilings(["ann"], ["x"], [6])
