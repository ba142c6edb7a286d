"""The analyses of this room as Ibis expressions, for whoever runs them on another engine."""

from datetime import date
from typing import Any

from emptychair.walk import cases, conformance, feelings, friction, paths
from emptychair.walk.model import DrawnStage, DrawnStep, JourneyMap


def analyses() -> dict[str, Any]:
    """Every analysis by its name, cut by order, on a fixed day and for a map of three steps."""
    drawn = JourneyMap("example", "An order", "order", (DrawnStage("All", _steps("checkout", "payment", "delivery")),))
    return {
        "walk.places": paths.places("order", date(2030, 1, 1)),
        "walk.moves": paths.moved("order"),
        "walk.variants": paths.varied("order"),
        "walk.waits": paths.waited("order"),
        "walk.moves of parties": paths.moved("party"),
        "walk.rated": feelings.rated(),
        "walk.spoken": feelings.spoken(),
        "walk.quotes": feelings.quotes(),
        "walk.arrived": feelings.arrived("order"),
        "walk.loops": friction.loops("order"),
        "walk.contacts": friction.contacts("order"),
        "walk.asked while waiting": cases.asked_while_waiting("order"),
        "walk.conformance": conformance.followed(drawn),
    }


def _steps(*touchpoints: str) -> tuple[DrawnStep, ...]:
    return tuple(DrawnStep(touchpoint) for touchpoint in touchpoints)
