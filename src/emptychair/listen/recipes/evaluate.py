"""Turn the expressions and conditions of a recipe into functions of a row."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, singledispatch
from typing import Any
from zoneinfo import ZoneInfo

from emptychair.listen.recipes.columns import columns_named, pieces
from emptychair.listen.recipes.expressions import (
    Column,
    Condition,
    Constant,
    Date,
    Extract,
    FirstOf,
    Join,
    Map,
    Multiply,
    Number,
    Rows,
    Sum,
    Template,
)
from emptychair.listen.recipes.model import Recipe
from emptychair.listen.recipes.values import Moment, Problem, moment_reader, number_reader

Row = dict[str, Any]
Value = Callable[[Row], Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one recipe writes its numbers and moments."""

    decimal: str
    thousands: str
    dates: tuple[str, ...]
    zone: ZoneInfo

    @classmethod
    def of(cls, recipe: Recipe) -> "Reading":
        """The marks, formats and time zone of a recipe."""
        return cls(recipe.decimal, recipe.thousands, recipe.dates, recipe.zone)


def value_of(expression: Any, reading: Reading) -> Value:
    """What an expression makes of a row: text, a constant, Decimal, Moment or list; "" or None where blank.

    The function raises Problem where a cell is not what the expression needs.
    """
    return _compiled(expression, reading)


def number_of(expression: Any, reading: Reading) -> Callable[[Row], Decimal | None]:
    """The number that an expression makes of a row; a plain column is read as one."""
    return _compiled(expression if isinstance(expression, (Number, Multiply, Sum)) else _number(expression), reading)


def moment_of(expression: Any, reading: Reading) -> Callable[[Row], Moment | None]:
    """The moment that an expression makes of a row; a plain column is read as one."""
    if isinstance(expression, FirstOf):
        choices = [moment_of(one, reading) for one in expression.first_of]
        return lambda row: next((moment for choice in choices if (moment := choice(row))), None)
    return _compiled(expression if isinstance(expression, Date) else Date(date=expression), reading)


def is_blank(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value == ""


def _number(expression: Any) -> Number:
    return Number(number=expression)


@singledispatch
def _compiled(expression: Any, reading: Reading) -> Value:
    raise TypeError(expression)


@_compiled.register
def _column(expression: Column, reading: Reading) -> Value:
    name = expression.column
    return lambda row: row[name]


@_compiled.register
def _constant(expression: Constant, reading: Reading) -> Value:
    constant = expression.constant
    return lambda row: constant


@_compiled.register
def _template(expression: Template, reading: Reading) -> Value:
    names, template = pieces(expression.template), expression.template
    # Positions instead of names: a column may be called "a.b" or "Date received", which format() would misread.
    for name in names:
        template = template.replace("{" + name + "}", "{}", 1)

    def filled(row: Row) -> str:
        cells = [row[name] for name in names]
        return "" if any(map(is_blank, cells)) else template.format(*cells)

    return filled


@_compiled.register
def _map(expression: Map, reading: Reading) -> Value:
    inner, column = _compiled(expression.map, reading), label(expression)
    to, otherwise = expression.to, expression.otherwise

    def mapped(row: Row) -> Any:
        code = inner(row)
        if is_blank(code):
            return to.get("", "")
        found = to.get(str(code), otherwise)
        if found is None:
            raise Problem(
                "is a code that the recipe does not know",
                "Add it to `map`, or list it as `blank`, in the recipe.", column, str(code),
            )  # fmt: skip
        return found

    return mapped


@_compiled.register
def _first_of(expression: FirstOf, reading: Reading) -> Value:
    choices = [_compiled(one, reading) for one in expression.first_of]
    return lambda row: next((value for choice in choices if not is_blank(value := choice(row))), "")


@_compiled.register
def _join(expression: Join, reading: Reading) -> Value:
    parts, by = [_compiled(one, reading) for one in expression.join], expression.by
    return lambda row: by.join(str(value) for part in parts if not is_blank(value := part(row)))


@_compiled.register
def _read_number(expression: Number, reading: Reading) -> Value:
    read = number_reader(reading.decimal, reading.thousands, expression.unit)
    least = None if expression.least is None else Decimal(str(expression.least))
    most = None if expression.most is None else Decimal(str(expression.most))

    def bounded(text: str) -> Decimal:
        number = read(text)
        if (least is not None and number < least) or (most is not None and number > most):
            raise Problem(f"is not within {least} to {most}", "Correct the number or its unit.")
        return number

    return _reading_cell(_compiled(expression.number, reading), bounded, label(expression), Decimal)


@_compiled.register
def _multiply(expression: Multiply, reading: Reading) -> Value:
    factors = [number_of(one, reading) for one in expression.multiply]

    def product(row: Row) -> Decimal | None:
        result = Decimal(1)
        for factor in factors:
            if (number := factor(row)) is None:
                return None
            result *= number
        return result

    return product


@_compiled.register
def _date(expression: Date, reading: Reading) -> Value:
    read = moment_reader(expression.formats or reading.dates, reading.zone, expression.plus_days)
    return _reading_cell(_compiled(expression.date, reading), read, label(expression), Moment)


@_compiled.register
def _extract(expression: Extract, reading: Reading) -> Value:
    inner, pattern = _compiled(expression.extract, reading), re.compile(expression.pattern)
    group = min(1, pattern.groups)

    def found(row: Row) -> str:
        match = pattern.search(str(inner(row) or ""))
        return (match[group] or "") if match else ""

    return found


@_compiled.register
def _rows(expression: Rows, reading: Reading) -> Value:
    fields = {name: _compiled(one, reading) for name, one in expression.of.items()}
    join = expression.rows

    def listed(row: Row) -> list[dict[str, Any]]:
        return [
            {name: plain(value) for name, field in fields.items() if not is_blank(value := field(each))}
            for each in row[join]
        ]

    return listed


@_compiled.register
def _sum(expression: Sum, reading: Reading) -> Value:
    parts, join = [number_of(one, reading) for one in expression.of], expression.sum

    def total(row: Row) -> Decimal | None:
        numbers = [part(each) for each in row[join] for part in parts]
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal(0)) if known else None

    return total


def _reading_cell(inner: Value, read: Callable[[str], Any], column: str, kind: type) -> Value:
    def cell_read(row: Row) -> Any:
        value = inner(row)
        if is_blank(value):
            return None
        if isinstance(value, kind):
            return value
        try:
            return read(value if isinstance(value, str) else str(value))
        except Problem as problem:
            raise Problem(problem.wrong, problem.mend, column, str(value)) from None

    return cell_read


def label(part: Any) -> str:
    """The column to name when a part of a recipe meets a bad cell."""
    return next(columns_named(part), "")


def plain(value: Any) -> Any:
    """A value as properties keep it: numbers as numbers, moments in ISO, text as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Moment):
        return value.at.date().isoformat() if value.day_only else value.at.isoformat()
    return str(value) if isinstance(value, str) else value


def question_of(condition: Condition, reading: Reading) -> Callable[[Row], bool]:
    """Whether a condition holds of a row."""
    if condition.all is not None or condition.any is not None:
        asked = [question_of(one, reading) for one in condition.all or condition.any or ()]
        both = all if condition.all is not None else any
        return lambda row: both(ask(row) for ask in asked)
    if condition.no is not None:
        inner = question_of(condition.no, reading)
        return lambda row: not inner(row)
    if condition.in_order is not None:
        return _in_order([moment_of(one, reading) for one in condition.in_order])
    return _of_column(condition, reading)


def _in_order(moments: list[Callable[[Row], Moment | None]]) -> Callable[[Row], bool]:
    def ordered(row: Row) -> bool:
        known = [moment.at for each in moments if (moment := each(row))]
        return all(earlier <= later for earlier, later in itertools.pairwise(known))

    return ordered


def _of_column(condition: Condition, reading: Reading) -> Callable[[Row], bool]:
    value = _compiled(condition.column, reading)
    if condition.blank is not None:
        return lambda row: is_blank(value(row)) == condition.blank
    if condition.matches is not None:
        search = re.compile(condition.matches).search
        return lambda row: search(str(value(row))) is not None
    if condition.less_than is not None or condition.more_than is not None:
        return partial(_beyond, number_of(condition.column, reading), condition.less_than, condition.more_than)
    words = {str(word) for word in ((condition.equals,) if condition.among is None else condition.among)}
    return lambda row: str(value(row)) in words


def _beyond(number: Callable[[Row], Decimal | None], less: float | None, more: float | None, row: Row) -> bool:
    found = number(row)
    if found is None:
        return False
    return found < Decimal(str(less)) if less is not None else found > Decimal(str(more))
