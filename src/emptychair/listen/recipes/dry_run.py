"""Show what a recipe would make of files, without writing anything."""

from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from emptychair.evidence import Message, Refusal, Thing
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

    def text(self) -> str:
        """What would become what, as lines for people."""
        lines = [self.tally.text(), "" if self.whole else "Only the first rows were read."]
        for table, outcomes in self.samples.items():
            for outcome in outcomes:
                lines += ["", f"{table} ({outcome.file}), line {outcome.line}: {outcome.fate}", *_after(outcome)]
        for reason, refusals in self.refusals.items():
            lines += ["", f"would wait: {reason}", f"  to mend it: {refusals[0].mend}"]
            lines += [f"  {refusal.where}: {refusal.reason}" for refusal in refusals]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """What would become what, for machines and pages."""
        samples = {
            table: [
                {
                    "line": outcome.line,
                    "fate": outcome.fate.value,
                    "reason": outcome.reason,
                    "before": outcome.raw,
                    "after": [_told(one) for one in _made(outcome)],
                }
                for outcome in outcomes
            ]
            for table, outcomes in self.samples.items()
        }
        refusals = {
            reason: [{"where": one.where, "reason": one.reason, "mend": one.mend, "raw": one.raw} for one in some]
            for reason, some in self.refusals.items()
        }
        return {"account": self.tally.as_json(), "whole": self.whole, "samples": samples, "refusals": refusals}


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


def _after(outcome: Outcome) -> list[str]:
    before = ", ".join(f"{column}={cell}" for column, cell in outcome.raw.items() if cell)
    after = [", ".join(f"{name}={value}" for name, value in _told(one).items()) for one in outcome.messages]
    things = [f"thing {thing.kind} {thing.id}" for thing in outcome.things]
    return [
        f"  {before}",
        *(f"  → {made}" for made in (*after, *things)),
        *([outcome.reason] if outcome.reason else []),
    ]


def _made(outcome: Outcome) -> list[Message | Thing]:
    return [*outcome.messages, *outcome.things]


def _told(one: Message | Thing) -> dict[str, Any]:
    """What a message or thing says, as plain JSON, without what it does not say."""
    said = ((field.name, getattr(one, field.name)) for field in fields(one) if field.name != "source")
    return {name: _plain(value) for name, value in said if value not in ("", None, (), {})}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, float, dict)) else str(value)
