"""Power: 10 to 12 % at 80 %, arcsine, needs 3,835 an arm; an NPS to ten points needs 192 to 269."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import power


def test_ten_to_twelve_per_cent_needs_the_published_number():
    assert power.n_per_arm(0.10, 0.12) == 3835


def test_more_power_needs_more_people():
    assert power.n_per_arm(0.10, 0.12, power=0.9) > power.n_per_arm(0.10, 0.12)


def test_an_nps_to_ten_points_needs_the_published_range():
    assert power.n_for_nps(10, 0.5) == pytest.approx(192, abs=1)
    assert power.n_for_nps(10, 0.7) == pytest.approx(269, abs=1)


def test_equal_shares_are_refused():
    with pytest.raises(Invalid, match="equal"):
        power.n_per_arm(0.1, 0.1)
