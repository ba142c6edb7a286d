"""Drawing journeys: a definition that says something new becomes the next version."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from emptychair.core import Conflict, Invalid
from emptychair.store import Records, Stores, put
from emptychair.touchpoints import Touchpoint, all_touchpoints
from emptychair.touchpoints import define as define_touchpoints
from emptychair.walk.model import FEELINGS, DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.paths import lived
from emptychair.walk.queries import all_journeys
from emptychair.walk.schema import journey_stages, journey_steps, journeys

OFTEN, MOST = 0.05, 15  # a first map shows what one walk in twenty passes, and no more than fits a screen
LASTS = timedelta(days=180)  # maps expire: half a year is two releases of most sites, and one of most habits


def define(records: Records, drawn: JourneyMap, now: datetime) -> int:
    """Draw a journey; says the version. The same map drawn again is the same version.

    `drawn_at` and `review_by` default to `now` and half a year later; `version` is given here. A step at a
    touchpoint that the inventory does not know draws that touchpoint too. Raises Invalid.
    """
    drawn = _cleaned(drawn)
    _demand_sound(drawn)
    known = {one.key: one for one in all_journeys(records)}.get(drawn.key)
    if known is not None and _says(known) == _says(drawn):
        return known.version
    _draw_touchpoints(records, drawn, now)
    version = known.version + 1 if known else 1
    with records.write() as db:
        row = {"key": drawn.key, "version": version, "name": drawn.name, "cut": drawn.cut, "persona": drawn.persona}
        dates = {"drawn_at": drawn.drawn_at or now, "review_by": drawn.review_by or now + LASTS}
        journey_id = put(db, journeys, row | dates | {"drawn_by": drawn.drawn_by})
        for place, stage in enumerate(drawn.stages):
            _put_stage(db, journey_id, place, stage)
    return version


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


def key_of(name: str) -> str:
    """A short name for addresses, made of what people call the journey."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80] or "journey"


def _cleaned(drawn: JourneyMap) -> JourneyMap:
    stages = tuple(replace(stage, name=stage.name.strip()) for stage in drawn.stages)
    return replace(drawn, name=drawn.name.strip(), persona=drawn.persona.strip(), stages=stages)


def _demand_sound(drawn: JourneyMap) -> None:
    where = f"journey {drawn.key}"
    if not drawn.name or not drawn.cut:
        raise Invalid("A journey needs a name and what one walk is.", where=where, mend="Name both.")
    if not drawn.steps:
        raise Invalid("A journey without a step is no journey.", where=where, mend="Draw one step at least.")
    if not all(stage.name for stage in drawn.stages):
        raise Invalid("A stage has no name.", where=where, mend="Name the stage, or move its steps and remove it.")
    twice = [name for name, times in Counter(stage.name for stage in drawn.stages).items() if times > 1]
    if twice:
        raise Invalid(f"Two stages are called {twice[0]!r}.", where=where, mend="Name them apart.")
    for step in drawn.steps:
        if not step.touchpoint:
            raise Invalid("A step has no touchpoint.", where=where, mend="Say where it happens.")
        if step.intended_feeling is not None and not FEELINGS[0] <= step.intended_feeling <= FEELINGS[1]:
            mend = "Give a number from -2 (terrible) to +2 (wonderful)."
            raise Invalid(f"The feeling {step.intended_feeling:g} is off the scale.", where=where, mend=mend)


def _says(drawn: JourneyMap) -> tuple[object, ...]:
    # Who drew it and when is not what it says: a recipe imported twice must not make two versions.
    return drawn.name, drawn.cut, drawn.persona, drawn.stages


def _draw_touchpoints(records: Records, drawn: JourneyMap, now: datetime) -> None:
    inventory = all_touchpoints(records)
    new = [
        Touchpoint(step.touchpoint, step.name or step.touchpoint.replace("-", " ").capitalize(), stage.name)
        for stage in drawn.stages
        for step in stage.steps
        if step.touchpoint not in inventory
    ]
    if new:
        define_touchpoints(records, new, now)


def _put_stage(db: Connection, journey_id: int, place: int, stage: DrawnStage) -> None:
    row = {"journey_id": journey_id, "place": place, "name": stage.name, "note": stage.note}
    stage_id = put(db, journey_stages, row)
    for number, step in enumerate(stage.steps):
        words = {"touchpoint": step.touchpoint, "name": step.name, "doing": step.doing, "thinking": step.thinking}
        lists = {"pains": list(step.pains), "gains": list(step.gains), "intended_feeling": step.intended_feeling}
        put(db, journey_steps, words | lists | {"stage_id": stage_id, "place": number})


def _staged(places: Iterable[Touchpoint]) -> tuple[DrawnStage, ...]:
    stages: dict[str, tuple[DrawnStep, ...]] = {}
    for place in places:
        step = DrawnStep(place.key, intended_feeling=place.intended_feeling)
        stage = place.stage.strip().capitalize() or "Along the way"
        stages[stage] = (*stages.get(stage, ()), step)
    return tuple(DrawnStage(name, steps) for name, steps in stages.items())
