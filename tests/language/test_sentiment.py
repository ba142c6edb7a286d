"""VADER's published values come out, and languages it was not made for are left unread."""

import pytest

from emptychair.language.sentiment import read_valence


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is smart, handsome, and funny!", 0.8439),
        ("VADER is VERY SMART, handsome, and FUNNY.", 0.9227),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("Today SUX!", -0.5461),
    ],
)
def test_published_values(text: str, compound: float) -> None:
    """Methods M15, the examples of VADER's own authors."""
    valence = read_valence(text, "en")
    assert valence.value == compound
    assert valence.reader == "vader"
    assert valence.confidence > 0


def test_other_languages_are_not_measured() -> None:
    valence = read_valence("Péssimo atendimento", "pt")
    assert valence.value is None
    assert "pt" in valence.reason
    assert read_valence("whatever this is", None).value is None


def test_words_without_feeling_are_not_called_neutral() -> None:
    assert read_valence("The parcel has four sides.", "en").value is None
