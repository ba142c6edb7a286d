"""Writes docs/reference from the code itself: what exists is documented, what is documented exists."""

import dataclasses
import importlib
import io
import pkgutil
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from pydantic import BaseModel

import emptychair.web.pages
from emptychair import api, core, listen, staff, web
from emptychair.api.health import GAUGES
from emptychair.cli import build
from emptychair.core import EmptyChairError, Settings
from emptychair.evidence import Act, Chair, Channel
from emptychair.shell import COUNTERS, HISTOGRAMS, lock
from emptychair.web.rendering import Page

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made by `make reference` from the code. Change the code, not this file. -->\n"


def main() -> int:
    """`reference.py` writes the pages; with `--check` it only says which are out of date."""
    old = [name for name, text in pages().items() if _read(name) != text]
    if "--check" in sys.argv:
        print("\n".join(f"docs/reference/{name} is out of date: make reference" for name in old), end="")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {name: f"{MADE}\n{write().rstrip()}\n" for name, write in PAGES.items()}


def settings() -> str:
    """Every setting with its default, its variable and what it means."""
    rows = []
    for field in dataclasses.fields(Settings):
        default = "" if field.default is dataclasses.MISSING else repr(field.default).replace("'", '"')
        rows.append(
            (f"`{field.name}`", f"`{default}`" if default else "", _variable(field.name), field.metadata["says"])
        )
    return _page(
        "Settings",
        "Read from `emptychair.toml` in the home, then from the environment; the command line wins.",
        _table(("setting", "default", "variable", "what it means"), rows),
    )


def commands() -> str:
    """Every command with its arguments and options."""
    root = command_tree()
    parts = [_command(path, command) for path, command in leaves("emptychair", root)]
    return _page("Command line", "Exit codes: 0 it worked, 1 it did not, 2 it was asked wrongly.", *parts)


def command_tree() -> Any:
    """The command line as its parser sees it."""
    return typer.main.get_command(build(_nobody))


def leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it."""
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in sorted(command.commands.items()):
        yield from leaves(f"{path} {name}", inner)


def recipes() -> str:
    """Every field that a recipe may have, part by part."""
    intro = "A recipe is a YAML file. It turns tables into parties, evidence, things and promises."
    parts = []
    for part in recipe_parts():
        rows = [
            (f"`{field.alias or name}`", _kind(field.annotation), _default(field), field.description or "")
            for name, field in part.model_fields.items()
        ]
        parts.append(
            f"## {part.__name__}\n\n{_first(part)}\n\n{_table(('field', 'kind', 'default', 'what it says'), rows)}"
        )
    return _page("Recipes", intro, *parts)


def recipe_parts() -> list[type[BaseModel]]:
    """The models that make up a recipe, the whole first."""
    model = importlib.import_module(f"{listen.recipes.__name__}.model")
    grammar = importlib.import_module(f"{listen.recipes.__name__}.expressions")
    found = [kind for module in (model, grammar) for kind in vars(module).values() if _is_part(kind, module)]
    return sorted(found, key=lambda kind: (kind.__name__ != "Recipe", kind.__module__ != model.__name__))


def roles() -> str:
    """Who may do what."""
    needs = [need for need in staff.Need if need not in staff.OPEN]
    rows = [(f"`{role}`", *("yes" if need in staff.MAY[role] else "–" for need in needs)) for role in staff.Role]
    routes = sorted((path, method, need) for (method, path), need in _routes().items() if method != "HEAD")
    listed = _table(("route", "method", "asks for"), [(f"`{p}`", m, str(n)) for p, m, n in routes])
    table = _table(("role", *(str(need) for need in needs)), rows)
    return _page("Roles and permissions", _first(staff.roles), table, f"## What each route asks for\n\n{listed}")


def metrics() -> str:
    """Every metric that the server counts."""
    rows = [(f"`emptychair_{name}_total`", "counter", says) for name, says in COUNTERS.items()]
    rows += [(f"`emptychair_{name}`", "histogram", says) for name, says in HISTOGRAMS.items()]
    rows += [(f"`emptychair_{name}`", "gauge", says) for name, says in GAUGES.items()]
    return _page("Metrics", "At `/metrics`, for this machine only.", _table(("metric", "kind", "what it says"), rows))


def page_contexts() -> str:
    """Every page's template with the names that it may use."""
    parts = []
    for page in page_classes():
        rows = [
            (f"`page.{f.name}`", f"`{f.type if isinstance(f.type, str) else getattr(f.type, '__name__', f.type)}`")
            for f in dataclasses.fields(page)
        ]
        table = _table(("name", "type"), rows)
        parts.append(f"## {page.__name__}\n\n{_first(page)} Drawn by `{page.template}`.\n\n{table}")
    return _page("Page contexts", "Every template sees `page`, `frame` and `now`, and nothing else.", *parts)


def page_classes() -> list[Any]:
    """Every class that is drawn as a page."""
    folder = emptychair.web.pages
    for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}."):
        importlib.import_module(module.name)
    found, ends = list[Any](), [Page]
    while ends:
        inner = ends.pop().__subclasses__()
        found += inner
        ends += inner
    drawn = {kind.__name__: kind for kind in found if isinstance(getattr(kind, "template", None), str)}
    return [drawn[name] for name in sorted(drawn)]


def vocabulary() -> str:
    """The words that evidence is written in."""
    parts = [f"## {kind.__name__}\n\n{_first(kind)}\n\n{_words(kind)}" for kind in (Act, Chair, Channel)]
    return _page("Vocabulary of evidence", "The words of the record; see the [glossary](glossary.md).", *parts)


def errors() -> str:
    """Every error with its code and status."""
    kinds = sorted((k for k in vars(core).values() if _is_error(k)), key=lambda kind: (kind.status, kind.code))
    rows = [(f"`{kind.code}`", str(kind.status), _first(kind)) for kind in kinds]
    return _page(
        "Errors", "Each says what happened, where, and how to mend it.", _table(("code", "status", "means"), rows)
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "errors.md": errors,
    "metrics.md": metrics,
    "pages.md": page_contexts,
    "recipes.md": recipes,
    "roles.md": roles,
    "settings.md": settings,
    "vocabulary.md": vocabulary,
}


def _command(path: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join([path, *(str(argument.name).upper() for argument in arguments), "[OPTIONS]"])
    options = [p for p in command.params if p not in arguments]
    rows = [(f"`{', '.join(o.opts)}`", _option_default(o), o.help or "") for o in options]
    table = _table(("option", "default", "what it does"), rows) if rows else ""
    return f"## {path}\n\n{(command.help or '').strip()}\n\n```\n{usage}\n```\n\n{table}"


def _option_default(option: Any) -> str:
    default = option.default
    return "" if default in (None, False) or callable(default) else f"`{default}`"


def _routes() -> dict[tuple[str, str], staff.Need]:
    return lock(route for router in (*api.routers(), *web.routers()) for route in router.routes)


def _words(kind: type[StrEnum]) -> str:
    module = sys.modules[kind.__module__]
    comments = _comments(Path(str(module.__file__)))
    return _table(("word", "means"), [(f"`{word}`", comments.get(word.name, "")) for word in kind])


def _comments(path: Path) -> dict[str, str]:
    found, name = {}, ""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.NAME and token.string.isupper():
                name = token.string
            elif token.type == tokenize.COMMENT and name and token.line.strip().startswith(name):
                found[name] = token.string.lstrip("# ")
    return found


def _kind(annotation: Any) -> str:
    return f"`{_type(annotation)}`"


def _type(annotation: Any) -> str:
    """A type in words that whoever writes a recipe understands."""
    if (name := _alias(annotation)) is not None:
        return name
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin is Literal:
        return " or ".join(repr(value).replace("'", '"') for value in inner)
    if origin in (tuple, list):
        return f"list of {_type(inner[0])}"
    if origin is dict:
        return f"{_type(inner[0])} → {_type(inner[1])}"
    if inner:
        return " or ".join(dict.fromkeys(_type(part) for part in inner if part is not type(None)))
    name = str(annotation.__name__)
    return {"str": "text", "int": "number", "float": "number", "bool": "true or false"}.get(name, name)


def _alias(annotation: Any) -> str | None:
    """The grammar's own word for a type, where it has one: `Expression`, `Question`, `Word`."""
    grammar = importlib.import_module(f"{listen.recipes.__name__}.expressions")
    for name in ("Expression", "Question", "Word"):
        known = getattr(grammar, name)
        if annotation == known or (get_origin(known) is Annotated and annotation == get_args(known)[0]):
            return name
    return None


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    return f"`{field.default!r}`" if isinstance(field.default, str | int | float | bool) and field.default != "" else ""


def _is_part(kind: Any, module: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ == module.__name__


def _is_error(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, EmptyChairError)


def _variable(name: str) -> str:
    return "`EMPTYCHAIR_HOME`, `--home`" if name == "home" else f"`EMPTYCHAIR_{name.upper()}`"


def _first(thing: Any) -> str:
    return re.sub(r"\s+", " ", (thing.__doc__ or "").strip().split("\n\n")[0])


def _page(title: str, intro: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", intro, *parts])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    for row in (head, ["---"] * len(head), *rows):
        out.write(f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in row)} |\n")
    return out.getvalue().rstrip()


def _read(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.is_file() else ""


def _nobody() -> Any:
    raise AssertionError("the reference asks no company")


if __name__ == "__main__":
    sys.exit(main())
