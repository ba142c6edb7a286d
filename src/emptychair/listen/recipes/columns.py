"""Which columns a part of a recipe speaks of."""

import string
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from emptychair.listen.recipes.expressions import Column, Rows, Sum, Template
from emptychair.listen.recipes.model import About, EvidenceOut, Table


def columns_named(part: Any) -> Iterator[str]:
    """Every column that a part names, as written; those inside `rows`, `sum` and `of` carry their join's name."""
    if isinstance(part, Column):
        yield part.column
    elif isinstance(part, Template):
        yield from pieces(part.template)
    elif isinstance(part, (Rows, Sum)):
        join = part.rows if isinstance(part, Rows) else part.sum
        yield from (f"{join}.{column}" for column in columns_named(part.of))
    elif isinstance(part, About) and part.of:
        yield from (f"{part.of}.{column}" for column in columns_named(part.id))
    elif isinstance(part, BaseModel):
        for field in type(part).model_fields:
            yield from columns_named(getattr(part, field))
    elif isinstance(part, dict):
        for inner in part.values():
            yield from columns_named(inner)
    elif isinstance(part, tuple):
        for inner in part:
            yield from columns_named(inner)


def pieces(template: str) -> list[str]:
    """The columns in a template, in order. Raises ValueError where its braces do not match."""
    return [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]


def columns_needed(table: Table) -> list[str]:
    """The columns that a table's rows must have, joined ones as `join.column`, without names made by `let`."""
    named = [*table.key, *columns_named(table)]
    for output in table.outputs:
        named += list(output.evidence.each) if isinstance(output.evidence, EvidenceOut) else []
    for lookup in table.join.values():
        named += list(lookup.on)
    made = set(table.let)
    return list(dict.fromkeys(name for name in named if name not in made and not name.startswith(("each.", "_"))))


def is_joined(column: str, table: Table) -> bool:
    """Whether a column is one of a joined table, not the table's own."""
    join, dot, _ = column.partition(".")
    return bool(dot) and join in table.join
