"""Show what a recipe would make of files, without writing anything."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from emptychair.evidence import Refusal
from emptychair.listen.recipes.files import Given
from emptychair.listen.recipes.model import Recipe
from emptychair.listen.recipes.outcomes import Fate, Outcome
from emptychair.listen.recipes.stream import read
from emptychair.listen.recipes.tally import Tally

EXAMPLES_OF_A_REASON = 3


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would become what: the account, sample rows with what they say, and refusals by reason."""

    recipe: Recipe
    tally: Tally = field(default_factory=Tally)
    samples: dict[str, list[Outcome]] = field(default_factory=dict)  # by table
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)  # by table and reason
    whole: bool = True  # False where only the first `rows` rows were read


def dry_run(recipe: Recipe, path: Given, now: datetime, *, sample: int = 3, rows: int | None = None) -> DryRun:
    """Read `path` (at most `rows` rows) by the recipe and write nothing.

    `sample` rows of each table are kept with their raw cells and what would be made of them, and up to three
    refusals for each reason. Raises Invalid or NotFound where the files do not fit the recipe at all.
    """
    run = DryRun(recipe)
    with closing(read(recipe, path, now, keep_raw=True)) as outcomes:
        for outcome in islice(outcomes, rows):
            run.tally.add(outcome)
            _keep(run, outcome, sample)
        whole = next(outcomes, None) is None
    return replace(run, whole=whole)


def _keep(run: DryRun, outcome: Outcome, sample: int) -> None:
    if outcome.fate is Fate.QUARANTINED and outcome.refusal is not None:
        examples = run.refusals.setdefault(f"{outcome.table}: {outcome.reason}", [])
        if len(examples) < EXAMPLES_OF_A_REASON:
            examples.append(outcome.refusal)
    elif len(kept := run.samples.setdefault(outcome.table, [])) < sample:
        kept.append(outcome)
