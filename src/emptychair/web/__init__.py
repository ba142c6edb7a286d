"""Web: the pages, drawn on the server; they work without script and get better with it."""

from emptychair.web.problems import draw_problem
from emptychair.web.routers import routers

__all__ = ["draw_problem", "routers"]
