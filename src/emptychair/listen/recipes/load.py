"""Read a recipe file, and say of every mistake in it: which file, which line, which field, how to mend it."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from emptychair.core import Invalid, NotFound
from emptychair.listen.recipes.cross_check import loose_ends
from emptychair.listen.recipes.model import Recipe

ENDINGS = {".yaml", ".yml"}


def available() -> list[str]:
    """Names of the recipes that come with the product."""
    shipped = files("emptychair.listen.recipes") / "data"
    return sorted(Path(entry.name).stem for entry in shipped.iterdir() if Path(entry.name).suffix in ENDINGS)


def load(name_or_path: str | Path) -> Recipe:
    """The recipe of that name that came with the product, or the one in that file.

    Raises NotFound where there is none, Invalid (file, line, field, how to mend it) where it has mistakes.
    """
    if str(name_or_path) in available():
        entry = files("emptychair.listen.recipes") / "data" / f"{name_or_path}.yaml"
        return parse(entry.read_text("utf-8"), f"{name_or_path}.yaml")
    path = Path(name_or_path)
    if path.suffix not in ENDINGS or not path.is_file():
        raise NotFound(
            f"There is no recipe {str(name_or_path)!r}.",
            mend=f"Give the path of a .yaml file, or one of {', '.join(available())}.",
        )
    try:
        return parse(path.read_text("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise Invalid("A recipe is written in UTF-8.", where=str(path), mend="Save it as UTF-8.") from error


def parse(text: str, where: str) -> Recipe:
    """The recipe in a text; `where` names it in errors and gives it its name."""
    try:
        tree = yaml.compose(text, Loader=_Plain)
        given = yaml.load(text, Loader=_Plain)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise Invalid(
            f"The recipe is not YAML: {getattr(error, 'problem', None) or error}.",
            where=f"{where}{line}",
            mend="Correct that line; text with `: `, `#`, `{` or a leading `*` needs quotes around it.",
        ) from error
    if not isinstance(given, dict) or tree is None:
        raise Invalid("A recipe is a list of fields.", where=where, mend="Begin with `title: …`.")
    if twins := list(_twins(tree)):
        raise _invalid(where, twins)
    try:
        recipe = Recipe.model_validate({"name": Path(where).stem} | given)
    except ValidationError as error:
        problems = [_told(tree, _path(tree, found["loc"]), _words(found)) for found in error.errors()]
        raise _invalid(where, problems) from error
    problems = [_told(tree, _path(tree, place), words) for place, words in loose_ends(recipe)]
    if problems:
        raise _invalid(where, problems)
    return recipe


def _invalid(where: str, problems: list[tuple[int, str]]) -> Invalid:
    first = min(problems)[0]
    lines = [f"line {line}: {words}" for line, words in sorted(set(problems))]
    return Invalid(
        f"The recipe has {len(lines)} mistake{'s' if len(lines) > 1 else ''}:\n  " + "\n  ".join(lines) + "\n",
        where=f"{where}, line {first}",
        mend="Correct these lines; docs/reference/recipes.md lists every field.",
    )


def _told(tree: yaml.Node, path: list[tuple[str, yaml.Node]], words: str) -> tuple[int, str]:
    place = ".".join(step for step, _ in path)
    node = path[-1][1] if path else tree
    return node.start_mark.line + 1, f"{place or 'recipe'}: {words}"


def _words(found: Any) -> str:
    field = found["loc"][-1] if found["loc"] else ""
    if found["type"] == "missing":
        return f"{field!r} is missing; add it"
    if found["type"] == "extra_forbidden":
        return f"there is no field {field!r} here; correct its name or remove it"
    return str(found["msg"]).removeprefix("Value error, ")


def _path(tree: yaml.Node, place: tuple[str | int, ...]) -> list[tuple[str, yaml.Node]]:
    """The nodes on the way to a place; steps that are no field of the file (kinds of expression) are passed over."""
    path: list[tuple[str, yaml.Node]] = []
    node = tree
    for step in place:
        for name, key, value in _children(node):
            if name == str(step):
                path.append((name, key))
                node = value
                break
    return path


def _children(node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield str(number), value, value


def _twins(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Fields that come twice: YAML would keep the last and lose the first without a word."""
    seen: set[str] = set()
    for name, key, value in _children(node):
        if name in seen:
            yield key.start_mark.line + 1, f"{name}: comes twice; join the two or remove one"
        seen.add(name)
        yield from _twins(value)


class _Plain(yaml.SafeLoader):
    """YAML as people mean it: `on`, `no` and `NO` are words, dates and 12:30 are text."""


_Plain.yaml_implicit_resolvers = {}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Plain.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)
_Plain.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Plain.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])
