"""Formulas give their published values from counts; levels of real texts come out in order."""

import statistics
import zipfile

import pytest

from conftest import shared_data
from emptychair.language.readability import (
    class_match,
    count_syllables,
    gulpease,
    lix,
    readability,
    reading_ease,
    style_match,
    wiener,
)

LETTER = (
    "We are sorry that your parcel came late. You can send it back to us for free within thirty days. "
    "If you keep it, we will pay back the cost of delivery. Please write to us if you need more help."
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", 206.835 - 1.015 * 20 - 84.6 * 1.5),  # 59.635, methods M19
        ("de", 180 - 20 - 58.5 * 1.5),
        ("es", 206.84 - 1.02 * 20 - 60 * 1.5),
        ("fr", 207 - 1.015 * 20 - 73.6 * 1.5),
        ("it", 217 - 1.3 * 20 - 60 * 1.5),
        ("nl", 206.835 - 0.93 * 20 - 77 * 1.5),
        ("ru", 206.835 - 1.3 * 20 - 60.1 * 1.5),
    ],
)
def test_reading_ease_of_100_words_5_sentences_150_syllables(language: str, expected: float) -> None:
    assert reading_ease(100, 5, 150, language) == pytest.approx(expected)


def test_flesch_reference_value() -> None:
    assert reading_ease(100, 5, 150, "en") == pytest.approx(59.635)


def test_gulpease_wiener_and_lix_by_hand() -> None:
    assert gulpease(100, 5, 450) == pytest.approx(89 + 15 - 45)
    assert wiener(10, 12, 20, 50) == pytest.approx(1.935 + 2.0064 + 2.594 - 1.635 - 0.875)
    assert lix(100, 5, 20) == pytest.approx(40)


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", {"made": 1, "table": 2, "asked": 1, "wanted": 2, "being": 2, "delivery": 4, "company": 3, "nation": 2,
                "create": 2, "idea": 3, "people": 2, "every": 3, "changes": 2, "area": 3, "quiet": 2, "apples": 2,
                "question": 2, "reliable": 4, "queue": 1, "the": 1}),
        ("de", {"Paket": 2, "Lieferung": 3, "Häuser": 2, "neue": 2, "Qualität": 4, "bauen": 2}),
        ("es", {"paquete": 3, "ciudad": 2, "país": 2, "servicio": 3, "guía": 2, "bueno": 2}),
        ("fr", {"livraison": 3, "commande": 2, "qualité": 3, "belle": 1, "eau": 1}),
    ],
)  # fmt: skip
def test_syllables_as_the_dictionary_divides_them(language: str, counted: dict[str, int]) -> None:
    assert {word: count_syllables(word, language) for word in counted} == counted


def test_texts_rewritten_for_learners_come_out_in_order_of_level() -> None:
    """OneStopEnglish, every eighth article: elementary, intermediate, advanced, by the mean and article by article."""
    archive = zipfile.ZipFile(shared_data("onestop_readability") / "texts_by_level.zip")
    ease = {}
    for level in ("Ele", "Int", "Adv"):
        names = sorted(name for name in archive.namelist() if name.startswith(level) and name.count("/") == 1)
        texts = [archive.read(name).decode("utf-8", "replace") for name in names[::8]]
        ease[level] = [readability(text, "en").score or 0.0 for text in texts]
    assert statistics.mean(ease["Ele"]) > statistics.mean(ease["Int"]) > statistics.mean(ease["Adv"])
    easier = [simple > hard for simple, hard in zip(ease["Ele"], ease["Adv"], strict=True)]
    assert sum(easier) / len(easier) >= 0.9


def test_what_is_not_measured_says_so() -> None:
    assert readability("Too short to tell.", "en").score is None
    assert "30 words" in readability("Too short to tell.", "en").reason
    japanese = readability("荷物が遅れました。", "ja")
    assert japanese.score is None
    assert "ja" in japanese.reason
    assert style_match(LETTER, LETTER, "fi").score is None
    assert style_match("short", LETTER, "en").score is None


def test_portuguese_is_read_with_lix() -> None:
    reading = readability("O pedido chegou antes do prazo e veio muito bem embalado. " * 4, "pt")
    assert reading.formula == "LIX"
    assert reading.score == pytest.approx(44 / 4 + 100 * 4 / 44)


def test_style_match() -> None:
    """.10 against .12 of one class gives .9091 (methods M19); the same text matches itself."""
    assert class_match(0.10, 0.12) == pytest.approx(0.9091, abs=1e-3)
    official = "Pursuant to clause nine, delivery delays exceeding thirty days constitute grounds for " * 4
    alike, unlike = style_match(LETTER, LETTER, "en").score, style_match(LETTER, official, "en").score
    assert alike == pytest.approx(1)
    assert unlike is not None
    assert unlike < 0.7
