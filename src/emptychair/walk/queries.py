"""Reading drawn journeys: the latest version of each, or one version of one."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, func, select

from emptychair.core import NotFound
from emptychair.store import Records
from emptychair.walk.model import DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.schema import journey_stages, journey_steps, journeys


def all_journeys(records: Records) -> list[JourneyMap]:
    """The latest version of every drawn journey, by name."""
    latest = select(func.max(journeys.c.id)).group_by(journeys.c.key)
    with records.read() as db:
        found = db.execute(select(journeys).where(journeys.c.id.in_(latest)).order_by(journeys.c.name)).all()
        return [_whole(db, row) for row in found]


def journey(records: Records, key: str, version: int | None = None) -> JourneyMap:
    """One drawn journey, as last drawn or as it was in a version. Raises NotFound."""
    query = select(journeys).where(journeys.c.key == key).order_by(journeys.c.version.desc()).limit(1)
    if version is not None:
        query = query.where(journeys.c.version == version)
    with records.read() as db:
        row = db.execute(query).first()
        if row is None:
            raise NotFound(f"There is no drawn journey {key!r}.", mend="See the list of journeys, or draw it.")
        return _whole(db, row)


def versions(records: Records, key: str) -> list[dict[str, Any]]:
    """Who drew this journey when, the latest first: version, name, drawn_by, drawn_at, review_by."""
    columns = (journeys.c.version, journeys.c.name, journeys.c.drawn_by, journeys.c.drawn_at, journeys.c.review_by)
    query = select(*columns).where(journeys.c.key == key).order_by(journeys.c.version.desc())
    with records.read() as db:
        return [row._asdict() for row in db.execute(query)]


def _whole(db: Connection, row: Any) -> JourneyMap:
    places = db.execute(
        select(journey_stages).where(journey_stages.c.journey_id == row.id).order_by(journey_stages.c.place)
    ).all()
    steps: dict[int, list[DrawnStep]] = defaultdict(list)
    drawn = select(journey_steps).where(journey_steps.c.stage_id.in_([place.id for place in places]))
    for step in db.execute(drawn.order_by(journey_steps.c.place)):
        steps[step.stage_id].append(_step(step))
    stages = tuple(DrawnStage(place.name, tuple(steps[place.id]), place.note) for place in places)
    values = row._asdict()
    values.pop("id")
    return JourneyMap(**values, stages=stages)


def _step(row: Any) -> DrawnStep:
    pains, gains = tuple(row.pains), tuple(row.gains)
    return DrawnStep(row.touchpoint, row.name, row.doing, row.thinking, pains, gains, row.intended_feeling)
