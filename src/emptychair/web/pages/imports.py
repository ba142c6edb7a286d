"""Imports: bring files in by a recipe, see what would become of them, and what became of every row."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

from fastapi import File, Form, Request, Response, UploadFile

from emptychair import jobs
from emptychair.core import EmptyChairError, Invalid
from emptychair.listen import imports, recipes
from emptychair.shell import Company, Need, company, guarded_router, needs
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
LARGEST_UPLOAD = 512_000_000  # bytes; larger files are imported by the command line, without a copy


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportsPage(Page):
    """The recipes that there are, and the latest imports with their accounts."""

    template: ClassVar[str] = "imports/index.html"
    active: ClassVar[str] = "imports"
    recipes: list[tuple[str, str]]
    imports: list[dict[str, Any]]
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DryRunPage(Page):
    """What would become of the files, and the button that takes them."""

    template: ClassVar[str] = "imports/dry_run.html"
    active: ClassVar[str] = "imports"
    recipe: recipes.Recipe
    folder: str
    dry: dict[str, Any] = field(default_factory=dict)


@router.get("/imports")
@needs(Need.RUNS_IMPORTS)
def index(request: Request) -> Response:
    """The form and the latest imports."""
    return render(request, _page(request))


@router.post("/imports", max_body_size=LARGEST_UPLOAD)
@needs(Need.RUNS_IMPORTS)
def dry_run(request: Request, recipe: Annotated[str, Form()], files: Annotated[list[UploadFile], File()]) -> Response:
    """Keep the files aside and show what would become of them; nothing is recorded yet."""
    house = company(request)
    folder = _keep(house, files)
    try:
        declared = _shipped(recipe)
        dry = imports.dry_run_json(recipes.dry_run(declared, folder, now=house.clock()))
    except EmptyChairError as error:
        shutil.rmtree(folder)
        return render(request, _page(request, problem=str(error)), status=400)
    return render(request, DryRunPage(title="What would become of it", recipe=declared, folder=folder.name, dry=dry))


@router.post("/imports/{folder}/run")
@needs(Need.RUNS_IMPORTS)
def run(request: Request, folder: str, recipe: Annotated[str, Form()]) -> Response:
    """Take the files that a dry run has shown, in the background."""
    house = company(request)
    kept = _uploads(house) / Path(folder).name
    if not kept.is_dir():
        raise Invalid("These files are not here any more.", where="import", mend="Choose them again.")
    payload = {"recipe": _shipped(recipe).name, "path": str(kept), "then": "delete"}
    jobs.enqueue(house.stores, "import", payload, now=house.clock())
    return redirect(request, "/jobs", flash="The import has begun; this page shows how far it is.")


def _page(request: Request, problem: str = "") -> ImportsPage:
    shipped = [(name, recipes.load(name).title) for name in recipes.available()]
    found = [imports.import_json(one) for one in imports.recent(company(request).stores.records)]
    return ImportsPage(title="Imports", recipes=shipped, imports=found, problem=problem)


def _shipped(name: str) -> recipes.Recipe:
    # From the web only recipes by name: a path would let its sender read the server's files.
    if name not in recipes.available():
        raise Invalid(f"There is no recipe {name!r}.", where="recipe", mend="Choose one of the list.")
    return recipes.load(name)


def _uploads(house: Company) -> Path:
    return house.settings.home / "uploads"


def _keep(house: Company, files: list[UploadFile]) -> Path:
    folder = _uploads(house) / house.clock().strftime("%Y%m%d%H%M%S%f")
    folder.mkdir(parents=True)
    for file in files:
        with (folder / Path(file.filename or "file").name).open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
    return folder
