"""Every router of the API: a module of this folder that has a `router` is found by itself."""

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from emptychair.shell import Need, guarded_router, needs

router = guarded_router("/api", documented=False)


def routers() -> list[APIRouter]:
    """The routers of all modules here, in alphabetical order."""
    package = __package__ or ""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{package}.{name}") for name in names if name != "routers"]
    return [router, *(module.router for module in modules if hasattr(module, "router"))]


@router.get("/openapi.json")
@needs(Need.ANYONE)
def openapi(request: Request) -> JSONResponse:
    """The description of the API (OpenAPI 3.1)."""
    return JSONResponse(request.app.openapi())


def describe(app: FastAPI) -> dict[str, Any]:
    """The same without a server, for the reference."""
    return app.openapi()
