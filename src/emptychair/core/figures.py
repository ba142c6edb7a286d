"""A figure: a number that never travels without its evidence, n, interval and age."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

# Below five voices a mean tells more about who happened to answer than about what happened,
# and can single people out (M25): the number is withheld, the n is not.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number: value in `unit`, with n, interval, newest evidence and where to see it.

    `value`, `low`, `high` are in display units ("%" figures run 0-100). `evidence` is the URL of
    the page that lists what the number rests on. A number below `ENOUGH` says so instead of showing.
    """

    value: float | None
    n: int
    evidence: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    newest: datetime | None = None
    decimals: int = 1
    always: bool = False  # counts and sums of money are facts, not estimates: shown at any n

    @property
    def enough(self) -> bool:
        """Whether the value may be shown: there is one, and enough voices carry it."""
        return self.value is not None and (self.always or self.n >= ENOUGH)

    @property
    def text(self) -> str:
        """The value with its unit, or why it is not shown."""
        if not self.enough or self.value is None:
            return f"not enough evidence (n = {self.n})"
        return _with_unit(self.value, self.decimals, self.unit)

    @property
    def interval_text(self) -> str:
        """The 95 % interval, or an empty string where there is none to show."""
        if not self.enough or self.low is None or self.high is None:
            return ""
        low, high = (_number(end, self.decimals) for end in (self.low, self.high))
        return f"{low} to {high}"

    def age_text(self, now: datetime) -> str:
        """How old the newest evidence is, in the largest whole unit."""
        return "no evidence yet" if self.newest is None else age(self.newest, now)

    def as_json(self) -> dict[str, Any]:
        """The same for machines; a withheld value is null, with the reason."""
        shown = self.enough
        return {
            "value": self.value if shown else None,
            "low": self.low if shown else None,
            "high": self.high if shown else None,
            "unit": self.unit,
            "n": self.n,
            "newest": self.newest.isoformat() if self.newest else None,
            "evidence": self.evidence,
            "withheld": None if shown else self.text,
        }


def count(n: int, evidence: str, newest: datetime | None = None, unit: str = "") -> Figure:
    """A plain count: a fact about the record, shown at any n."""
    return Figure(float(n), n, evidence, unit=unit, newest=newest, decimals=0, always=True)


def age(then: datetime, now: datetime) -> str:
    """The time between two moments in words: "3 days", "2 years"."""
    days = (now - then).days
    if days < 1:
        return "today"
    for size, word in ((365, "year"), (30, "month"), (1, "day")):
        if days >= size:
            whole = days // size
            return f"{whole} {word}{'s' if whole > 1 else ''} old"
    return "today"


def _with_unit(value: float, decimals: int, unit: str) -> str:
    number = _number(value, decimals)
    return f"{number} {unit}" if unit else number


def _number(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")
