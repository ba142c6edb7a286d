"""Did the change work? One answer for each rung of the ladder, with the assumption it stands on (M22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from emptychair.methods import means, placebo, proportions
from emptychair.methods.interval import Interval
from emptychair.methods.quantiles import Numbers, numbers, t
from emptychair.methods.refusal import demand

RUNGS = ("randomised", "difference-in-differences", "interrupted series", "before/after")
"""From the strongest rung to the weakest."""

ASSUMPTIONS = {
    "randomised": "Chance alone decided who met the change, and nobody dropped out because of it.",
    "difference-in-differences": "Without the change, touched and untouched units would have moved alike.",
    "interrupted series": "The trend before would have gone on, and nothing else changed on that day.",
    "before/after": "Nothing else moved the number: no trend, no season, no other change. Rarely true.",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """How much a change moved a number, in the number's own unit, and how far that may be believed.

    `n_before` counts what was observed before (or without) the change, `n_after` after (or with) it.
    Where `conclusive` is false the figure may be shown but nothing may be concluded from it.
    """

    rung: str
    value: float
    low: float
    high: float
    n_before: int
    n_after: int
    assumption: str
    conclusive: bool = True
    level: float = 0.95

    @property
    def verdict(self) -> str:
        """What may be said: "rose", "fell", "no difference seen" or "cannot be concluded"."""
        if not self.conclusive:
            return "cannot be concluded"
        if self.low > 0:
            return "rose"
        return "fell" if self.high < 0 else "no difference seen"


def randomised(without: Iterable[float], with_change: Iterable[float], level: float = 0.95) -> Effect:
    """Difference of means of two arms that chance made; Welch's interval."""
    a, b = numbers(without, "arm without", 2), numbers(with_change, "arm with", 2)
    return _effect("randomised", means.difference(b, a, level), a.size, b.size)


def randomised_shares(
    without_successes: int, n_without: int, with_successes: int, n_with: int, level: float = 0.95
) -> Effect:
    """Difference of two shares (0 to 1) of arms that chance made; Newcombe's interval."""
    found = proportions.difference(with_successes, n_with, without_successes, n_without, level)
    return _effect("randomised", found, n_without, n_with)


def difference_in_differences(
    touched_before: Iterable[float],
    touched_after: Iterable[float],
    untouched_before: Iterable[float],
    untouched_after: Iterable[float],
    level: float = 0.95,
) -> Effect:
    """Change of the touched units minus change of the untouched; one mean per unit before and after.

    Collapsing each unit to two means keeps the error honest under serial correlation (Bertrand, Duflo
    and Mullainathan 2004). With a single touched unit its spread is borrowed from the untouched ones.
    """
    touched = _changes(touched_before, touched_after, "touched")
    untouched = _changes(untouched_before, untouched_after, "untouched")
    demand(untouched.size >= 2, "Difference-in-differences needs two or more untouched units.")
    single = touched.size == 1
    found = _against_one(touched, untouched, level) if single else means.difference(touched, untouched, level)
    n = touched.size + untouched.size
    return _effect("difference-in-differences", found, n, n)


def interrupted_series(series: Iterable[float], change_at: int, season_length: int = 0, level: float = 0.95) -> Effect:
    """Step of one series at position `change_at` over its own trend, judged by steps at placebo dates.

    `series` is equally spaced; `season_length` in periods (7 for days of a week), 0 for none.
    Refused with fewer than `placebo.LEAST_BEFORE` periods before or `placebo.LEAST_AFTER` after.
    """
    found = placebo.step(numbers(series, "series"), change_at, season_length, level)
    return _effect("interrupted series", found, change_at, found.n - change_at)


def before_after(before: Iterable[float], after: Iterable[float], level: float = 0.95) -> Effect:
    """Difference of means over time alone: shown if asked, never a conclusion.

    On a drifting series without any effect it "finds" one every time (libraries, section 9).
    """
    a, b = numbers(before, "before", 2), numbers(after, "after", 2)
    return _effect("before/after", means.difference(b, a, level), a.size, b.size, conclusive=False)


def _effect(rung: str, found: Interval, n_before: int, n_after: int, conclusive: bool = True) -> Effect:
    return Effect(
        rung,
        found.value,
        found.low,
        found.high,
        n_before,
        n_after,
        ASSUMPTIONS[rung],
        conclusive,
        found.level,
    )


def _changes(before: Iterable[float], after: Iterable[float], which: str) -> Numbers:
    a, b = numbers(before, f"{which} before"), numbers(after, f"{which} after")
    demand(a.size == b.size, f"{which}: {a.size} units before but {b.size} after; keep those seen in both.")
    return b - a


def _against_one(touched: Numbers, untouched: Numbers, level: float) -> Interval:
    n = untouched.size
    value = float(touched[0] - untouched.mean())
    half = t(level, n - 1) * float(np.std(untouched, ddof=1)) * sqrt(1 + 1 / n)
    return Interval(value, value - half, value + half, n + 1, level)
