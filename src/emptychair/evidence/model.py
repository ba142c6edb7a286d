"""What is heard: a message as it came in, and the acts, chairs, channels and scales it may speak of."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from emptychair.parties import Identifier


class Chair(StrEnum):
    """Whose side an observation speaks from."""

    CUSTOMER = "customer"
    COMPANY = "company"


class Act(StrEnum):
    """What happened, in one verb."""

    SAID = "said"  # words: a review, a mail, a call note
    RATED = "rated"  # a score, with or without words
    ANSWERED = "answered"  # an answer to one of our questions that is not a score
    ASKED = "asked"  # a question, request or complaint to us: someone waits for a reply
    DID = "did"  # behaviour: a page seen, a button pressed, a visit
    BOUGHT = "bought"
    PAID = "paid"
    RECEIVED = "received"  # the thing or the service arrived
    RETURNED = "returned"
    CANCELLED = "cancelled"
    JOINED = "joined"
    LEFT = "left"
    REFERRED = "referred"
    DESCRIBED = "described"  # traits of a party: name, place, role
    CONSENTED = "consented"  # a purpose granted or withdrawn
    WAS_PROMISED = "was_promised"  # we promised something, due at `due_at`
    WAS_TOLD = "was_told"  # we told them something: a reply, a notice, a tell-back
    WAS_ASKED = "was_asked"  # we asked: a survey invitation
    WAS_SERVED = "was_served"  # our own record of what we did: approved, shipped, repaired
    WAS_OFFERED = "was_offered"


class Channel(StrEnum):
    """The medium of a contact."""

    STORE = "store"
    SITE = "site"
    APP = "app"
    EMAIL = "email"
    PHONE = "phone"
    CHAT = "chat"
    MESSENGER = "messenger"
    SMS = "sms"
    POST = "post"
    SOCIAL = "social"
    REVIEW_SITE = "review_site"
    SURVEY = "survey"
    KIOSK = "kiosk"
    BOT = "bot"
    DELIVERY = "delivery"
    PARTNER = "partner"
    EVENT = "event"
    VR = "vr"
    BACK_OFFICE = "back_office"
    UNKNOWN = "unknown"


class Scale(NamedTuple):
    """The scale a score was given on; `kind` is nps, csat, ces, rating or agreement."""

    kind: str
    low: float
    high: float

    def valence(self, score: float) -> float:
        """The score's place on its own scale as -1 (worst) … +1 (best)."""
        return 2 * (score - self.low) / (self.high - self.low) - 1


class ObjectRef(NamedTuple):
    """A thing that an observation is about: kind ("order", "ticket", "survey", …) and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Message:
    """One observation as it came in, before anyone recognised who it is about.

    `at` is aware (its offset is the local one); `message_id` is unique within `source`.
    Who: `identifiers`, strongest first; none for an anonymous voice.
    """

    source: str
    message_id: str
    at: datetime
    act: Act
    chair: Chair = Chair.CUSTOMER
    identifiers: tuple[Identifier, ...] = ()
    touchpoint: str = ""
    channel: Channel = Channel.UNKNOWN
    device: str = ""
    objects: tuple[ObjectRef, ...] = ()
    words: str = ""
    language: str = ""
    score: float | None = None
    scale: Scale | None = None
    amount: Decimal | None = None
    currency: str = ""
    due_at: datetime | None = None
    basis: str = "legitimate_interest"
    purposes: tuple[str, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the record with its attributes: an order, a product, a survey (OCEL 2.0 object)."""

    source: str
    kind: str
    id: str
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be taken: the raw row as it came, why, and how a person can mend it."""

    source: str
    where: str
    reason: str
    mend: str
    raw: dict[str, Any]
    at: datetime | None = None


__all__ = ["Act", "Chair", "Channel", "Identifier", "Message", "ObjectRef", "Refusal", "Scale", "Thing"]
