"""Agreement: Krippendorff's own twelve units, the Wikipedia sample, Shrout and Fleiss's six by four."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import agreement

_ = None
TWELVE_UNITS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
WIKIPEDIA = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize(
    ("measure", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_twelve_units_give_the_published_alphas(measure, alpha):
    assert agreement.krippendorff_alpha(TWELVE_UNITS, measure) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(("measure", "alpha"), [("nominal", 0.691), ("interval", 0.811)])
def test_the_wikipedia_sample_gives_its_alphas(measure, alpha):
    assert agreement.krippendorff_alpha(WIKIPEDIA, measure) == pytest.approx(alpha, abs=5e-4)


def test_shrout_and_fleiss_give_their_six_correlations():
    published = (0.166, 0.290, 0.715, 0.443, 0.620, 0.909)
    assert agreement.intraclass(SHROUT_FLEISS) == pytest.approx(published, abs=5e-4)


def test_cronbachs_alpha_is_the_last_of_the_six():
    alpha = agreement.cronbach_alpha(SHROUT_FLEISS)
    assert alpha == pytest.approx(0.909, abs=5e-4)
    assert alpha == pytest.approx(agreement.intraclass(SHROUT_FLEISS).fixed_judges_mean)


def test_perfect_agreement_is_one():
    assert agreement.krippendorff_alpha([[1, 2, 3], [1, 2, 3]], "ordinal") == pytest.approx(1)


def test_one_code_throughout_is_refused():
    with pytest.raises(Invalid, match="same"):
        agreement.krippendorff_alpha([[1, 1], [1, 1]])


def test_an_empty_cell_is_refused_where_rows_must_be_full():
    with pytest.raises(Invalid, match="empty"):
        agreement.cronbach_alpha([[1, 2], [float("nan"), 3]])
