"""Loose ends of a recipe: names that one part uses and no other part introduces."""

from collections.abc import Iterator
from typing import Any

from emptychair.listen.recipes.columns import columns_named, pieces
from emptychair.listen.recipes.expressions import Constant, Map, Part, Rows, Sum, Template
from emptychair.listen.recipes.model import About, EvidenceOut, Recipe, Table

Place = tuple[str | int, ...]
Found = Iterator[tuple[Place, str]]


def loose_ends(recipe: Recipe) -> Found:
    """Each name that leads nowhere, with its place in the recipe."""
    touchpoints = {line.key for line in recipe.touchpoints}
    promises = {line.key for line in recipe.promises}
    yield from _twice(("touchpoints",), [line.key for line in recipe.touchpoints])
    yield from _twice(("promises",), [line.key for line in recipe.promises])
    for number, promise in enumerate(recipe.promises):
        if promise.touchpoint:
            yield from _known(("promises", number, "touchpoint"), promise.touchpoint, touchpoints, "touchpoints")
    for stage_number, stage in enumerate(recipe.journey.stages if recipe.journey else ()):
        for step in stage.steps:
            yield from _known(("journey", "stages", stage_number, "steps"), step, touchpoints, "touchpoints")
    for name, table in recipe.tables.items():
        yield from _joins(recipe, name, table)
        for number, output in enumerate(table.outputs):
            place: Place = ("tables", name, "outputs", number)
            if output.evidence is not None:
                yield from _evidence((*place, "evidence"), output.evidence, table, touchpoints, promises)
        yield from _templates(("tables", name), table)
        for column in columns_named(table.skip):
            if column in table.let or ("." in column and column.split(".", 1)[0] in table.join):
                yield ("tables", name, "skip"), f"{column!r} is made after skipping; use columns of the table itself"


def _evidence(place: Place, out: EvidenceOut, table: Table, touchpoints: set[str], promises: set[str]) -> Found:
    for key in _possible(out.touchpoint, out):
        yield from _known((*place, "touchpoint"), key, touchpoints, "touchpoints")
    if out.promise:
        yield from _known((*place, "promise"), out.promise, promises, "promises")
    if out.message_id is None and not table.key:
        yield (*place, "message_id"), "is missing, and the table has no `key` to make it of; give one of the two"


def _possible(touchpoint: Any, out: EvidenceOut) -> list[str]:
    if isinstance(touchpoint, Constant):
        return [str(touchpoint.constant)] if touchpoint.constant != "" else []
    if isinstance(touchpoint, Map):
        return [str(key) for key in touchpoint.to.values()]
    if isinstance(touchpoint, Template) and touchpoint.template == "{each.touchpoint}":
        return [str(notes.get("touchpoint", "")) for notes in out.each.values()]
    return []


def _joins(recipe: Recipe, name: str, table: Table) -> Found:
    for join, lookup in table.join.items():
        place: Place = ("tables", name, "join", join)
        yield from _known((*place, "table"), lookup.table, set(recipe.tables), "tables")
        if join in table.columns:
            yield place, f"the name {join!r} is taken by a column; give the join another"
    many = {join for join, lookup in table.join.items() if lookup.many}
    for part in _parts(table):
        used = part.rows if isinstance(part, Rows) else part.sum if isinstance(part, Sum) else ""
        used = part.of if isinstance(part, About) else used
        if used and used not in many:
            yield ("tables", name), f"{used!r} is no join with `many: true` of this table"
    for column in columns_named(table):
        join = column.split(".", 1)[0]
        if column in many:
            yield ("tables", name, "join", column), f"a column is called {column!r} too; give the join another name"
        if "." in column and join in many and column not in set(_gathered(table)):
            yield ("tables", name), f"{column!r} has many values; use it inside `rows`, `sum` or `of`"


def _gathered(table: Table) -> Iterator[str]:
    for part in _parts(table):
        if isinstance(part, (Rows, Sum)) or (isinstance(part, About) and part.of):
            yield from columns_named(part)


def _templates(place: Place, table: Table) -> Found:
    for part in _parts(table):
        if isinstance(part, Template):
            try:
                pieces(part.template)
            except ValueError:
                yield place, f"the template {part.template!r} has a brace without its twin"


def _parts(part: Any) -> Iterator[Part]:
    if isinstance(part, Part):
        yield part
        for field in type(part).model_fields:
            yield from _parts(getattr(part, field))
    elif isinstance(part, (dict, tuple)):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _parts(inner)


def _known(place: Place, name: str, known: set[str], where: str) -> Found:
    if name not in known:
        yield place, f"{name!r} is not among the {where} of this recipe ({', '.join(sorted(known)) or 'none'})"


def _twice(place: Place, keys: list[str]) -> Found:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield place, f"{key!r} comes twice"
