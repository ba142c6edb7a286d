"""Cues are found where customers assert them, with quotes that are really there."""

import csv
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import shared_data
from emptychair.language.cues import LANGUAGES, Cue, find_cues, topics
from emptychair.language.grammars import FACETS, grammar_of

LABELLED = tomllib.loads((Path(__file__).parent / "labelled_cues.toml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    "não|nao\u0303o|RECEBI|atrasou| |, |. |?\n|se |😀|good quality|l'été|nicht zu spät|ß".split("|")
)


def found(text: str, language: str) -> list[str]:
    return [cue.topic for cue in find_cues(text, language)]


def labelled(language: str) -> list[tuple[str, set[str]]]:
    lines = [line.split("|") for line in LABELLED[language].strip().splitlines()]
    return [(text.strip(), {topic.strip() for topic in said.split(";") if topic.strip()}) for text, said in lines]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_precision_and_recall_on_sentences_labelled_by_hand(language: str) -> None:
    counted = Counter[str]()
    for text, said in labelled(language):
        read = set(found(text, language))
        counted.update(hit=len(read & said), false=len(read - said), missed=len(said - read))
    assert counted["hit"] / (counted["hit"] + counted["false"]) >= 0.95
    assert counted["hit"] / (counted["hit"] + counted["missed"]) >= 0.95


def test_real_reviews_agree_with_their_stars() -> None:
    """In reviews of 1-2 stars nine in ten cues that feel anything feel bad, in those of 5 stars good."""
    with (shared_data("olist") / "olist_order_reviews_dataset.csv").open(encoding="utf-8") as file:
        rows = [(row["review_comment_message"], int(row["review_score"])) for row in csv.DictReader(file)]
    known, felt, spoken = topics(), {1: Counter[int](), 5: Counter[int]()}, 0
    for text, stars in rows:
        cues = find_cues(text, "pt")
        spoken += bool(cues)
        felt[1 if stars <= 2 else 5].update(known[cue.topic].valence for cue in cues if stars not in (3, 4))
    assert spoken / sum(bool(text.strip()) for text, _ in rows) >= 0.9
    assert felt[1][-1] / (felt[1][-1] + felt[1][1]) >= 0.9
    assert felt[5][1] / (felt[5][-1] + felt[5][1]) >= 0.95


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@given(text=st.lists(PIECES, max_size=8).map(" ".join))
def test_a_quote_is_always_a_part_of_the_text(language: str, text: str) -> None:
    cues = find_cues(text, language)
    assert all(text[cue.start : cue.end] == cue.quote != "" for cue in cues)
    assert all(one.end <= other.start for one, other in pairwise(cues))


def test_a_cue_tells_all_about_itself() -> None:
    text = "Olá! NAÃO sei… o pacote chegou com atraso."
    (cue,) = find_cues(text, "pt")
    assert cue == Cue("pain", "delivery late", "atraso", 35, 41, "pt", cue.rule)
    assert "atras" in cue.rule
    assert topics()[cue.topic].touchpoint == "delivery"


def test_typing_without_accents_or_in_capitals_changes_nothing() -> None:
    assert found("NÃO RECEBI O PRODUTO", "pt") == found("nao recebi o produto", "pt") == ["not received"]


@pytest.mark.parametrize(
    ("language", "denied", "topic"),
    [
        ("en", "The staff were not rude.", "staff kind"),
        ("en", "It arrived without damage, never late.", "delivery on time"),
        ("pt", "Não veio com nenhum defeito.", "works well"),
        ("de", "Überhaupt nicht teuer.", "price low"),
        ("fr", "Pas cher.", "price low"),
        ("es", "No es caro.", "price low"),
    ],
)
def test_a_denial_turns_the_cue_round(language: str, denied: str, topic: str) -> None:
    assert topic in found(denied, language)


def test_the_not_of_one_cue_does_not_deny_the_next() -> None:
    assert found("não recebi atrasou", "pt") == ["not received", "delivery late"]


def test_not_only_denies_nothing() -> None:
    assert "delivery late" in found("Não só atrasou como veio quebrado", "pt")
    assert "delivery late" in found("It was not only late but broken", "en")


def test_a_language_without_a_grammar_is_left_alone() -> None:
    assert find_cues("荷物が遅れました。", "ja") == []
    assert find_cues("late", None) == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_grammar_compiles_and_speaks_of_every_facet(language: str) -> None:
    known = topics()
    rules = {rule for rules in grammar_of(language).by_key.values() for rule in rules}
    assert {known[rule.topic].facet for rule in rules} == FACETS
    assert all(rule.pattern.regex.groups == 0 for rule in rules)
    assert all(topic.facet in FACETS and topic.valence in (-1, 0, 1) for topic in known.values())
