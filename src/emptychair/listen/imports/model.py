"""An import: which files came in by which recipe, how far it is, and the account of rows and messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from emptychair.listen.recipes import account_text


class ImportState(StrEnum):
    """Where an import stands; all but DONE go on where they stopped when the same files are imported again."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Import:
    """One import. `rows` are settled of about `rows_about`; `account` is what `Tally.as_json` tells.

    Messages add up as rows do: made = recorded + known before + refused + erased.
    """

    id: int
    recipe: str
    source: str
    path: str
    state: ImportState
    rows: int
    rows_about: int
    account: dict[str, Any]
    recorded: int  # new evidence
    known: int  # was there already: the same source and message id
    refused: int  # quarantined on recording: nobody can tell whose it is
    erased: int  # about somebody who asked to be forgotten
    error: str
    started_at: datetime
    finished_at: datetime | None

    def text(self) -> str:
        """The account as lines for people."""
        recorded = (
            f"messages: {self.account['messages']:,} made = {self.recorded:,} new + {self.known:,} known before"
            f" + {self.refused:,} refused + {self.erased:,} about erased persons"
        )
        return f"{account_text(self.account)}\n{recorded}"
