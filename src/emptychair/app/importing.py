"""Importing as a whole: the evidence, the journey that the recipe draws, and news for every room."""

import shutil
from dataclasses import replace
from datetime import datetime

from emptychair import walk
from emptychair.jobs import Job
from emptychair.listen import imports, recipes
from emptychair.store import Stores


def import_job(stores: Stores, job: Job, now: datetime) -> None:
    """The import that a job names."""
    imports.run_job(stores, job, now)
    draw(stores, recipes.load(job.payload["recipe"]), now)
    if job.payload.get("then") == "delete":
        shutil.rmtree(job.payload["path"], ignore_errors=True)  # uploaded copies name people: they go when taken


def draw(stores: Stores, recipe: recipes.Recipe, now: datetime) -> None:
    """Draw the recipe's journey, unless one stands under the recipe's name already."""
    told = recipe.journey
    if told is None or recipe.name in {one.key for one in walk.all_journeys(stores.records)}:
        return
    feelings = {line.key: line.feeling for line in recipe.touchpoints}
    names = {line.key: line.name for line in recipe.touchpoints}
    stages = [
        walk.DrawnStage(
            stage.name,
            tuple(
                walk.DrawnStep(step, names.get(step, ""), intended_feeling=feelings.get(step)) for step in stage.steps
            ),
        )
        for stage in told.stages
    ]
    drawn = walk.JourneyMap(recipe.name, told.name, told.object, tuple(stages))
    walk.define(stores.records, replace(drawn, drawn_by=f"the recipe {recipe.name}"), now)
