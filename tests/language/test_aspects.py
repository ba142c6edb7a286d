"""Touchpoints are heard clause by clause, each with what its own clause says of it."""

from emptychair.language.aspects import touchpoints_spoken_of

LEXICON = {
    "delivery": {"en": ["deliver*", "shipping"], "pt": ["entrega*"], "*": ["dhl"]},
    "product": {"en": ["product*", "quality"], "pt": ["produto*"]},
    "self-checkout": {"en": ["self checkout", "till"]},
}


def heard(text: str, language: str | None) -> list[tuple[str, str, float | None]]:
    mentions = touchpoints_spoken_of(text, LEXICON, language)
    return [(mention.touchpoint, text[mention.start : mention.end], mention.valence_hint) for mention in mentions]


def test_each_clause_speaks_for_itself() -> None:
    assert heard("O PRODUTO é ótimo, mas a entrega atrasou", "pt") == [
        ("product", "PRODUTO", 1.0),
        ("delivery", "entrega", -1.0),
    ]


def test_phrases_and_any_language() -> None:
    assert heard("DHL brought it. The self checkout has a blue sign", "en") == [
        ("delivery", "DHL", None),
        ("self-checkout", "self checkout", None),
    ]


def test_english_falls_back_on_vader_and_others_stay_silent() -> None:
    (mention,) = heard("The product is ugly", "en")
    assert mention[2] is not None
    assert mention[2] < 0
    assert heard("O produto, hmm", "pt") == [("product", "produto", None)]


def test_words_of_another_language_do_not_count_unless_the_language_is_unknown() -> None:
    assert heard("entrega", "en") == []
    assert heard("entrega", None) == [("delivery", "entrega", None)]
