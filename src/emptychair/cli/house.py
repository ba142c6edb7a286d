"""What the commands may ask of a company, whether it is opened here or served by a running process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

# Says how far long work is: stage, done, total (0 where nobody knows).
Progress = Callable[[str, int, int], None]


class House(Protocol):
    """One company, open for questions. Answers are plain JSON."""

    def gaps(self) -> list[dict[str, Any]]:
        """Every open gap, worst first."""

    def person(self, who: str) -> dict[str, Any]:
        """What is known and not known of one party; `who` is a number or "kind:value"."""

    def export(self, who: str) -> dict[str, Any]:
        """Everything that is held about one party (GDPR 15, 20)."""

    def erase(self, who: str) -> dict[str, Any]:
        """Forget one party everywhere (GDPR 17); says what was taken out."""

    def take(self, recipe: str, path: Path, *, dry_run: bool, progress: Progress) -> dict[str, Any]:
        """Import the tables at `path` by a recipe, or say what would become what."""

    def backup(self, file: Path) -> dict[str, Any]:
        """Write one file that holds the company as of now."""

    def check(self) -> list[str]:
        """What is wrong with the stores, in sentences."""

    def close(self) -> None:
        """Give everything back."""


class Assembly(Protocol):
    """What only the assembly can do: open a company in this process, serve it, make the simulated one."""

    def open(self, home: Path) -> House:
        """Open a company in this process. Raises Conflict where another process has it."""

    def serve(self, home: Path, *, host: str | None, port: int | None, browser: bool) -> None:
        """Serve a company until interrupted."""

    def make_demo(self, home: Path, *, customers: int, progress: Progress) -> dict[str, Any]:
        """Create, or go on creating, the simulated company."""

    def restore(self, file: Path, home: Path) -> None:
        """Lay a backup out in an empty home."""
