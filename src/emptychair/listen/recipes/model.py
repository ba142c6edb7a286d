"""A recipe: how tables of any company become parties, evidence, things and promises, without code."""

import codecs
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, field_validator, model_validator

from emptychair.evidence import Act, Chair, Channel
from emptychair.listen.recipes.expressions import (
    Basis,
    Constant,
    Constant_,
    Expression,
    Map,
    Part,
    Question,
    Word,
)


def _several(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class TouchpointLine(Part):
    """A place of contact that the recipe introduces, with what we intend there."""

    key: str = Field(description="Its short name, by which evidence refers to it.", pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(description="What people call it.")
    channel: Channel = Field(default=Channel.UNKNOWN, description="The medium.")
    stage: str = Field(default="", description="The phase of the journey where it stands.")
    feeling: float | None = Field(
        default=None, ge=-2, le=2, description="What we intend people to feel there, -2 (terrible) to +2 (wonderful)."
    )
    value: str = Field(default="", description="What we intend them to gain there.")
    controller: Literal["us", "partner", "nobody"] = Field(default="us", description="Who controls it.")
    cues: dict[str, tuple[str, ...]] = Field(default={}, description="By language, words by which people speak of it.")


class KeptBy(Part):
    """The evidence that shows whether a promise was kept: this act, about the same object."""

    act: Act = Field(default=Act.RECEIVED, description="The act that ends the waiting.")
    object: str = Field(description="The kind of object that promise and act have in common.")


class PromiseLine(Part):
    """A value of the company made testable."""

    key: str = Field(description="Its short name, by which evidence refers to it.", pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(description="What people call it.")
    value: str = Field(description="The company value that it stands for.")
    behaviour: str = Field(description="What we do to live up to it.")
    standard: str = Field(description="What good looks like.")
    measure: str = Field(description="How it is measured.")
    kept_by: KeptBy = Field(description="The evidence that keeps or breaks it.")
    basis: Basis = Field(description="`instant`: kept up to the due moment; `calendar_day`: all through the due day.")
    touchpoint: str = Field(default="", description="Key of the touchpoint where it is felt.")
    owner: str = Field(default="CX lead", description="Who answers for it.")


class Stage(Part):
    """A phase of the drawn journey."""

    name: str = Field(description="The phase.")
    steps: tuple[str, ...] = Field(description="Keys of touchpoints, in the order that we intend.", min_length=1)


class DrawnJourney(Part):
    """The journey as the company draws it, to lay beside the one that evidence shows."""

    name: str = Field(description="What people call it.")
    object: str = Field(description="The kind of object that one walk belongs to (order, visit, case …).")
    stages: tuple[Stage, ...] = Field(description="The phases, in order.", min_length=1)


class Lookup(Part):
    """The row (or rows) of another table that belongs to this row."""

    table: str = Field(description="The other table of the recipe.")
    on: dict[str, str] = Field(description="Column here: column there. Several must all agree.", min_length=1)
    many: bool = Field(default=False, description="`true`: all rows that agree, for `rows` and `sum`; else the first.")
    optional: bool = Field(default=False, description="`true`: no such row leaves blanks; else it refuses the row.")


class Known(Part):
    """One name under which the party is known."""

    kind: str = Field(description="email, phone, customer_id …; the strongest first.")
    value: Expression = Field(description="The name as it came.")


class About(Part):
    """An object that the observation is about; left out where its id is blank."""

    kind: str = Field(description="order, product, ticket, survey …")
    id: Expression = Field(description="Its id.")
    of: str = Field(default="", description="A join with `many: true`: one object for each of its rows.")


class ScaleLine(Part):
    """The scale that a score was given on; a score outside it refuses the row."""

    kind: Literal["nps", "csat", "ces", "rating", "agreement"] = Field(description="What kind of scale.")
    low: float = Field(description="Its lowest point.")
    high: float = Field(description="Its highest point.")

    @model_validator(mode="after")
    def _low_is_lower(self) -> "ScaleLine":
        if not self.low < self.high:
            raise ValueError("has low not below high")
        return self


class EvidenceOut(Part):
    """One observation made of a row."""

    when: Question | None = Field(default=None, description="Only where this holds.")
    each: dict[str, dict[str, Constant_]] = Field(
        default={},
        description="Repeat for each of these columns, where not blank. `each.column` is its name, `each.value` "
        "its cell, and `each.<word>` what is noted under it.",
    )
    act: Word = Field(description="What happened, in one verb of the vocabulary.")
    chair: Word = Field(
        default=Constant(constant="customer"), description="Whose side it speaks from: customer or company."
    )
    who: tuple[Known, ...] = Field(default=(), description="The names of the party.")
    anonymous: bool = Field(
        default=False, description="`true`: taken also where every name is blank, as a voice without one."
    )
    at: Expression = Field(description="When.")
    not_before: bool = Field(
        default=False, description="`true`: the data tell only that it did not happen before `at`."
    )
    touchpoint: Word = Field(default=Constant(constant=""), description="Key of the touchpoint.")
    channel: Word = Field(default=Constant(constant=""), description="The medium; left out, that of the touchpoint.")
    device: Word = Field(default=Constant(constant=""), description="The device.")
    objects: tuple[About, ...] = Field(default=(), description="What it is about.")
    words: Expression | None = Field(default=None, description="The party's own words.")
    language: Word = Field(
        default=Constant(constant=""), description="Their language (en, pt, zh …); left out, it is detected."
    )
    score: Expression | None = Field(default=None, description="A score; needs `scale`.")
    scale: ScaleLine | None = Field(default=None, description="The scale of the score.")
    amount: Expression | None = Field(default=None, description="Money; needs `currency`.")
    currency: Word = Field(default=Constant(constant=""), description="Its currency (EUR, BRL …).")
    due_at: Expression | None = Field(default=None, description="When what was promised is due.")
    promise: str = Field(default="", description="Key of the promise that this makes to one party.")
    basis: str = Field(default="legitimate_interest", description="The legal ground for keeping it.")
    purposes: tuple[str, ...] = Field(default=(), description="The purposes that the party granted.")
    properties: dict[str, Expression] = Field(
        default={}, description="Anything else worth keeping; blanks are left out."
    )
    message_id: Expression | None = Field(
        default=None, description="Unique within the source; left out, made of table, key, touchpoint and act."
    )
    once: bool = Field(default=False, description="`true`: made only the first time that its message id comes up.")

    @model_validator(mode="after")
    def _goes_together(self) -> "EvidenceOut":
        for name, kind in (("act", Act), ("chair", Chair), ("channel", Channel)):
            _all_known(name, getattr(self, name), kind)
        if (self.score is None) != (self.scale is None):
            raise ValueError("needs `score` and `scale` together")
        if self.amount is not None and self.currency == Constant(constant=""):
            raise ValueError("has an amount without a `currency`")
        if not self.who and not self.anonymous:
            raise ValueError("says nobody: give `who`, or `anonymous: true` for a voice without a name")
        return self


class ThingOut(Part):
    """An object with its attributes, made of a row."""

    when: Question | None = Field(default=None, description="Only where this holds.")
    kind: str = Field(description="order, product, survey …")
    id: Expression = Field(description="Its id.")
    attributes: dict[str, Expression] = Field(default={}, description="What is known of it; blanks are left out.")


class PartyOut(Part):
    """The traits of a party, made of a row (evidence with the act `described`)."""

    when: Question | None = Field(default=None, description="Only where this holds.")
    who: tuple[Known, ...] = Field(description="The names of the party, the strongest first.", min_length=1)
    at: Expression = Field(description="Since when we know it.")
    kind: Literal["person", "organisation"] = Field(default="person", description="A person or an organisation.")
    roles: tuple[str, ...] = Field(description="How the party matters: customer, partner, employee …", min_length=1)
    name: Expression | None = Field(default=None, description="What the party is called.")
    country: Word = Field(default=Constant(constant=""), description="Its country.")
    city: Expression | None = Field(default=None, description="Its city.")
    properties: dict[str, Expression] = Field(default={}, description="Any other trait; blanks are left out.")
    message_id: Expression | None = Field(default=None, description="Left out: made of table and the names.")


class Output(Part):
    """What a row becomes: one of these three."""

    evidence: EvidenceOut | None = Field(default=None, description="An observation.")
    thing: ThingOut | None = Field(default=None, description="An object.")
    party: PartyOut | None = Field(default=None, description="The traits of a party.")

    @model_validator(mode="after")
    def _is_one(self) -> "Output":
        if sum(out is not None for out in (self.evidence, self.thing, self.party)) != 1:
            raise ValueError("is one of evidence, thing, party")
        return self


class Skip(Part):
    """Rows that are passed over on purpose, and why."""

    when: Question | None = Field(default=None, description="Which rows; left out, every row.")
    reason: str = Field(description="Why, for whoever reads the account of the import.", min_length=3)


class Check(Part):
    """What must hold of a row; where it does not, the row goes to quarantine."""

    that: Question = Field(description="The condition.")
    reason: str = Field(description="What is wrong where it does not hold.", min_length=3)
    mend: str = Field(
        default="Correct the row in its source and import it again.", description="How a person mends it."
    )


def _skips(value: Any) -> Any:
    return [{"reason": value}] if isinstance(value, str) else _several(value)


class Table(Part):
    """One table: where it is, how it is written, and what each of its rows becomes."""

    file: Names = Field(description="File name or glob, or several. `.gz` behind it is found as well.", min_length=1)
    format: Literal["", "csv", "tsv", "jsonl", "parquet", "excel"] = Field(
        default="", description="Left out: by the ending."
    )
    optional: bool = Field(default=False, description="`true`: the file may be absent.")
    sheet: str = Field(default="", description="Excel: the sheet; left out, the first.")
    header_row: int = Field(default=1, description="The line of the column names; 0 where there are none.", ge=0)
    names: tuple[str, ...] = Field(default=(), description="The column names where the file has none.")
    encoding: str = Field(default="", description="Left out: the recipe's.")
    delimiter: str = Field(default="", description="Left out: the recipe's.", max_length=1)
    quote: str = Field(default='"', description="What stands around a cell with delimiters in it.", max_length=1)
    escape: str = Field(default="", description="What stands before a quote inside a cell, where it is not doubled.")
    key: Names = Field(default=(), description="The columns that tell one row from another; used for message ids.")
    columns: dict[str, Names] = Field(
        default={}, description="A name for this recipe: the names that files have used for it."
    )
    may_lack: tuple[str, ...] = Field(default=(), description="Columns that some files do not have; blank there.")
    blank: dict[str, Names] = Field(default={}, description="Codes that mean blank, by column.")
    join: dict[str, Lookup] = Field(default={}, description="Rows of other tables that are looked up, in order.")
    let: dict[str, Expression] = Field(default={}, description="Values with a name, used like columns below, in order.")
    skip: Annotated[tuple[Skip, ...], BeforeValidator(_skips)] = Field(
        default=(), description="Rows passed over, and why."
    )
    checks: tuple[Check, ...] = Field(default=(), description="What must hold of every row that is not skipped.")
    outputs: tuple[Output, ...] = Field(default=(), description="What a row becomes.")

    @field_validator("blank", mode="before")
    @classmethod
    def _codes_are_text(cls, blank: Any) -> Any:
        if not isinstance(blank, dict):
            return blank
        return {column: [str(code) for code in _listed(codes)] for column, codes in blank.items()}

    @model_validator(mode="after")
    def _does_something(self) -> "Table":
        if not self.outputs and not any(skip.when is None for skip in self.skip):
            raise ValueError("makes nothing of its rows: give `outputs`, or `skip: <the reason>`")
        if (self.header_row == 0) != bool(self.names):
            raise ValueError("needs `header_row: 0` and `names` together")
        return self


class Recipe(Part):
    """A whole recipe."""

    name: str = Field(default="", description="Left out: the file's name.")
    title: str = Field(description="What people call these data.")
    says: str = Field(default="", description="What they are, where they come from, what to know about them.")
    source: str = Field(description="Name of the source; message ids are unique within it.", pattern=r"^[a-z0-9_-]+$")
    time_zone: str = Field(description="IANA time zone of times that carry none, such as America/Sao_Paulo.")
    dates: Names = Field(default=("iso",), description="`iso`, or patterns such as `%d/%m/%Y %H:%M`, tried in order.")
    decimal: str = Field(default=".", description="The decimal mark.", pattern=r"^[.,]$")
    thousands: str = Field(default="", description="The thousands mark, if any.", max_length=1)
    encoding: str = Field(default="utf-8-sig", description="utf-8-sig, latin-1, cp1252, utf-16 …")
    delimiter: str = Field(
        default="", description="What stands between cells; left out, comma (tab in .tsv).", max_length=1
    )
    blank: tuple[str, ...] = Field(default=(), description="Codes that mean blank in every column, such as NULL.")
    tables: dict[str, Table] = Field(description="The tables, in the order in which they are read.", min_length=1)
    touchpoints: tuple[TouchpointLine, ...] = Field(default=(), description="The touchpoints that it introduces.")
    promises: tuple[PromiseLine, ...] = Field(default=(), description="The promises that it introduces.")
    journey: DrawnJourney | None = Field(default=None, description="The journey as drawn, to begin with.")

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"{zone!r} is no IANA time zone, such as Europe/Vienna")
        return zone

    @field_validator("encoding")
    @classmethod
    def _encoding_exists(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise ValueError(f"{encoding!r} is no encoding, such as utf-8-sig, latin-1 or utf-16") from error
        return encoding

    @field_validator("dates")
    @classmethod
    def _formats_are_formats(cls, dates: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in dates:
            if pattern != "iso" and "%" not in pattern:
                raise ValueError(f"{pattern!r} is no date format, such as iso or %d.%m.%Y")
            datetime(2000, 1, 1).strftime(pattern)
        return dates

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of times that carry none."""
        return ZoneInfo(self.time_zone)


def _listed(codes: Any) -> list[Any]:
    return list(codes) if isinstance(codes, (list, tuple)) else [codes]


def _all_known(field: str, word: Any, kind: type[Act] | type[Chair] | type[Channel]) -> None:
    words = [word.constant] if isinstance(word, Constant) else []
    if isinstance(word, Map):
        words = [*word.to.values(), *([] if word.otherwise is None else [word.otherwise])]
    known = {str(member) for member in kind} | ({""} if kind is Channel else set())
    for given in words:
        if given not in known:
            raise ValueError(f"has {field} {given!r}; known are {', '.join(sorted(known - {''}))}")
