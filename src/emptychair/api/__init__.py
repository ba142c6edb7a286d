"""API: the same answers as the pages, for programs; and the doors by which evidence comes in."""

from emptychair.api.routers import describe, routers

__all__ = ["describe", "routers"]
