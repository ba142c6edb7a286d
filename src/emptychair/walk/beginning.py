"""Beginning a map: a first drawing in the order in which people live it, for the company to correct."""

from collections.abc import Iterable
from datetime import datetime

from emptychair.core import Conflict, Invalid
from emptychair.store import Stores
from emptychair.touchpoints import Touchpoint, all_touchpoints
from emptychair.walk.model import DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.operations import define, key_of
from emptychair.walk.paths import lived
from emptychair.walk.queries import all_journeys

OFTEN, MOST = 0.05, 15  # a first map shows what one walk in twenty passes, and no more than fits a screen


def begin(stores: Stores, name: str, cut: str, *, by: str, now: datetime) -> str:
    """Draw a first version from what is lived; says its key. Raises Conflict for a name that is taken, Invalid."""
    key = key_of(name)
    if any(drawn.key == key for drawn in all_journeys(stores.records)):
        raise Conflict("A journey of this name is drawn already.", where=name, mend="Give it another name.")
    inventory = all_touchpoints(stores.records)
    walked = lived(stores.ledger, cut)
    often = [place for place in walked.places if place.cases >= OFTEN * walked.cases][:MOST]
    keys = [place.touchpoint for place in sorted(often, key=lambda place: (place.position, place.touchpoint))]
    places = [inventory.get(key) or Touchpoint(key, key) for key in keys or list(inventory)[:1]]
    if not places:
        raise Invalid("Nothing happened at any touchpoint yet.", where=name, mend="Import some evidence first.")
    define(stores.records, JourneyMap(key, name, cut, _staged(places), drawn_by=by), now)
    return key


def _staged(places: Iterable[Touchpoint]) -> tuple[DrawnStage, ...]:
    stages: dict[str, tuple[DrawnStep, ...]] = {}
    for place in places:
        step = DrawnStep(place.key, intended_feeling=place.intended_feeling)
        stage = place.stage.strip().capitalize() or "Along the way"
        stages[stage] = (*stages.get(stage, ()), step)
    return tuple(DrawnStage(name, steps) for name, steps in stages.items())
