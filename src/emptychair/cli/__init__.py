"""Command line: every job a person can start on the web can be started here."""

from emptychair.cli.commands import build
from emptychair.cli.house import Assembly, House, Progress

__all__ = ["Assembly", "House", "Progress", "build"]
