"""What is believed about somebody: claims with their evidence, and how much is known at all."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from emptychair.know.facets import FACETS


class Mark(StrEnum):
    """How we came to a claim."""

    STATED = "stated"  # they said so
    OBSERVED = "observed"  # they do so
    INFERRED = "inferred"  # we conclude so
    ASSUMED = "assumed"  # our own records or staff say so; nobody asked them


class State(StrEnum):
    """Where a claim stands."""

    HELD = "held"
    CONTESTED = "contested"  # the person says that it is not so: shown, no longer used
    CORRECTED = "corrected"
    ERASED = "erased"  # a row without content stays, so that it is not read again from the same words


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement on one facet of one party.

    `quote` is words[quote_start:quote_end] of evidence number `evidence`; `says` is the short form in which
    claims are compared; `why` is the reason in their words, "" where nobody knows it yet. `confidence` is
    the chance that it was right when heard (0-1); `doubt` (0-1) is what the claims `against` it take away.
    """

    id: int
    party: int
    facet: str
    says: str
    statement: str
    mark: Mark
    why: str
    confidence: float
    evidence: int | None
    quote: str
    quote_start: int | None
    quote_end: int | None
    language: str
    touchpoint: str
    n: int
    heard_at: datetime
    maker: str
    created_at: datetime
    expires_at: datetime
    state: State
    contested_words: str = ""
    against: tuple[str, ...] = ()
    doubt: float = 0.0

    @property
    def sure(self) -> float:
        """How sure we are of it beside everything that contradicts it (0-1)."""
        return self.confidence * (1 - self.doubt)

    @property
    def label(self) -> str:
        """The facet in a word."""
        return FACETS[self.facet].label

    def expired(self, now: datetime) -> bool:
        """Whether it is too old to act on."""
        return now >= self.expires_at

    def counts(self, now: datetime) -> bool:
        """Whether it is part of what we still validly know."""
        return self.state in (State.HELD, State.CORRECTED) and not self.expired(now)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim about to be kept: what a room or a person says of a party."""

    party: int
    facet: str
    says: str
    statement: str
    mark: Mark
    confidence: float
    heard_at: datetime
    maker: str
    why: str = ""
    evidence: int | None = None
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None
    language: str = ""
    touchpoint: str = ""
    n: int = 1


@dataclass(frozen=True, slots=True)
class Understanding:
    """How much is known of one party: U (0-1), kappa of each facet, and what nobody knows."""

    known: float
    facets: dict[str, float] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()  # known once, expired since
    conflicts: tuple[str, ...] = ()
    pieces: int = 0  # pieces of evidence that the claims rest on
    newest: datetime | None = None

    @property
    def not_known(self) -> float:
        """The share that we do not know."""
        return 1 - self.known
