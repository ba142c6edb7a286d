"""Who is known: parties, the names they go by, and how far each kind of name may be trusted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

ROLES = (
    "customer",
    "prospect",
    "customer's customer",
    "influencer",
    "employee",
    "partner",
    "supplier",
    "critic",
    "fan",
    "government",
    "regulator",
)


class Identifier(NamedTuple):
    """One name under which a party is known: kind ("email", "customer_id", …) and value, as it came."""

    kind: str
    value: str


class Trust(NamedTuple):
    """How a kind of identifier is treated: whether it may merge two parties, how many one party may have."""

    merges: bool
    limit: int


# A browser, a device or a desk is shared by people (PostHog#5527, chatwoot#4728): such names attach to
# whoever is already known, but never make two known people one.
SHARED = Trust(merges=False, limit=2_500)
OWN = Trust(merges=True, limit=20)
TRUST = {"anonymous_id": SHARED, "device_id": SHARED, "session_id": SHARED, "household": SHARED, "ip": SHARED}

# What systems send when they do not know who it is. One of these as an identity once made one mega-person.
_NOBODY = ("", "0", "1", "-1", "null", "none", "nil", "undefined", "nan", "na", "n/a", "unknown", "anonymous", "guest")
_TESTS = ("test", "true", "false", "[object object]", "test@test.com", "none@none.com", "not_authenticated", "no email")
BLOCKED = frozenset((*_NOBODY, *_TESTS))


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation as now known; `traits` are the latest told, evidence keeps the rest."""

    id: int
    kind: str
    name: str
    traits: dict[str, Any]
    roles: tuple[str, ...]
    since: datetime
    erased_at: datetime | None = None

    @property
    def label(self) -> str:
        """What to call them where no name is known."""
        return self.name or f"{self.kind.title()} {self.id}"


def trust(kind: str) -> Trust:
    """How far a kind of identifier is trusted."""
    return TRUST.get(kind, OWN)


def usable(identifier: Identifier) -> bool:
    """Whether a value names somebody at all."""
    return identifier.value.strip().lower() not in BLOCKED


def normal(identifier: Identifier) -> Identifier:
    """The form in which names are compared: e-mail without case, phone as digits."""
    kind, value = identifier.kind.strip().lower(), identifier.value.strip()
    if kind == "email":
        value = value.lower()
    elif kind == "phone":
        value = ("+" if value.startswith("+") else "") + "".join(c for c in value if c.isdigit())
    return Identifier(kind, value)


def fingerprint(identifier: Identifier) -> str:
    """What a tombstone keeps of a name: enough to recognise it again, not to read it."""
    kind, value = normal(identifier)
    return hashlib.sha256(f"{kind}\0{value}".encode()).hexdigest()
