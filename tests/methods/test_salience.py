"""Salience: the seven classes of Mitchell, Agle and Wood (1997), and those who are none."""

from itertools import product

import pytest

from emptychair.methods import salience


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ((True, False, False), "dormant"),
        ((False, True, False), "discretionary"),
        ((False, False, True), "demanding"),
        ((True, True, False), "dominant"),
        ((True, False, True), "dangerous"),
        ((False, True, True), "dependent"),
        ((True, True, True), "definitive"),
        ((False, False, False), "non-stakeholder"),
    ],
)
def test_each_party_has_its_class(attributes, name):
    assert salience.classify(*attributes) == name


def test_every_class_is_reached_once():
    found = [salience.classify(*each) for each in product([True, False], repeat=3)]
    assert sorted(found) == sorted(salience.CLASSES.values())
    assert salience.attention(True, False, True) == 2
