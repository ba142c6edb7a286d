"""Mistakes in a recipe or in where it is pointed: file, line, field, and how to mend it."""

import pytest

from emptychair.core import Invalid, NotFound
from emptychair.listen import recipes
from tests.listen.recipes.conftest import SMALL


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("source: small", "sauce: small", 3, "there is no field 'sauce'"),
        ("source: small\n", "", 2, "'source' is missing"),
        ("Europe/Vienna", "Europe/Wien", 4, "'Europe/Wien' is no IANA time zone"),
        ("act: rated", "act: rate", 10, "has act 'rate'; known are"),
        ("score: score", "score: {nummer: score}", 14, "is no expression"),
        ("low: 1, high: 5", "low: 5, high: 1", 15, "has low not below high"),
        ("kind: csat", "kind: stars", 15, "Input should be 'nps', 'csat'"),
        ("key: id", "key: id\n    key: who", 9, "comes twice"),
        ("          score: score\n", "", 10, "needs `score` and `scale` together"),
        ("key: id", "key: id\n    skip: [{when: {column: a}, reason: why not}]", 9, "asks nothing or two things"),
        ("at: day", "at: day\n          touchpoint: shop", 14, "'shop' is not among the touchpoints"),
        ("at: day", "at: day\n          promise: soon", 14, "'soon' is not among the promises"),
        ("at: day", "at: {extract: day, pattern: '('}", 13, "is not a regular expression"),
        ("key: id", "key: id\n    join: {o: {table: orders, on: {id: id}}}", 9, "'orders' is not among the tables"),
        ("title: Two columns", "title: [", 3, "The recipe is not YAML"),
    ],
)
def test_a_mistake_is_shown_on_its_line(right, wrong, line, says):
    assert right in SMALL
    with pytest.raises(Invalid) as raised:
        recipes.parse(SMALL.replace(right, wrong, 1).lstrip(), "mine.yaml")
    assert says in raised.value.what
    assert raised.value.where.startswith("mine.yaml, line ")
    assert raised.value.mend
    if "not YAML" not in says:
        assert f"line {line - 1}: " in raised.value.what


def test_all_mistakes_are_told_at_once():
    text = SMALL.replace("act: rated", "act: rate").replace("Europe/Vienna", "Mars").lstrip()
    with pytest.raises(Invalid, match="2 mistakes"):
        recipes.parse(text, "mine.yaml")


def test_words_that_yaml_takes_for_truths_are_words():
    recipe = recipes.parse(SMALL.replace("kind: email, value: who", "kind: no, value: on"), "mine.yaml")
    known = recipe.tables["t"].outputs[0].evidence.who[0]
    assert (known.kind, known.value.column) == ("no", "on")


def test_an_unknown_recipe_names_those_that_exist():
    with pytest.raises(NotFound, match="olist, online_retail"):
        recipes.load("olst")


def test_a_column_that_the_file_lacks_is_told_before_any_row_is_read(outcomes_of):
    with pytest.raises(Invalid, match="no column 'score'; it has id, who, day, points"):
        outcomes_of("id,who,day,points\n1,a@x.at,2024-01-01,5\n")


def test_a_table_without_file_is_told(tmp_path, now):
    with pytest.raises(NotFound, match=r"t\.csv is not there"):
        list(recipes.read(recipes.parse(SMALL, "mine.yaml"), tmp_path, now))


def test_a_single_file_of_any_name_serves_a_recipe_with_one_table(tmp_path, now):
    (tmp_path / "anything.csv").write_text("id,who,day,score\n1,a@x.at,2024-01-01,5\n")
    recipe = recipes.parse(SMALL, "mine.yaml")
    for path in (tmp_path / "anything.csv", [tmp_path / "anything.csv"], str(tmp_path / "anything.csv")):
        assert len(list(recipes.read(recipe, path, now))) == 1


def test_a_column_may_have_had_other_names(outcomes_of):
    recipe = SMALL.replace("    key: id\n", "    key: id\n    columns: {score: [points, stars]}\n")
    (outcome,) = outcomes_of("id,who,day,stars\n1,a@x.at,2024-01-01,5\n", recipe)
    assert outcome.messages[0].score == 5
