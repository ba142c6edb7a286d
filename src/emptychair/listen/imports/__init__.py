"""Imports: files brought in by a recipe, in chunks that survive a kill, with an account of every row."""

from emptychair.listen.imports.answers import dry_run_json, import_json
from emptychair.listen.imports.model import Import, ImportState
from emptychair.listen.imports.operations import run
from emptychair.listen.imports.queries import import_of, recent
from emptychair.listen.imports.tasks import HANDLERS, run_job

__all__ = ["HANDLERS", "Import", "ImportState", "dry_run_json", "import_json", "import_of", "recent", "run", "run_job"]
