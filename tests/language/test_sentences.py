"""Sentences and clauses as a reader of each language would cut them, with offsets that hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.language.sentences import Span, clauses, sentence_around, sentences


def texts(spans: list[Span]) -> list[str]:
    return [span.text for span in spans]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Dr. Smith paid 3.50 at 5 p.m. in the shop. Never again!",
         ["Dr. Smith paid 3.50 at 5 p.m. in the shop.", "Never again!"]),
        ("en", "It was... fine. Wait... What?!", ["It was... fine.", "Wait...", "What?!"]),
        ("en", "Nothing came 😡 Never again", ["Nothing came 😡", "Never again"]),
        ("pt", "Gostei.Não recomendo a loja exemplo.com.br, mas chegou. Veio errado!Quero troca",
         ["Gostei.", "Não recomendo a loja exemplo.com.br, mas chegou.", "Veio errado!", "Quero troca"]),
        ("de", "Am 3. Mai kam das Paket, z. B. ohne Inhalt. Toll!",
         ["Am 3. Mai kam das Paket, z. B. ohne Inhalt.", "Toll!"]),
        ("fr", "M. Dupont n'était pas là. Merci !", ["M. Dupont n'était pas là.", "Merci !"]),
        ("es", "¿Dónde está mi pedido? La Sra. Gil llamó. Gracias",
         ["¿Dónde está mi pedido?", "La Sra. Gil llamó.", "Gracias"]),
        ("it", "Il sig. Rossi ha chiamato. Bene", ["Il sig. Rossi ha chiamato.", "Bene"]),
        ("nl", "Ik belde o.a. maandag. Niemand nam op", ["Ik belde o.a. maandag.", "Niemand nam op"]),
        ("ar", "هل يمكنكم المساعدة؟ شكرا", ["هل يمكنكم المساعدة؟", "شكرا"]),
        ("ja", "荷物が遅れました。とても残念です！次は？",
         ["荷物が遅れました。", "とても残念です！", "次は？"]),
        (None, "first line\nsecond line\r\n\r\nthird", ["first line", "second line", "third"]),
        (None, "", []),
    ],
)  # fmt: skip
def test_sentences(language: str | None, text: str, expected: list[str]) -> None:
    assert texts(sentences(text, language)) == expected


def test_clauses_end_at_contrasts_but_not_inside_numbers() -> None:
    assert texts(clauses("Paguei 3,50 e chegou no prazo, porém veio errado", "pt")) == [
        "Paguei 3,50 e chegou no prazo,",
        "porém veio errado",
    ]
    assert texts(clauses("Das Paket kam pünktlich aber leer", "de")) == [
        "Das Paket kam pünktlich",
        "aber leer",
    ]


@given(st.text(alphabet=st.sampled_from("aZ é.!?…,\n😀。(3-"), max_size=40))
def test_offsets_hold_and_nothing_but_space_is_lost(text: str) -> None:
    for spans in (sentences(text, "pt"), clauses(text, "pt")):
        assert all(text[span.start : span.end] == span.text for span in spans)
    assert "".join("".join(texts(sentences(text))).split()) == "".join(text.split())


def test_a_quote_is_shown_with_its_sentence() -> None:
    text = "Olá. O produto veio quebrado, infelizmente. Obrigada."
    start = text.index("quebrado")
    assert sentence_around(text, start, start + 8, "pt").text == "O produto veio quebrado, infelizmente."
