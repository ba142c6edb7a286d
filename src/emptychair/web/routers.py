"""Every router of the pages: a module of `pages/` that has a `router` is found by itself."""

import pkgutil
from importlib import import_module

from fastapi import APIRouter

from emptychair.web import assets, pages


def routers() -> list[APIRouter]:
    """The routers of all pages and of the static files, in alphabetical order of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    modules = [import_module(f"{pages.__name__}.{name}") for name in names]
    return [assets.router, *(module.router for module in modules if hasattr(module, "router"))]
