"""Steps: evidence cut into walks, one row a step, in the order in which people lived them (Ibis)."""

from collections.abc import Callable
from functools import cache
from typing import Any

import ibis

from emptychair.store import EVIDENCE_OBJECTS, LIVED
from emptychair.walk.model import PARTY

# What is no step of anybody's walk: traits, consents, and promises, which are made long before they are lived.
NO_STEP = ("described", "consented", "was_promised")
# A voice about a touchpoint, or our question about it, is a step only where it is the only trace that the walk
# came by: the survey three days after a delivery is not a second delivery, the review page is a step of its own.
VOICES = ("said", "rated", "answered", "was_asked")
_COLUMNS = ("party", "touchpoint", "act", "chair", "valence", "id")


@cache  # building an expression of this depth takes longer than answering it
def visits(cut: str) -> Any:
    """Everything that happened at a touchpoint, by walk: case, party, touchpoint, act, chair, valence, id, at.

    `cut` "party" makes one walk of everything that one party lived; any other is a kind of object, and
    a walk is what happened around one of them (OCEL 2.0: an event may belong to several).
    """
    lived = LIVED.filter(LIVED.touchpoint.notnull() & ~LIVED.act.isin(NO_STEP))
    if cut == PARTY:
        lived = lived.filter(lived.party.notnull())
        return lived.select(*_COLUMNS, at=lived.happened_at, case=lived.party.cast("string"))
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == cut)
    joined = lived.join(links, lived.id == links.evidence)
    return joined.select(*_COLUMNS, at=joined.happened_at, case=joined.object)


@cache
def steps(cut: str) -> Any:
    """One row a step: case, party, touchpoint, act, chair, id, at, place (from 0), and its neighbours.

    `before`, `before_that` and `after` are touchpoints of the same walk, null at its ends; `hours_waited` is the
    time since the step before, `hours_around` since the one before that. Steps are ordered by (happened_at, id).
    Left out are repeated voices, our answers at the same touchpoint, and what else the customer did there at
    once (bought and paid at a till): that is one step. The same act again is another one.
    """
    return _with_neighbours(_without_echoes(_without_repeated_voices(visits(cut))))


@cache
def moves(cut: str) -> Any:
    """One row a move from a step straight to the next: case, party, source, target, place, hours."""
    walked = steps(cut)
    return walked.filter(walked.before.notnull()).select(
        "case", "party", "place", source=ibis._.before, target=ibis._.touchpoint, hours=ibis._.hours_waited
    )


def _without_repeated_voices(table: Any) -> Any:
    here = ibis.window(group_by=[table.case, table.touchpoint])
    ordered = ibis.window(group_by=[table.case, table.touchpoint], order_by=[table.at, table.id])
    voice = table.act.isin(VOICES)
    been = (~voice).cast("int64").max().over(here)
    table = table.mutate(voice=voice, been=been, turn=ibis.row_number().over(ordered))
    return table.filter(~table.voice | ((table.been == 0) & (table.turn == 0))).drop("voice", "been", "turn")


def _without_echoes(table: Any) -> Any:
    table = _without(table, lambda last: last.chair == "company")
    return _without(table, lambda last: (last.last_act != last.act) | (last.last_at == last.at))


def _without(table: Any, echoes: Callable[[Any], Any]) -> Any:
    walk = _walk(table)
    last = table.mutate(
        last=table.touchpoint.lag().over(walk), last_act=table.act.lag().over(walk), last_at=table.at.lag().over(walk)
    )
    echo = (last.last == last.touchpoint) & echoes(last)
    return last.filter(~ibis.coalesce(echo, False)).drop("last", "last_act", "last_at")


def _with_neighbours(table: Any) -> Any:
    walk = _walk(table)
    seconds = table.at.epoch_seconds()
    return table.mutate(
        place=ibis.row_number().over(walk),
        before=table.touchpoint.lag().over(walk),
        before_that=table.touchpoint.lag(2).over(walk),
        after=table.touchpoint.lead().over(walk),
        hours_waited=(seconds - seconds.lag().over(walk)) / 3600.0,
        hours_around=(seconds - seconds.lag(2).over(walk)) / 3600.0,
    )


def _walk(table: Any) -> Any:
    return ibis.window(group_by=table.case, order_by=[table.at, table.id])
