"""The company that a server serves: its settings, stores and clock, handed to every request."""

import hashlib
from dataclasses import dataclass, field

from fastapi import Request

from emptychair.core import Clock, Settings, system_clock
from emptychair.shell.metrics import Meters
from emptychair.store import Stores


@dataclass(frozen=True, slots=True)
class Company:
    """One company. `local_token` lets the command line of this machine act as the owner; empty: nobody."""

    settings: Settings
    stores: Stores
    clock: Clock = system_clock
    simulated: bool = False
    local_token: str = ""
    meters: Meters = field(default_factory=Meters)

    def cookie(self, name: str) -> str:
        """A cookie's name: browsers share cookies between ports, so two companies on one machine need two."""
        mark = hashlib.sha256(str(self.settings.home.resolve()).encode()).hexdigest()[:6]
        return f"emptychair_{name}_{mark}"


def company(request: Request) -> Company:
    """The company that this request is for."""
    house: Company = request.app.state.company
    return house
