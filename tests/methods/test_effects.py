"""Did it work? Proposition 99's published figure, and a simulation of false alarms and coverage."""

from functools import partial

import numpy as np
import pytest

from emptychair.core import Invalid
from emptychair.methods import effects

# Cigarette packs per head and year, mean 1970-1988 and mean 1989-2000, 38 states without a programme:
# the figures of Abadie, Diamond and Hainmueller (2010), collapsed.
UNTOUCHED = [
    (112.3632, 104.9000),  # Alabama
    (119.5211, 111.9083),  # Arkansas
    (124.8842, 84.6667),  # Colorado
    (113.4158, 80.7917),  # Connecticut
    (150.2000, 128.3500),  # Delaware
    (125.6526, 104.6917),  # Georgia
    (112.1421, 80.5333),  # Idaho
    (127.0105, 86.5083),  # Illinois
    (147.6474, 130.9750),  # Indiana
    (115.2632, 93.6250),  # Iowa
    (119.3105, 89.1917),  # Kansas
    (198.0211, 171.9750),  # Kentucky
    (130.6053, 104.8833),  # Louisiana
    (135.7526, 103.9083),  # Maine
    (111.5579, 83.9833),  # Minnesota
    (116.6263, 104.9833),  # Mississippi
    (133.9368, 120.4750),  # Missouri
    (114.9158, 85.7083),  # Montana
    (110.1789, 87.6000),  # Nebraska
    (175.8895, 109.0833),  # Nevada
    (247.6211, 158.3500),  # New Hampshire
    (95.6684, 66.1917),  # New Mexico
    (188.8211, 125.4417),  # North Carolina
    (111.1368, 79.1583),  # North Dakota
    (126.6947, 109.6083),  # Ohio
    (129.3895, 101.3000),  # Oklahoma
    (116.1526, 95.8250),  # Pennsylvania
    (140.3947, 94.9083),  # Rhode Island
    (128.6632, 114.9583),  # South Carolina
    (106.9684, 89.4583),  # South Dakota
    (122.0474, 119.6000),  # Tennessee
    (117.3158, 77.4417),  # Texas
    (71.4789, 51.7333),  # Utah
    (148.4947, 111.1250),  # Vermont
    (143.1158, 107.8333),  # Virginia
    (118.3421, 108.2167),  # West Virginia
    (110.9368, 91.6417),  # Wisconsin
    (143.5053, 106.6750),  # Wyoming
]
CALIFORNIA = (116.2105, 60.3500)


def test_proposition_99_gives_the_published_difference_in_differences():
    before, after = zip(*UNTOUCHED, strict=True)
    found = effects.difference_in_differences([CALIFORNIA[0]], [CALIFORNIA[1]], before, after)
    assert found.value == pytest.approx(-27.349, abs=5e-4)
    assert found.rung == "difference-in-differences"
    assert found.low < -27.349 < found.high


def test_a_single_touched_unit_gets_a_wider_interval_than_many_like_it():
    before, after = zip(*UNTOUCHED, strict=True)
    single = effects.difference_in_differences([100.0], [90.0], before, after)
    many = effects.difference_in_differences([100.0] * 9, [90.0, 91, 89] * 3, before, after)
    assert single.high - single.low > 2 * (many.high - many.low)


def noise(rng, shape):
    """A score's days: AR(1) of .4 around a weekly season, 90 days before and 30 after."""
    days = rng.normal(0, 0.2, shape)
    for day in range(1, shape[-1]):
        days[..., day] += 0.4 * days[..., day - 1]
    return days + 0.1 * np.sin(2 * np.pi * np.arange(shape[-1]) / 7)


def touched_and_untouched(rng, effect):
    units = noise(rng, (40, 120)) + rng.normal(0, 0.3, (40, 1)) + np.linspace(0, 0.5, 120)
    units[:20, 90:] += effect
    before, after = units[:, :90].mean(axis=1), units[:, 90:].mean(axis=1)
    return effects.difference_in_differences(before[:20], after[:20], before[20:], after[20:])


def single_series(rng, effect, drift):
    series = noise(rng, (120,)) + np.linspace(0, drift, 120)
    series[90:] += effect
    return effects.interrupted_series(series, 90, season_length=7)


def coverage(one, truth, times):
    rng = np.random.default_rng(20)
    found = [one(rng, truth) for _ in range(times)]
    return float(np.mean([effect.low <= truth <= effect.high for effect in found]))


@pytest.mark.parametrize("truth", [0.0, 0.2])
def test_difference_in_differences_keeps_its_promised_error(truth):
    held = coverage(touched_and_untouched, truth, 400)
    assert held >= 0.92
    assert 1 - held <= 0.07


@pytest.mark.parametrize(("truth", "drift"), [(0.0, 0.0), (0.0, 0.5), (0.2, 0.5)])
def test_a_single_series_keeps_its_promised_error_also_when_it_drifts(truth, drift):
    held = coverage(partial(single_series, drift=drift), truth, 200)
    assert held >= 0.92
    assert 1 - held <= 0.10


def test_before_and_after_alone_is_fooled_by_drift_and_therefore_refused():
    rng = np.random.default_rng(21)
    fooled = 0
    for _ in range(50):
        series = noise(rng, (120,)) + np.linspace(0, 0.5, 120)
        found = effects.before_after(series[:90], series[90:])
        fooled += found.low > 0
        assert found.verdict == "cannot be concluded"
    assert fooled >= 48


def test_verdicts_follow_the_interval():
    rng = np.random.default_rng(22)
    arm = rng.normal(0, 1, 200)
    assert effects.randomised(arm, arm + 1).verdict == "rose"
    assert effects.randomised(arm, arm - 1).verdict == "fell"
    assert effects.randomised(arm, arm[::-1]).verdict == "no difference seen"


def test_hillstroms_mail_moves_visits_by_the_published_points():
    visits_mens, visits_none = round(0.182757 * 21307), round(0.106167 * 21306)
    found = effects.randomised_shares(visits_none, 21306, visits_mens, 21307)
    assert found.value == pytest.approx(0.0766, abs=5e-5)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.0034, abs=5e-5)


def test_every_rung_names_its_assumption():
    assert set(effects.ASSUMPTIONS) == set(effects.RUNGS)
    assert "chance" in effects.randomised([1, 2, 3], [2, 3, 5]).assumption.lower()


def test_too_short_a_series_is_refused():
    with pytest.raises(Invalid, match="too few"):
        effects.interrupted_series(range(20), 10)


def test_units_must_be_seen_on_both_sides():
    with pytest.raises(Invalid, match="both"):
        effects.difference_in_differences([1, 2], [1], [1, 2], [2, 3])
