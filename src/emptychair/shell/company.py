"""The company that a server serves: its settings, stores and clock, handed to every request."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from fastapi import Request

from emptychair.core import Clock, Settings, system_clock
from emptychair.shell.metrics import Meters
from emptychair.store import Stores


class Room(Protocol):
    """A room that remembers something about people, and can say it and forget it (GDPR 15, 17, 20)."""

    def forget(self, stores: Stores, parties: Sequence[int]) -> None:
        """Forget everything about these parties."""

    def export(self, stores: Stores, party: int) -> dict[str, Any]:
        """Everything that is held about one party."""


@dataclass(frozen=True, slots=True)
class Company:
    """One company. `local_token` lets the command line of this machine act as the owner; empty: nobody.

    `rooms`: by name, every room that remembers something about people; the assembly fills it.
    """

    settings: Settings
    stores: Stores
    clock: Clock = system_clock
    simulated: bool = False
    local_token: str = ""
    meters: Meters = field(default_factory=Meters)
    rooms: Mapping[str, Room] = field(default_factory=dict)

    def cookie(self, name: str) -> str:
        """A cookie's name: browsers share cookies between ports, so two companies on one machine need two."""
        mark = hashlib.sha256(str(self.settings.home.resolve()).encode()).hexdigest()[:6]
        return f"emptychair_{name}_{mark}"


def company(request: Request) -> Company:
    """The company that this request is for."""
    house: Company = request.app.state.company
    return house
