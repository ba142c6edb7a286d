"""Measures the house with a ruler of its own: lengths, captions, types, repeats, stray words."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import grimp

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "emptychair"
REPEAT = 10  # lines in a row that make a repeat

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """Where something stands: file and line, and what it is called or measures."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.says}"


class Repeat(NamedTuple):
    """A run of code lines that stands in two places."""

    first: str
    second: str
    lines: int


def python_files() -> list[Path]:
    """Our Python: every module of the package but the migrations, which a tool writes."""
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def script_files() -> list[Path]:
    """Our JavaScript, without what others wrote."""
    return sorted(path for path in SOURCE.rglob("*.js") if "vendor" not in path.parts)


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


def relative(path: Path) -> str:
    """The path from the repository's root."""
    return path.relative_to(ROOT).as_posix()


def middle(values: Sequence[int]) -> int:
    """The median, rounded up; 0 for none."""
    return share(values, 0.5)


def share(values: Sequence[int], part: float) -> int:
    """The smallest value that `part` of all values do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0


def functions() -> list[tuple[Place, int]]:
    """Every function with its length in lines, signature and docstring included."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((Place(relative(path), node.lineno, node.name), length))
    return found


def handlers() -> list[tuple[Place, int]]:
    """The shell's handlers (functions under a route's decorator) with the lines of their bodies."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, Function) and any(map(_is_route, node.decorator_list)):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                found.append((Place(relative(path), node.lineno, node.name), length))
    return found


def classes() -> list[tuple[Place, int]]:
    """Every class with the number of its methods."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(inner, Function) for inner in node.body)
                found.append((Place(relative(path), node.lineno, node.name), methods))
    return found


def without_caption() -> list[Place]:
    """Files that do not open with one line saying what they are."""
    found = []
    for path, tree in _trees():
        first = (ast.get_docstring(tree) or "").split("\n\n")[0]
        if not first or "\n" in first or not first.endswith((".", "?", "!")):
            found.append(Place(relative(path), 1, "has no caption of one line"))
    return found


def without_types() -> list[Place]:
    """Functions with an argument or a result that has no type."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, Function) and not _typed(node):
                found.append(Place(relative(path), node.lineno, node.name))
    return found


def commented_code() -> list[Place]:
    """Comments that are code asleep: they parse as a statement that does something."""
    found = []
    for path in python_files():
        with path.open("rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.COMMENT and _is_code(token.string.lstrip("# ")):
                    found.append(Place(relative(path), token.start[0], token.string))
    return found


def uses(names: set[str], outside: Sequence[str]) -> list[Place]:
    """Calls or imports of these dotted names, except in files under one of `outside`."""
    found = []
    for path, tree in _trees():
        file = relative(path).removeprefix("src/emptychair/")
        if file.startswith(tuple(outside)):
            continue
        for node in ast.walk(tree):
            found += [Place(relative(path), node.lineno, name) for name in _names(node) if name in names]  # type: ignore[attr-defined]
    return found


def imported() -> set[str]:
    """The outside packages that our code imports, by their first name, in small letters."""
    found = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return {name.lower() for name in found - sys.stdlib_module_names - {"emptychair"}}


def hidden_imports() -> list[Place]:
    """Imports inside a function that do not say why on their line or the line above."""
    found = []
    for path, tree in _trees():
        text = path.read_text("utf-8").splitlines()
        for function in ast.walk(tree):
            if not isinstance(function, Function):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not any(
                    "#" in line for line in text[max(0, node.lineno - 2) : node.lineno]
                ):
                    found.append(Place(relative(path), node.lineno, text[node.lineno - 1].strip()))
    return found


def faces() -> list[tuple[Place, int]]:
    """Every room's face with its length."""
    return [(Place(relative(path), 1, path.parent.name), lines_of(path)) for path in SOURCE.glob("*/__init__.py")]


def circles() -> list[list[str]]:
    """Groups of modules that import each other in a ring, imports in functions counted."""
    graph = grimp.build_graph("emptychair", cache_dir=None)
    edges = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in sorted(graph.modules)}
    return [sorted(group) for group in _rings(edges) if len(group) > 1]


def repeats() -> list[Repeat]:
    """Runs of at least ten code lines that stand in two places, each at its full length."""
    seen: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    texts = [(relative(path), _code_lines(path)) for path in [*python_files(), *script_files()]]
    for file, (_, lines) in enumerate(texts):
        for start in range(len(lines) - REPEAT + 1):
            seen[tuple(text for _, text in lines[start : start + REPEAT])].append((file, start))
    pairs = {(a, b) for places in seen.values() for i, a in enumerate(places) for b in places[i + 1 :]}
    runs = []
    for (file, start), (other, begin) in sorted(pairs):
        if ((file, start - 1), (other, begin - 1)) in pairs:
            continue  # the run began earlier
        length = REPEAT
        while ((file, start + length - REPEAT + 1), (other, begin + length - REPEAT + 1)) in pairs:
            length += 1
        names = [f"{texts[f][0]}:{texts[f][1][s][0]}" for f, s in ((file, start), (other, begin))]
        runs.append(Repeat(names[0], names[1], length))
    return runs


def tracked_files() -> list[Path]:
    """What git tracks and a person can read: no vendored files, no lock files, nothing binary."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and "vendor" not in path.parts and _is_text(path)]


def words(pattern: str) -> list[Place]:
    """Every line of a tracked file in which the pattern is found."""
    found = []
    for path in tracked_files():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if match := re.search(pattern, line, re.IGNORECASE):
                found.append(Place(relative(path), number, match.group()))
    return found


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in python_files())


def _is_route(decorator: ast.expr) -> bool:
    verbs = {"get", "post", "put", "patch", "delete", "route", "api_route"}
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in verbs


def _typed(function: Function) -> bool:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    if named and named[0].arg in {"self", "cls"}:
        named = named[1:]
    named += [extra for extra in (given.vararg, given.kwarg) if extra]
    return function.returns is not None and all(argument.annotation for argument in named)


def _is_code(text: str) -> bool:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return False
    does = (ast.Assign, ast.AugAssign, ast.Return, ast.Import, ast.ImportFrom, ast.For, ast.If, ast.Raise, ast.Del)
    return any(isinstance(node, does) or (isinstance(node, ast.Expr) and _acts(node.value)) for node in body)


def _acts(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Call | ast.Await | ast.Yield)


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
    if isinstance(node, ast.Call):
        return [ast.unparse(node.func)]
    return []


def _rings(edges: dict[str, list[str]]) -> list[set[str]]:
    # Two modules share a ring when each can be reached from the other; the house is small enough to ask so.
    reach = {module: _reached(module, edges) for module in edges}
    rings, done = [], set[str]()
    for module in edges:
        if module not in done:
            ring = {module} | {other for other in reach[module] if module in reach[other]}
            done |= ring
            rings.append(ring)
    return rings


def _reached(start: str, edges: dict[str, list[str]]) -> set[str]:
    found, open_ends = set[str](), [start]
    while open_ends:
        fresh = [other for other in edges[open_ends.pop()] if other not in found]
        found.update(fresh)
        open_ends += fresh
    return found


def _code_lines(path: Path) -> list[tuple[int, str]]:
    skipped = _import_lines(path) if path.suffix == ".py" else set()
    lines = [(n, line.strip()) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if n not in skipped]
    return [(n, text) for n, text in lines if len(text) > 1 and not text.startswith(("#", "//"))]


def _import_lines(path: Path) -> set[int]:
    # Two files that need the same tools open alike; that is no repetition.
    tree = ast.parse(path.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {line for node in imports for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def _is_text(path: Path) -> bool:
    if path.suffix == ".lock":
        return False
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def main() -> int:
    """Print what is measured, for a person who tidies up."""
    out = io.StringIO()
    files, lengths = [lines_of(path) for path in python_files()], [length for _, length in functions()]
    scripts = [lines_of(path) for path in script_files()]
    print(f"files      {len(files)}: median {middle(files)}, p90 {share(files, 0.9)}, max {max(files)}", file=out)
    print(f"functions  {len(lengths)}: median {middle(lengths)}, p90 {share(lengths, 0.9)}", file=out)
    long = sum(length > 50 for length in lengths) / len(lengths)
    print(f"           max {max(lengths)}; over 50 lines: {long:.1%}", file=out)
    place, methods = max(classes(), key=lambda found: found[1])
    print(f"classes    the largest has {methods} methods: {place}", file=out)
    print(f"scripts    {len(scripts)}: median {middle(scripts)}, max {max(scripts, default=0)}", file=out)
    for title, places in (
        ("longest", [place for place, length in functions() if length > 50]),
        ("no caption", without_caption()),
        ("untyped", without_types()),
        ("asleep", commented_code()),
        ("hidden import", hidden_imports()),
    ):
        for place in places:
            print(f"{title:<14} {place}", file=out)
    for run in repeats():
        print(f"repeated       {run.lines} lines: {run.first} and {run.second}", file=out)
    sys.stdout.write(out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
