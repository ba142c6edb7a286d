"""Read numbers and moments out of cells, and refuse what is not one instead of guessing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from emptychair.listen.recipes.clock_patterns import date_reader
from emptychair.listen.recipes.readers import Exact

# Spreadsheets count from here: a moment at their zero is an empty cell that was formatted as a date.
EARLIEST_YEAR = 1900
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


class Problem(Exception):
    """Why a row cannot be taken: the column, its value, what is wrong with it, how a person mends it."""

    def __init__(self, wrong: str, mend: str, column: str = "", value: str = "", detail: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.mend, self.column, self.value, self.detail = wrong, mend, column, value, detail

    @property
    def reason(self) -> str:
        """The whole reason in one line, with column and value."""
        shown = self.value if len(self.value) <= 80 else f"{self.value[:79]}…"
        wrong = f"{self.wrong} ({self.detail})" if self.detail else self.wrong
        return f"{self.column}: {shown!r} {wrong}" if self.column else wrong

    @property
    def kind(self) -> str:
        """The reason without the value: what reasons are counted by."""
        return f"{self.column} {self.wrong}" if self.column else self.wrong


class Moment(NamedTuple):
    """A moment, and whether only its day is known (then it stands at the day's beginning)."""

    at: datetime
    day_only: bool


def number_reader(decimal: str, thousands: str, unit: str) -> Callable[[str], Decimal]:
    """A reader of numbers written with these marks, with or without that unit behind them."""
    groups = rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+" if thousands else "[0-9]+"
    written = re.compile(rf"([+-]?(?:{groups})(?:{re.escape(decimal)}[0-9]+)?(?:[eE][+-]?[0-9]{{1,3}})?)\s*(\D*)")

    @lru_cache(maxsize=8192)
    def read(text: str) -> Decimal:
        match = written.fullmatch(text)
        if match is None or (match[2] and match[2].strip() != unit):
            if match is not None and unit:
                raise Problem(f"is in another unit than {unit!r}", f"Give it in {unit!r}.")
            raise Problem("is not a number", _marks(decimal, thousands))
        return Decimal(match[1].replace(thousands, "").replace(decimal, "."))

    def exact_or_read(text: str) -> Decimal:
        return Decimal(text) if type(text) is Exact and _PLAIN.fullmatch(text) else read(text)

    return exact_or_read


@cache  # one reader, and so one memory of what was read, for all that is written alike
def moment_reader(formats: tuple[str, ...], zone: ZoneInfo, plus_days: float) -> Callable[[str], Moment]:
    """A reader of moments in these formats; those without an offset are in that zone."""
    readers = [(_iso if one == "iso" else _written(one)) for one in formats]

    @lru_cache(maxsize=65536)
    def read(text: str) -> Moment:
        for reader in readers:
            try:
                found, day_only = reader(text)
            except ValueError:
                continue
            return _placed(found, day_only, zone, plus_days)
        raise Problem("is not a date that the recipe can read", f"It reads {', '.join(formats)}; add to `dates`.")

    iso = moment_reader(("iso",), zone, plus_days) if formats != ("iso",) else read
    return lambda text: iso(text) if type(text) is Exact else read(text)


def _iso(text: str) -> tuple[datetime, bool]:
    return datetime.fromisoformat(text), len(text) <= len("2000-01-01")


def _written(pattern: str) -> Callable[[str], tuple[datetime, bool]]:
    day_only, read = not re.search(r"%[HIcXsTR]", pattern), date_reader(pattern)
    return lambda text: (read(text), day_only)


def _placed(read: datetime, day_only: bool, zone: ZoneInfo, plus_days: float) -> Moment:
    if read.year < EARLIEST_YEAR:
        raise Problem(f"lies before {EARLIEST_YEAR}", "Leave it blank, or correct it.")
    moved = read + timedelta(days=plus_days)
    if moved.tzinfo is not None:
        return Moment(moved, day_only)
    placed = moved.replace(tzinfo=zone)
    if placed.utcoffset() == placed.replace(fold=1).utcoffset():
        return Moment(placed, day_only)  # no change of clocks is near: true of nearly every moment
    shown = placed.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None) == moved:
        return Moment(placed, day_only)
    if moved.time() == datetime.min.time():
        return Moment(shown, day_only)  # the day began late: its first moment stands for it
    raise Problem(f"was passed over by the clocks of {zone.key}", "Correct the hour, or the recipe's `time_zone`.")


def _marks(decimal: str, thousands: str) -> str:
    groups = f" and {thousands!r} between thousands" if thousands else " and nothing between thousands"
    return f"Write it with {decimal!r} as decimal mark{groups}, or set `decimal` and `thousands` in the recipe."
