"""Recipes: declarative files that turn any table into parties, evidence, things and promises."""

from emptychair.listen.recipes.dry_run import DryRun, dry_run
from emptychair.listen.recipes.load import available, load, parse
from emptychair.listen.recipes.model import Recipe
from emptychair.listen.recipes.outcomes import Fate, Outcome
from emptychair.listen.recipes.stream import read
from emptychair.listen.recipes.tally import Tally

__all__ = ["DryRun", "Fate", "Outcome", "Recipe", "Tally", "available", "dry_run", "load", "parse", "read"]
