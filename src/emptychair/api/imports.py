"""Imports as JSON: what would become of files, and taking them in the background."""

from pathlib import Path
from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from emptychair import jobs
from emptychair.listen import imports, recipes
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api/imports", tags=["imports"])


class Wanted(BaseModel):
    """Which files on this server's disk, by which recipe."""

    recipe: str = Field(description="A shipped recipe by its name, or your own by its path.")
    path: str = Field(description="A file or folder on the server's disk.")
    dry_run: bool = Field(default=False, description="Say what would become what; write nothing.")


@router.get("")
@needs(Need.RUNS_IMPORTS)
def index(request: Request, most: int = 50) -> dict[str, list[dict[str, Any]]]:
    """The latest imports, newest first, each with the account of its rows."""
    records = company(request).stores.records
    return {"items": [imports.import_json(one) for one in imports.recent(records, min(most, 500))]}


@router.post("", status_code=202)
@needs(Need.ADMINISTERS)
def take(request: Request, wanted: Wanted) -> dict[str, Any]:
    """A dry run at once, or an import as a job. Names a path on the server: for its owner only."""
    house = company(request)
    declared = recipes.load(wanted.recipe)
    if wanted.dry_run:
        return imports.dry_run_json(recipes.dry_run(declared, Path(wanted.path), now=house.clock()))
    payload = {"recipe": wanted.recipe, "path": wanted.path}
    return {"job": jobs.enqueue(house.stores, "import", payload, now=house.clock())}


@router.get("/{number}")
@needs(Need.RUNS_IMPORTS)
def show(request: Request, number: int) -> dict[str, Any]:
    """One import with the account of its rows."""
    return imports.import_json(imports.import_of(company(request).stores.records, number))
