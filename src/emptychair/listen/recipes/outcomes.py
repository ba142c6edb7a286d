"""What became of one row: exactly one fate, and what it said."""

from dataclasses import dataclass, field
from enum import StrEnum

from emptychair.evidence import Message, Refusal, Thing


class Fate(StrEnum):
    """Every row has exactly one."""

    EVIDENCE = "evidence"  # at least one observation was made of it
    REFERENCE = "reference"  # it told only of things or of traits of parties
    QUARANTINED = "quarantined"  # something in it could not be taken; the whole row waits for a person
    SKIPPED = "skipped"  # the recipe says why it is passed over


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of a table: where it stood, its fate with the reason, and what was made of it."""

    table: str
    file: str
    line: int
    fate: Fate
    reason: str = ""
    messages: tuple[Message, ...] = ()
    things: tuple[Thing, ...] = ()
    refusal: Refusal | None = None
    raw: dict[str, str] = field(default_factory=dict)  # only where asked for
