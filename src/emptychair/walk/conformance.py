"""Conformance: how far lived walks follow the drawn map, walk by walk and move by move."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis

from emptychair.core import Figure
from emptychair.store import LIVED, Ledger
from emptychair.walk import figures
from emptychair.walk.cases import Cases
from emptychair.walk.model import JourneyMap
from emptychair.walk.paths import Lived, Move
from emptychair.walk.steps import steps

_USED = LIVED.filter(LIVED.touchpoint.notnull()).select("touchpoint").distinct()


@dataclass(frozen=True, slots=True)
class Conformance:
    """A map beside the walks: shares that follow it, what nobody drew, what nobody walks.

    A walk follows the map when every step of it is drawn and none leads back to an earlier step; skipping
    ahead and doing a step again are allowed. A move is on the map by the same rule for its two ends.
    """

    walks: Figure
    moves: Figure
    undrawn: tuple[str, ...]  # touchpoints in use that are on no step, busiest first
    unused: tuple[str, ...]  # touchpoints drawn where nobody at all came by, on these walks or otherwise
    undrawn_moves: tuple[Move, ...]  # busiest first


def conformance(ledger: Ledger, drawn: JourneyMap, lived: Lived, now: datetime) -> Conformance:
    """Lay the map beside what was mined for its cut."""
    row = ledger.one(followed(drawn)) if lived.cases else {"n": 0, "following": 0, "moves": 0, "on_map": 0}
    link = Cases(drawn.cut).url()
    used = [place.touchpoint for place in lived.places]
    return Conformance(
        figures.share(row["following"] or 0, row["n"], link, lived.newest),
        figures.share(row["on_map"] or 0, row["moves"] or 0, link, lived.newest),
        tuple(touchpoint for touchpoint in used if touchpoint not in drawn.touchpoints),
        _unused(ledger, drawn) if lived.cases else (),
        tuple(move for move in lived.moves if not allowed(drawn, move.source, move.target)),
    )


def allowed(drawn: JourneyMap, source: str, target: str) -> bool:
    """Whether the map has a way from one touchpoint to the other: both drawn, and not back."""
    first, last = _bounds(drawn)
    return source in first and target in last and first[source] <= last[target]


@lru_cache(maxsize=32)
def followed(drawn: JourneyMap) -> Any:
    """One row: n walks, following, moves, on_map."""
    first, last = _bounds(drawn)
    walked = steps(drawn.cut)
    begun = _placed(walked.before, first, len(drawn.steps))
    come = _placed(walked.touchpoint, last, -1)
    moving = walked.before.notnull()
    on_map = ibis.ifelse(moving, begun <= come, come >= 0)
    walked = walked.mutate(moving=moving.cast("int64"), on_map=on_map.cast("int64"))
    moved = (walked.moving * walked.on_map).sum()
    walks = walked.group_by("case").aggregate(moves=walked.moving.sum(), on_map=moved, worst=walked.on_map.min())
    return walks.aggregate(
        n=walks.count(), following=walks.worst.sum(), moves=walks.moves.sum(), on_map=walks.on_map.sum()
    )


def _unused(ledger: Ledger, drawn: JourneyMap) -> tuple[str, ...]:
    used = {row["touchpoint"] for row in ledger.rows(_USED)}
    return tuple(touchpoint for touchpoint in drawn.touchpoints if touchpoint not in used)


def _bounds(drawn: JourneyMap) -> tuple[dict[str, int], dict[str, int]]:
    # A touchpoint may stand on the map twice: from its first place one may still go on to everything behind it.
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, step in enumerate(drawn.steps):
        first.setdefault(step.touchpoint, place)
        last[step.touchpoint] = place
    return first, last


def _placed(column: Any, places: dict[str, int], otherwise: int) -> Any:
    return ibis.cases(*((column == touchpoint, place) for touchpoint, place in places.items()), else_=otherwise)
