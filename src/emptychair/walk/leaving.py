"""Leaving: walks that ended before they came to where the map means them to go."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import ibis

from emptychair.core import Figure
from emptychair.store import Ledger
from emptychair.walk import figures
from emptychair.walk.cases import ARROW, Cases
from emptychair.walk.model import JourneyMap
from emptychair.walk.steps import steps

QUIET_DAYS = 30  # a walk of which nothing was heard for so long has ended (our proposal)


def leaving(ledger: Ledger, drawn: JourneyMap, now: datetime) -> dict[str, Figure]:
    """By touchpoint: of the ended walks that came by, the share whose last step it was, short of the last stage."""
    goals = goals_of(drawn)
    rows = ledger.rows(left(drawn.cut, goals, now.astimezone(UTC).date()))
    never = ARROW.join(goals)
    return {
        row["touchpoint"]: figures.share(
            row["left"] or 0, row["quiet"], Cases(drawn.cut, ends=row["touchpoint"], never=never).url(), row["newest"]
        )
        for row in rows
    }


def goals_of(drawn: JourneyMap) -> tuple[str, ...]:
    """The touchpoints of the last stage: whoever came there did not leave on the way."""
    return tuple(step.touchpoint for step in drawn.stages[-1].steps)


@lru_cache(maxsize=32)  # a new day is a new question
def left(cut: str, goals: tuple[str, ...], today: date) -> Any:
    """One row a touchpoint: quiet (ended walks through here), left (ended here before any goal), newest."""
    walked = steps(cut)
    walk = ibis.window(group_by=walked.case)
    walked = walked.mutate(
        ended_at=walked.at.max().over(walk),
        came=walked.touchpoint.isin(goals).cast("int64").max().over(walk),
    )
    midnight = ibis.literal(f"{today} 00:00:00").cast("timestamp(6)")
    quiet = midnight.epoch_seconds() - walked.ended_at.epoch_seconds() > QUIET_DAYS * 86_400
    return walked.group_by("touchpoint").aggregate(
        quiet=walked.case.nunique(where=quiet),
        left=(quiet & walked.after.isnull() & (walked.came == 0)).cast("int64").sum(),
        newest=walked.at.max(),
    )
