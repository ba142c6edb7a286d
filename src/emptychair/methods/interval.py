"""An interval: the value that was estimated, with the low and high end it may reasonably have."""

from typing import NamedTuple


class Interval(NamedTuple):
    """`value` with its `low` and `high` end at confidence `level`, resting on `n` observations."""

    value: float
    low: float
    high: float
    n: int
    level: float = 0.95

    @property
    def width(self) -> float:
        """Distance between the two ends, in the unit of the value."""
        return self.high - self.low

    def excludes(self, number: float) -> bool:
        """Whether a number lies outside both ends."""
        return number < self.low or number > self.high
