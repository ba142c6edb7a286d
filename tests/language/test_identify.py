"""Languages are told apart offline; too few words are answered with silence."""

import csv

import pytest

from conftest import shared_data
from emptychair.core import Invalid
from emptychair.language.identify import identify

LETTERS_IN_MANY_LANGUAGES = [
    ("en", "I have been waiting for my parcel since Monday and nobody answers."),
    ("pt", "Estou esperando a minha encomenda desde segunda-feira e ninguém responde."),
    ("de", "Ich warte seit Montag auf mein Paket und niemand antwortet mir."),
    ("fr", "J'attends mon colis depuis lundi et personne ne me répond."),
    ("es", "Llevo desde el lunes esperando mi paquete y nadie me contesta."),
    ("it", "Aspetto il mio pacco da lunedì e nessuno mi risponde."),
    ("nl", "Ik wacht al sinds maandag op mijn pakket en niemand antwoordt."),
    ("ar", "أنتظر طردي منذ يوم الاثنين ولا أحد يجيب على رسائلي."),
    ("ja", "月曜日から荷物を待っていますが、誰も返事をしません。"),
]


@pytest.mark.parametrize(("language", "text"), LETTERS_IN_MANY_LANGUAGES)
def test_a_sentence_is_known_by_its_language(language: str, text: str) -> None:
    reading = identify(text)
    assert reading is not None
    assert reading.language == language
    assert 0.5 <= reading.confidence <= 1


@pytest.mark.parametrize(
    "text", ["", "ok", "5", "👍👍👍", "!!! 123-456 ???", "https://example.org/a-long-path-of-words"]
)
def test_too_few_words_are_not_guessed(text: str) -> None:
    assert identify(text) is None


def test_the_choice_can_be_restricted_to_the_languages_a_company_hears() -> None:
    reading = identify("Otimo produto, entrega rapida", languages={"pt", "en"})
    assert reading is not None
    assert reading.language == "pt"
    with pytest.raises(Invalid, match="xx"):
        identify("a sentence that is long enough", languages={"xx"})


def test_real_portuguese_reviews_are_recognised() -> None:
    """Of the reviews it answers for, at least 98 % are read as Portuguese (the shop sells in Brazil only)."""
    with (shared_data("olist") / "olist_order_reviews_dataset.csv").open(encoding="utf-8") as file:
        texts = [row["review_comment_message"] for row in csv.DictReader(file)]
    readings = [reading for text in texts if (reading := identify(text))]
    assert len(readings) > 1000
    assert sum(reading.language == "pt" for reading in readings) / len(readings) >= 0.98
