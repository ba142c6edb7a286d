"""How long people wait for a human: Erlang's delay formula (1917)."""

from dataclasses import dataclass
from math import ceil, exp

from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Waiting:
    """Chance of waiting at all, mean wait of everyone in seconds, share answered within the target."""

    chance: float
    mean_seconds: float
    within_target: float
    agents: int


def erlang_c(contacts_per_hour: float, seconds_each: float, agents: int, target_seconds: float = 20.0) -> Waiting:
    """Waiting when contacts come at random, nobody gives up, and all agents can take any of them."""
    demand(contacts_per_hour >= 0 and seconds_each > 0, "Give a rate of 0 or more, and a time above 0.")
    load = contacts_per_hour * seconds_each / 3600
    demand(agents > load, f"{agents} agents cannot carry {load:.1f} erlang: the queue grows without end.")
    blocked = 1.0
    for agent in range(1, agents + 1):
        blocked = load * blocked / (agent + load * blocked)
    chance = blocked / (1 - load / agents * (1 - blocked))
    free = agents - load
    within = 1 - chance * exp(-free * target_seconds / seconds_each)
    return Waiting(chance, chance * seconds_each / free, within, agents)


def agents_for(
    contacts_per_hour: float, seconds_each: float, target_seconds: float = 20.0, share: float = 0.8
) -> Waiting:
    """The fewest agents who answer that share within the target, and the waiting they leave."""
    demand(0 < share < 1, "The share answered in time lies between 0 and 1; 1 would need endless agents.")
    agents = ceil(contacts_per_hour * seconds_each / 3600 + 1e-9)
    while True:
        agents += 1
        found = erlang_c(contacts_per_hour, seconds_each, agents, target_seconds)
        if found.within_target >= share:
            return found
