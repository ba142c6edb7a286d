"""Repeat an evidence line for each of several columns, as wide surveys need it."""

from typing import Any

from emptychair.listen.recipes.expressions import Column, Condition, Constant, Constant_, Part, Template
from emptychair.listen.recipes.model import EvidenceOut


def repeated(out: EvidenceOut) -> list[tuple[str, EvidenceOut]]:
    """The line once for each column under `each`, with `each.…` filled in; else the line itself, with no column."""
    if not out.each:
        return [("", out)]
    return [(column, _for_column(out, column, notes)) for column, notes in out.each.items()]


def _for_column(out: EvidenceOut, column: str, notes: dict[str, Constant_]) -> EvidenceOut:
    filled: EvidenceOut = _filled(out.model_copy(update={"each": {}}), column, notes)
    answered = Condition(column=Column(column=column), blank=False)
    when = answered if filled.when is None else Condition(all=(answered, filled.when))
    return filled.model_copy(update={"when": when})


def _filled(part: Any, column: str, notes: dict[str, Constant_]) -> Any:
    if isinstance(part, Column):
        return _named(part, column, notes)
    if isinstance(part, Template):
        text = part.template.replace("{each.column}", column).replace("{each.value}", "{" + column + "}")
        for word, note in notes.items():
            text = text.replace("{each." + word + "}", str(note))
        return Template(template=text)
    if isinstance(part, Part):
        update = {name: _filled(getattr(part, name), column, notes) for name in type(part).model_fields}
        return part.model_copy(update=update)
    if isinstance(part, dict):
        return {name: _filled(inner, column, notes) for name, inner in part.items()}
    return tuple(_filled(inner, column, notes) for inner in part) if type(part) is tuple else part


def _named(part: Column, column: str, notes: dict[str, Constant_]) -> Part:
    if part.column == "each.value":
        return Column(column=column)
    if part.column == "each.column":
        return Constant(constant=column)
    word = part.column.removeprefix("each.")
    if word != part.column:
        return Constant(constant=notes.get(word, ""))
    return part
