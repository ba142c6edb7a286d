"""Growth: the earned-growth arithmetic of Reichheld (2021), with the unknown as a bound."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import growth


def test_ninety_five_and_twelve_make_seven():
    found = growth.earned_growth(100, 95, 12)
    assert found.low == found.high == pytest.approx(0.07)
    assert found.known


def test_an_unknown_origin_opens_a_bound_and_is_not_earned():
    found = growth.earned_growth(100, 95, 12, new_unknown=8)
    assert (found.low, found.high) == pytest.approx((0.07, 0.15))
    assert not found.known


def test_discounts_need_a_list_price():
    assert growth.discount_dependency(80, 100, 3, 10) == pytest.approx((0.2, 0.3))
    with pytest.raises(Invalid, match="list price"):
        growth.discount_dependency(80, 0, 3, 10)


def test_likes_that_outrun_repeats_show():
    assert growth.likes_without_repeat(0.5, 0.1) == pytest.approx(0.4)
