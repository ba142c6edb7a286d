"""The how-to page: its recipe works as it stands, and it speaks of every word of the language."""

import re
from pathlib import Path

import yaml

from emptychair.listen import recipes
from emptychair.listen.recipes import Fate
from emptychair.listen.recipes.expressions import HEADS, Condition

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "write-a-recipe.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(indent) for line in text.splitlines()) for indent, text in found]


def test_the_recipe_of_the_page_reads_the_file_of_the_page(tmp_path, now):
    recipe = "\n".join(_blocks("yaml")[:3])
    rows = re.search(r"```\n(Nr;.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "answers.csv").write_bytes(rows.encode("latin-1"))
    rated, said = recipes.read(recipes.parse(recipe, "bakery.yaml"), tmp_path, now)
    assert (rated.fate, rated.messages[0].score, str(rated.messages[0].amount)) == (Fate.EVIDENCE, 9.5, "1234.50")
    assert (said.messages[0].act, said.messages[0].words) == ("said", "Zu früh ausverkauft")


def test_every_word_of_the_language_is_shown():
    for head in HEADS:
        assert f"{{{head}:" in PAGE
    for name, field in Condition.model_fields.items():
        assert f"{field.alias or name}:" in PAGE


def test_every_example_is_yaml():
    assert all(yaml.safe_load(block) for block in _blocks("yaml"))
