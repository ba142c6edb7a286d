"""Consequence: what it does to people when a promise is broken, in the scores they gave on the very same objects."""

from dataclasses import dataclass, replace
from typing import Any

from emptychair.core import ENOUGH, Figure
from emptychair.decide.figures import facts_of, figure_of
from emptychair.decide.measures import Measure, measurable
from emptychair.decide.observations import ANY_PRESENT, scored_cases
from emptychair.evidence import Which
from emptychair.promises import promise
from emptychair.store import Stores


@dataclass(frozen=True, slots=True)
class Consequence:
    """The mean score of those whose promise was kept, and of those whose was not, on one scale."""

    name: str
    kept: Figure
    late: Figure


def consequence(stores: Stores, measure: Measure) -> Consequence | None:
    """How differently people score; None where the measure is no promise or both sides were not heard enough."""
    kind, _, key = measure.key.partition(":")
    if kind != "promise":
        return None
    points = scored_cases(promise(stores.records, key))
    grouped = points.group_by("scale_kind", "touchpoint", "outcome").aggregate(**facts_of(points))
    sides: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in stores.ledger.rows(grouped):
        sides.setdefault((row["scale_kind"], row["touchpoint"] or ""), {})[row["outcome"]] = row
    both = {scale: some for scale, some in sides.items() if len(some) == 2 and min(_counts(some)) >= ENOUGH}
    if not both:
        return None
    scale, touchpoint = max(both, key=lambda one: sum(_counts(both[one])))
    score = measurable(stores, f"score:{scale}@{touchpoint}" if touchpoint else f"score:{scale}", ANY_PRESENT)
    which = replace(score.which, act="rated", promise=key)
    kept, late = (_figure(score, both[scale, touchpoint], which, outcome) for outcome in ("kept", "late"))
    return Consequence(score.name, kept, late)


def _figure(score: Measure, sides: dict[str, dict[str, Any]], which: Which, outcome: str) -> Figure:
    return figure_of(score, sides[outcome], replace(which, about=outcome).url())


def _counts(sides: dict[str, dict[str, Any]]) -> list[int]:
    return [row["n"] for row in sides.values()]
