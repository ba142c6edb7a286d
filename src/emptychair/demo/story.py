"""The story: every party's evidence, one party after the other, the same for the same seed, day and planting."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from emptychair.demo.diary import World
from emptychair.demo.house import HOUSE, furnish
from emptychair.demo.life import live
from emptychair.demo.planting import Planting
from emptychair.evidence import Message, Thing


class Chunk(NamedTuple):
    """All that was heard of one party (or one business account), things first, then messages by time."""

    party_index: int
    heard: list[Message | Thing]


def parties(customers: int) -> int:
    """How many chunks a company with so many customers has: the house first, then the customers."""
    return HOUSE + customers


def chunks(
    customers: int, seed: int, as_of: date, planting: Planting | None = None, *, start_at: int = 0
) -> Iterator[Chunk]:
    """The chunks of the parties from `start_at` on; each is independent of the others, so a break costs nothing.

    A company of more customers holds the company of fewer, message for message.
    """
    world = World(seed, as_of, planting or Planting())
    for index in range(start_at, parties(customers)):
        yield Chunk(index, furnish(world, index) if index < HOUSE else live(world, index))


def generate(
    customers: int, seed: int, as_of: date, planting: Planting | None = None, *, start_at: int = 0
) -> Iterator[Message | Thing]:
    """Two years of evidence up to `as_of`, in constant memory; `start_at` is the party index to resume at."""
    for chunk in chunks(customers, seed, as_of, planting, start_at=start_at):
        yield from chunk.heard
