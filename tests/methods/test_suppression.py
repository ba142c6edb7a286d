"""Small groups: the two cases that dialog.nl publishes, and no figure by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.methods.suppression import groups, reveals


def test_three_and_six_show_only_their_total():
    found = groups({"A": 3, "B": 6})
    assert (found.shown, found.total) == (frozenset(), 9)


def test_with_four_more_directly_attached_the_six_are_shown():
    found = groups({"A": 3, "B": 6}, unattached=4)
    assert (found.shown, found.hidden, found.total) == (frozenset("B"), frozenset("A"), 13)


def test_a_total_under_five_is_hidden_too():
    assert groups({"A": 3, "B": 1}).total is None


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8), st.integers(0, 6))
def test_nothing_below_five_is_shown_or_left_over(counts, unattached):
    found = groups(counts, unattached)
    assert all(counts[name] >= 5 for name in found.shown)
    if found.shown and found.total is not None:
        rest = found.total - sum(counts[name] for name in found.shown)
        assert rest == 0 or rest >= 5


@pytest.mark.parametrize(
    ("proposed", "exposed"),
    [
        (set(range(20)), {18, 19}),  # two newcomers since the last wave
        (set(range(15)), {15, 16, 17}),  # a filter that takes three people out
        (set(range(3)), {0, 1, 2}),
        (set(range(18)), None),
        (set(range(10)), None),
    ],
)
def test_a_second_figure_must_not_expose_the_few_between(proposed, exposed):
    assert reveals(proposed, [set(range(18))]) == exposed
