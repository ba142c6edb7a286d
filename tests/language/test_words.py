"""Folding keeps every character's place, whatever the letters are made of."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from emptychair.language.words import fold, words


def test_accents_and_case_fall_away() -> None:
    assert fold("NÃO chegou; ça n’a pas été livré – Straße").text == "nao chegou; ca n'a pas ete livre – straße"


def test_a_decomposed_letter_leads_back_to_its_place() -> None:
    text = unicodedata.normalize("NFD", "Não é bom")
    folded = fold(text)
    start = folded.text.index("bom")
    assert folded.text == "nao e bom"
    assert text[folded.place(start) : folded.place(start + 3)] == "bom"


@given(st.text())
def test_every_folded_character_has_a_place(text: str) -> None:
    folded = fold(text)
    places = [folded.place(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_words_keep_their_apostrophes_and_drop_numbers() -> None:
    assert words("It didn't cost 30 €, l’été") == ["It", "didn't", "cost", "l’été"]
