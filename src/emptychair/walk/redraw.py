"""Redrawing: small changes to a map before it is saved, each giving a new map; nothing is stored here."""

from collections.abc import Sequence
from dataclasses import replace

from emptychair.core import Invalid
from emptychair.walk.model import DrawnStage, DrawnStep, JourneyMap

Stages = list[DrawnStage]


def add_step(drawn: JourneyMap, stage: int, touchpoint: str) -> JourneyMap:
    """A new step at the end of a stage."""
    stages = _stages(drawn, stage)
    stages[stage] = replace(stages[stage], steps=(*stages[stage].steps, DrawnStep(touchpoint)))
    return replace(drawn, stages=tuple(stages))


def remove_step(drawn: JourneyMap, stage: int, step: int) -> JourneyMap:
    """The map without one step."""
    stages = _stages(drawn, stage, step)
    stages[stage] = _with(stages[stage], [s for i, s in enumerate(stages[stage].steps) if i != step])
    return replace(drawn, stages=tuple(stages))


def move_step(drawn: JourneyMap, stage: int, step: int, by: int) -> JourneyMap:
    """One step earlier (-1) or later (+1); past the end of its stage it enters the next one."""
    stages = _stages(drawn, stage, step)
    steps = list(stages[stage].steps)
    moved, target = steps.pop(step), step + by
    if 0 <= target <= len(steps):
        steps.insert(target, moved)
        stages[stage] = _with(stages[stage], steps)
    elif 0 <= stage + by < len(stages):
        stages[stage] = _with(stages[stage], steps)
        other = stages[stage + by].steps
        stages[stage + by] = _with(stages[stage + by], [*other, moved] if by < 0 else [moved, *other])
    return replace(drawn, stages=tuple(stages))


def add_stage(drawn: JourneyMap, name: str) -> JourneyMap:
    """A new stage at the end."""
    return replace(drawn, stages=(*drawn.stages, DrawnStage(name)))


def move_stage(drawn: JourneyMap, stage: int, by: int) -> JourneyMap:
    """A whole stage one place earlier (-1) or later (+1)."""
    stages = _stages(drawn, stage)
    moved = stages.pop(stage)
    stages.insert(max(0, stage + by), moved)
    return replace(drawn, stages=tuple(stages))


def remove_stage(drawn: JourneyMap, stage: int) -> JourneyMap:
    """The map without a stage that has no step left. Raises Invalid where steps would be lost."""
    stages = _stages(drawn, stage)
    if stages[stage].steps:
        raise Invalid("This stage still has steps.", where=stages[stage].name, mend="Move or remove its steps first.")
    return replace(drawn, stages=tuple(s for i, s in enumerate(stages) if i != stage))


def _stages(drawn: JourneyMap, stage: int, step: int = 0) -> Stages:
    stages = list(drawn.stages)
    if not 0 <= stage < len(stages) or (step and not 0 <= step < len(stages[stage].steps)):
        raise Invalid("There is no such place on the map.", mend="Open the editor again.")
    return stages


def _with(stage: DrawnStage, steps: Sequence[DrawnStep]) -> DrawnStage:
    return replace(stage, steps=tuple(steps))
