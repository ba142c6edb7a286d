"""Core: the clock, figures, errors, settings and logs that every room may lean on."""

from emptychair.core.clock import Clock, system_clock
from emptychair.core.errors import Conflict, EmptyChairError, Gone, Invalid, NotFound, Overloaded, Refused
from emptychair.core.figures import ENOUGH, Figure, age, count
from emptychair.core.log import configure as configure_logs
from emptychair.core.log import get_logger
from emptychair.core.settings import SETTINGS_FILE, Settings

__all__ = ["ENOUGH", "SETTINGS_FILE", "Clock", "Conflict", "EmptyChairError", "Figure", "Gone", "Invalid", "NotFound"]
__all__ += ["Overloaded", "Refused", "Settings", "age", "configure_logs", "count", "get_logger", "system_clock"]
