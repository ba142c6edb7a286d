"""Many comparisons: the fifteen p-values of Benjamini and Hochberg (1995)."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import multiplicity

P_VALUES = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
P_VALUES += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_the_published_example_keeps_four_and_three():
    assert multiplicity.benjamini_hochberg(P_VALUES) == [True] * 4 + [False] * 11
    assert multiplicity.bonferroni(P_VALUES) == [True] * 3 + [False] * 12


def test_the_answer_follows_the_order_that_was_asked():
    assert multiplicity.benjamini_hochberg(P_VALUES[::-1]) == [False] * 11 + [True] * 4


def test_a_p_value_above_one_is_refused():
    with pytest.raises(Invalid):
        multiplicity.bonferroni([0.2, 1.2])
