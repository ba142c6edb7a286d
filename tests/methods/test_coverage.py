"""Coverage: the hand-worked cases, and the law that forgetting never makes us look wiser."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.core import Invalid
from emptychair.methods import coverage
from emptychair.methods.coverage import Support, facet

supports = st.lists(
    st.builds(
        Support,
        quality=st.floats(0, 1),
        age_days=st.floats(0, 1000),
        source=st.sampled_from("abc"),
        says=st.sampled_from(["mail", "phone"]),
    ),
    max_size=8,
)


def test_a_half_life_halves_what_is_known():
    assert facet([Support(0.8, 90, "survey")], 90).known == pytest.approx(0.40)


def test_two_fresh_sources_that_agree_add_up():
    assert facet([Support(0.5, 0, "survey"), Support(0.5, 0, "call")], 90).known == pytest.approx(0.75)


def test_nothing_heard_is_nothing_known():
    assert facet([], 90) == coverage.FacetCoverage(0.0, 0.0, 0)


def test_copies_of_one_source_count_once():
    one = Support(0.5, 0, "survey")
    assert facet([one, one, Support(0.5, 30, "survey")], 90) == facet([one], 90)


def test_conflict_lowers_what_agreement_would_have_raised():
    agreeing = facet([Support(0.5, 0, "survey", "mail"), Support(0.5, 0, "call", "mail")], 90)
    clashing = facet([Support(0.5, 0, "survey", "mail"), Support(0.5, 0, "call", "phone")], 90)
    assert clashing.known < agreeing.known
    assert (clashing.conflict, agreeing.conflict) == (1.0, 0.0)


@given(supports, st.data())
def test_erasure_never_raises_what_we_claim_to_know(evidence, data):
    left = list(evidence)
    if left:
        left.pop(data.draw(st.integers(0, len(left) - 1)))
    assert facet(left, 90).known <= facet(evidence, 90).known + 1e-12


@given(supports, st.floats(1, 500))
def test_time_alone_never_raises_it_either(evidence, days):
    older = [Support(one.quality, one.age_days + days, one.source, one.says) for one in evidence]
    assert facet(older, 90).known <= facet(evidence, 90).known + 1e-12


def test_a_person_counts_the_facets_we_never_asked():
    known = facet([Support(0.8, 0, "survey")], 90)
    assert coverage.person({"pains": known}, {"pains": 1, "dreams": 1}) == pytest.approx(0.40)


def test_a_company_shows_the_worst_tenth():
    found = coverage.company([0.0, 0.0] + [0.5] * 18)
    assert (found.mean, found.unknown, found.worst_tenth) == pytest.approx((0.45, 0.55, 0.0))


def test_the_half_life_is_learned_from_changes():
    found = coverage.half_life(10, 10 * 365)
    assert found.value == pytest.approx(365 * 0.6931, rel=1e-3)
    assert found.low < found.value < found.high
    assert coverage.half_life(0, 1000).value == inf
    assert coverage.half_life(0, 1000).low == pytest.approx(0.6931 * 1000 / 3.689, rel=1e-3)  # exact Poisson


def test_evidence_from_the_future_is_refused():
    with pytest.raises(Invalid, match="future"):
        facet([Support(0.5, -1, "survey")], 90)
