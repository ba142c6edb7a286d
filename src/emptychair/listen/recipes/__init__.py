"""Recipes: declarative files that turn any table into parties, evidence, things and promises."""

from emptychair.listen.recipes.dry_run import DryRun, dry_run
from emptychair.listen.recipes.files import Given, find_files
from emptychair.listen.recipes.load import available, load, parse
from emptychair.listen.recipes.model import Recipe
from emptychair.listen.recipes.outcomes import Fate, Outcome
from emptychair.listen.recipes.stream import read
from emptychair.listen.recipes.tally import Tally, account_text

__all__ = ["DryRun", "Fate", "Given", "Outcome", "Recipe", "Tally", "available", "dry_run", "find_files", "load"]
__all__ += ["account_text", "parse", "read"]
