"""The assembly: the one room that knows everyone; it wires the rooms, the shell, the loops and the jobs together."""

from emptychair.app.here import Assembler, Here
from emptychair.app.making import make_demo
from emptychair.app.server import create_app, landing, serve
from emptychair.app.wiring import HANDLERS, ROOMS, open_company, tell_news

__all__ = ["HANDLERS", "ROOMS", "Assembler", "Here", "create_app", "landing", "make_demo", "open_company", "serve"]
__all__ += ["tell_news"]
