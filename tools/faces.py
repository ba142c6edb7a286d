"""An import contract: a room is imported by its face, never by a module inside it."""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

# Shelves of pure tools: every module on them is for everyone, so the folder is the face.
SHELVES = {"emptychair.methods", "emptychair.language"}


class FacesContract(Contract):
    """Every import from outside a room ends at `emptychair.<room>` itself; new rooms are held to it at once."""

    type_name = "faces"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """The imports that climb in by a window, with their lines."""
        broken = [
            (importer, inside, lines)
            for inside in sorted(graph.modules)
            if inside.startswith("emptychair.") and inside.count(".") > 1 and _room(inside) not in SHELVES
            for importer in sorted(graph.find_modules_that_directly_import(inside))
            if _room(importer) != _room(inside) and (lines := _windows(graph, importer, inside))
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import: who, what, where, and the face to use instead."""
        for importer, inside, lines in check.metadata["broken"]:
            output.print_error(f"{importer} imports {inside} (l.{', '.join(map(str, lines))}); use {_room(inside)}")
        output.new_line()


def _windows(graph: ImportGraph, importer: str, inside: str) -> list[int]:
    # A face may offer a function named like its module: `from emptychair.parties import recognise`
    # reads to the import graph as the module, to a person as the function.
    room, name = _room(inside), inside.rpartition(".")[2]
    offered = inside.count(".") == 2 and name in _offered(room)
    details: list[Any] = list(graph.get_import_details(importer=importer, imported=inside))
    by_face = f"from {room} import "
    return [d["line_number"] for d in details if not (offered and d["line_contents"].lstrip().startswith(by_face))]


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


@cache
def _offered(room: str) -> frozenset[str]:
    spec = find_spec(room)
    if spec is None or spec.origin is None:
        return frozenset()
    imports = [
        node for node in ast.parse(Path(spec.origin).read_text("utf-8")).body if isinstance(node, ast.ImportFrom)
    ]
    return frozenset(alias.asname or alias.name for node in imports for alias in node.names)
