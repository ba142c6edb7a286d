"""Taking it along: journeys and lived maps as plain rows and as JSON, every figure with its n and interval."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from emptychair.core import Figure
from emptychair.walk.model import JourneyMap
from emptychair.walk.paths import Lived
from emptychair.walk.picture import LivedStep, Picture


def journey_json(picture: Picture) -> dict[str, Any]:
    """A journey drawn and lived."""
    fits = picture.conformance
    return {
        "drawn": drawn_json(picture.drawn),
        "expired": picture.expired,
        "walks": picture.lived.total.as_json(),
        "walked_as_drawn": fits.walks.as_json(),
        "moves_on_the_map": fits.moves.as_json(),
        "asked_while_waiting": picture.waiting.as_json() if picture.waiting else None,
        "steps": [_step_json(step) for step in picture.steps],
        "undrawn_touchpoints": [{"touchpoint": o.place.key, "passed": o.passed.as_json()} for o in picture.undrawn],
        "unused_touchpoints": list(fits.unused),
        "undrawn_moves": [asdict(move) for move in fits.undrawn_moves],
    }


def drawn_json(drawn: JourneyMap) -> dict[str, Any]:
    """A map as drawn."""
    dates = {name: _iso(getattr(drawn, name)) for name in ("drawn_at", "review_by")}
    return asdict(drawn) | dates


def lived_json(lived: Lived) -> dict[str, Any]:
    """A mined map: places and moves."""
    totals = {"cut": lived.cut, "cases": lived.cases, "people": lived.people, "steps": lived.events}
    dates = {"oldest": _iso(lived.oldest), "newest": _iso(lived.newest)}
    places = [asdict(place) | {"newest": _iso(place.newest)} for place in lived.places]
    moves = [asdict(move) for move in lived.moves]
    return totals | dates | {"variants": lived.variants, "places": places, "moves": moves}


def step_rows(picture: Picture) -> list[dict[str, Any]]:
    """One flat row a step: figures as value, low, high, n."""
    return [
        {"stage": step.stage, "step": step.name, "touchpoint": step.drawn.touchpoint}
        | {"controller": step.place.controller, "doing": step.drawn.doing}
        | {"intended_feeling": step.drawn.intended_feeling}
        | _flat("rated_here", step.felt.rated)
        | _flat("spoken_of", step.felt.spoken)
        | _flat("passed_percent", step.passed)
        | _flat("waited_hours", _in_hours(step.waited))
        | _flat("left_percent", step.left)
        for step in picture.steps
    ]


def _step_json(step: LivedStep) -> dict[str, Any]:
    rub = step.friction
    figures = {"passed": step.passed, "rated_here": step.felt.rated, "spoken_of": step.felt.spoken}
    figures |= {"waited": step.waited, "left": step.left}
    if rub is not None:
        figures |= {"repeats": rub.repeats, "returns": rub.returns, "asks_again": rub.asks_again}
    drawn = {"stage": step.stage, "touchpoint": step.drawn.touchpoint, "name": step.name}
    voices = [{"evidence": voice.href, "words": voice.words, "feeling": voice.feeling} for voice in step.voices]
    meant = {"intended_feeling": step.drawn.intended_feeling, "gap": step.gap, "voices": voices}
    return drawn | meant | {name: figure.as_json() for name, figure in figures.items()}


def _in_hours(figure: Figure) -> Figure:
    # On a page a long wait is told in days; a column has one unit.
    size = 24 if figure.unit == "days" else 1
    value, low, high = (None if end is None else size * end for end in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high, unit="h")


def _flat(name: str, figure: Figure) -> dict[str, Any]:
    shown = figure.as_json()
    return {name: shown["value"], f"{name}_low": shown["low"], f"{name}_high": shown["high"], f"{name}_n": shown["n"]}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
