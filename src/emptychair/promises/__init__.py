"""Promises: a company value made testable, kept or broken by evidence and by nothing else."""

from emptychair.promises.chosen import chosen
from emptychair.promises.model import BASES, Kept, Outcome, Promise
from emptychair.promises.operations import define
from emptychair.promises.outcomes import broken, by_month, evidence_ids, kept, kept_of, outcomes, outcomes_for
from emptychair.promises.queries import all_promises, promise

__all__ = ["BASES", "Kept", "Outcome", "Promise", "all_promises", "broken", "by_month", "chosen"]
__all__ += ["define", "evidence_ids", "kept", "kept_of", "outcomes", "outcomes_for", "promise"]
