"""Expressions: the small language in which a recipe says what a value is made of."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

Constant_ = str | int | float | bool


class Part(BaseModel):
    """A part of a recipe: no field that is not described, none changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(Part):
    """The cell of a column, without the spaces around it. Short form: its name."""

    column: str = Field(description="The column's name; `join.column` for a column of a joined table.")


class Constant(Part):
    """The same value in every row."""

    constant: Constant_ = Field(description="The value.")


class Template(Part):
    """Text with cells in it. Short form: any text with `{column}` in it. Blank when one of its cells is blank."""

    template: str = Field(description="The text; `{column}` stands for a cell.")


class Map(Part):
    """A code looked up in a list. A code that is not listed puts the row in quarantine."""

    map: "Expression" = Field(description="What is looked up.")
    to: dict[str, Constant_] = Field(description="Each code with what it means.")
    otherwise: Constant_ | None = Field(default=None, description="What any other code means; leave out to refuse it.")

    @field_validator("to", mode="before")
    @classmethod
    def _codes_are_text(cls, codes: Any) -> Any:
        # YAML reads 1 as a number and yes as a truth; a cell is always text.
        return {_as_written(code): meaning for code, meaning in codes.items()} if isinstance(codes, dict) else codes


class FirstOf(Part):
    """The first that is not blank."""

    first_of: tuple["Expression", ...] = Field(description="What to try, in order.", min_length=1)


class Join(Part):
    """Several pieces of text in one, blanks left out."""

    join: tuple["Expression", ...] = Field(description="The pieces.", min_length=1)
    by: str = Field(default="\n", description="What stands between two pieces.")


class Number(Part):
    """A number, read with the recipe's decimal and thousands marks."""

    number: "Expression" = Field(description="What is read.")
    unit: str = Field(default="", description="The unit that may follow the number; any other unit refuses the row.")
    least: float | None = Field(default=None, description="Anything less refuses the row.")
    most: float | None = Field(default=None, description="Anything more refuses the row.")


class Multiply(Part):
    """The product of numbers."""

    multiply: tuple["Expression", ...] = Field(description="The numbers, or columns of numbers.", min_length=2)


class Date(Part):
    """A moment, read with the formats and time zone of the recipe, or its own."""

    date: "Expression" = Field(description="What is read.")
    formats: tuple[str, ...] = Field(
        default=(), description="`iso`, or patterns such as `%d.%m.%Y %H:%M`, tried in order."
    )
    plus_days: float = Field(default=0, description="Days to add.")


class Extract(Part):
    """The part of a text that a pattern finds; blank where it finds none."""

    extract: "Expression" = Field(description="What is searched.")
    pattern: str = Field(description="A regular expression; its first group is taken, or the whole match.")

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str) -> str:
        return checked_pattern(pattern)


class Rows(Part):
    """A list, one entry for each row of a join that has `many: true`."""

    rows: str = Field(description="The join's name.")
    of: dict[str, "Expression"] = Field(description="What each entry holds; columns are those of the joined table.")


class Sum(Part):
    """The sum of numbers over the rows of a join that has `many: true`."""

    sum: str = Field(description="The join's name.")
    of: tuple["Expression", ...] = Field(description="Numbers, or columns of numbers, of the joined table.")


HEADS: dict[str, type[Part]] = {
    "column": Column,
    "constant": Constant,
    "template": Template,
    "map": Map,
    "first_of": FirstOf,
    "join": Join,
    "number": Number,
    "multiply": Multiply,
    "date": Date,
    "extract": Extract,
    "rows": Rows,
    "sum": Sum,
}


def checked_pattern(pattern: str) -> str:
    """The pattern itself, or ValueError where it is not a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return pattern


def _as_written(code: Any) -> str:
    if isinstance(code, bool):
        raise ValueError(f"has a bare yes/no word as a code ({code}): put it in quotes")
    return str(code)


def _named(value: Any) -> Any:
    if isinstance(value, str):
        return {"template": value} if "{" in value else {"column": value}
    return {"constant": value} if isinstance(value, (bool, int, float)) else value


def _worded(value: Any) -> Any:
    if isinstance(value, str) and "{" not in value:
        return {"constant": value}
    return _named(value)


def _head(value: Any) -> str:
    if isinstance(value, Part):
        return next(head for head, kind in HEADS.items() if isinstance(value, kind))
    if isinstance(value, dict):
        return next((head for head in HEADS if head in value), "unknown")
    return "unknown"


def _refuse_unknown(value: Any) -> Any:
    raise ValueError(f"is no expression; an expression is a column name or begins with one of {', '.join(HEADS)}")


_AnyOf = Annotated[
    Annotated[Column, Tag("column")]
    | Annotated[Constant, Tag("constant")]
    | Annotated[Template, Tag("template")]
    | Annotated[Map, Tag("map")]
    | Annotated[FirstOf, Tag("first_of")]
    | Annotated[Join, Tag("join")]
    | Annotated[Number, Tag("number")]
    | Annotated[Multiply, Tag("multiply")]
    | Annotated[Date, Tag("date")]
    | Annotated[Extract, Tag("extract")]
    | Annotated[Rows, Tag("rows")]
    | Annotated[Sum, Tag("sum")]
    | Annotated[Any, BeforeValidator(_refuse_unknown), Tag("unknown")],
    Discriminator(_head),
]
# A plain word names a column here …
Expression = Annotated[_AnyOf, BeforeValidator(_named)]
# … and is the word itself where a field holds a word of the vocabulary (act, chair, channel, touchpoint …).
Word = Annotated[_AnyOf, BeforeValidator(_worded)]


class Condition(Part):
    """A question that a row answers with yes or no. Short form: a column's name, yes when it is not blank."""

    column: "Expression | None" = Field(default=None, description="What is looked at.")
    blank: bool | None = Field(default=None, description="`true`: it is blank; `false`: it is not.")
    equals: Constant_ | None = Field(default=None, description="It is exactly this.")
    among: tuple[Constant_, ...] | None = Field(default=None, alias="in", description="It is one of these.")
    matches: str | None = Field(default=None, description="A regular expression finds something in it.")
    less_than: float | None = Field(default=None, description="Its number is less than this.")
    more_than: float | None = Field(default=None, description="Its number is more than this.")
    in_order: tuple["Expression", ...] | None = Field(
        default=None, description="These moments do not go backwards; blank ones are passed over."
    )
    all: tuple["Question", ...] | None = Field(default=None, description="Every one of these holds.")
    any: tuple["Question", ...] | None = Field(default=None, description="At least one of these holds.")
    no: "Question | None" = Field(default=None, alias="not", description="This does not hold.")

    @field_validator("matches")
    @classmethod
    def _pattern_compiles(cls, pattern: str | None) -> str | None:
        return pattern if pattern is None else checked_pattern(pattern)

    @model_validator(mode="after")
    def _one_question(self) -> "Condition":
        tests = ("blank", "equals", "among", "matches", "less_than", "more_than")
        asked = [name for name in tests if getattr(self, name) is not None]
        alone = [name for name in ("in_order", "all", "any", "no") if getattr(self, name) is not None]
        if (len(asked), len(alone), self.column is None) not in {(1, 0, False), (0, 1, True)}:
            raise ValueError(
                "asks nothing or two things; give `column` with one of blank, equals, in, matches, less_than, "
                "more_than, or one of in_order, all, any, not"
            )
        return self


def _asked(value: Any) -> Any:
    return {"column": value, "blank": False} if isinstance(value, str) else value


Question = Annotated[Condition, BeforeValidator(_asked)]
Basis = Literal["instant", "calendar_day"]

_parts: list[type[Part]] = [*HEADS.values(), Condition]
for _part in _parts:
    _part.model_rebuild()  # they speak of each other
