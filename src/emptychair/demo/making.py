"""Making the simulated company: founded, told its two years, in chunks that survive a kill."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from emptychair.demo.founding import believe, found
from emptychair.demo.planting import Planting
from emptychair.demo.story import Chunk, chunks, parties
from emptychair.evidence import Message, Receipt, Thing, record
from emptychair.store import Stores

CURSOR = "demo"  # position: how many parties' lives are told
MESSAGES_A_CHUNK = 20_000

Progress = Callable[[str, int, int], None]


def make(
    stores: Stores,
    *,
    customers: int,
    seed: int,
    as_of: date,
    now: datetime,
    planting: Planting | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Receipt:
    """Tell two years of evidence into the stores; after a kill it goes on where it stopped."""
    own = found(stores, as_of, now)
    told, total = stores.ledger.cursor(CURSOR), parties(customers)
    receipt, waiting, messages = Receipt(), list[Chunk](), 0
    for chunk in chunks(customers, seed, as_of, planting, start_at=told):
        waiting.append(chunk)
        messages += len(chunk.heard)
        if messages >= MESSAGES_A_CHUNK:
            receipt += _tell(stores, waiting, now)
            progress("Living two years", waiting[-1].party_index + 1, total)
            waiting, messages = [], 0
    if waiting:
        receipt += _tell(stores, waiting, now)
    progress("Living two years", total, total)
    believe(stores, own, now)
    return receipt


def _tell(stores: Stores, waiting: Sequence[Chunk], now: datetime) -> Receipt:
    heard = [one for chunk in waiting for one in chunk.heard]
    messages = [one for one in heard if isinstance(one, Message)]
    things = [one for one in heard if isinstance(one, Thing)]
    cursor = (CURSOR, waiting[-1].party_index + 1)
    return record(stores, messages, things=things, cursor=cursor, now=now)
