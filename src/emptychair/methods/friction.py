"""Needless effort, seen in what people did: rage clicks, retries, detours, repeated contacts (M9)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from emptychair.methods.quantiles import numbers

RAGE_CLICKS = 3
RAGE_PIXELS = 30
RAGE_MILLISECONDS = 1000
RETRY_SECONDS = 60
CONTACT_DAYS = 7
"""The rage thresholds are PostHog's; the others are our own proposals, to be tuned on one's own data."""


class Click(NamedTuple):
    """Where and when somebody clicked."""

    x: float
    y: float
    milliseconds: float


def rage_clicks(clicks: Iterable[Click | tuple[float, float, float]]) -> list[bool]:
    """True at the third click of each burst: near the one before (Manhattan) and soon after it."""
    found: list[bool] = []
    burst, last = 0, None
    for click in (Click(*one) for one in clicks):
        burst = burst + 1 if last is not None and _same_burst(last, click) else 1
        found.append(burst == RAGE_CLICKS)
        last = click
    return found


def retries(actions: Sequence[tuple[Hashable, float]], within_seconds: float = RETRY_SECONDS) -> list[bool]:
    """True where the same action comes again within so many seconds; (action, seconds) in time order."""
    return _again(actions, within_seconds)


def repeat_contacts(contacts: Sequence[tuple[Hashable, float]], within_days: float = CONTACT_DAYS) -> list[bool]:
    """True where the same person comes back with the same issue within a week; (issue, days) in order."""
    return _again(contacts, within_days)


def detours(steps: Sequence[Hashable]) -> list[bool]:
    """True where a step leads back to where the one before last was: there and back, A-B-A."""
    return [at >= 2 and step == steps[at - 2] and step != steps[at - 1] for at, step in enumerate(steps)]


def channel_switches(channels: Sequence[Hashable]) -> int:
    """How often one episode had to change its channel."""
    return sum(before != after for before, after in pairwise(channels))


def long_dwells(seconds: Iterable[float], quantile: float = 0.95) -> list[bool]:
    """True where a person stayed longer than their own usual, the 95th percentile of their dwells."""
    dwell = numbers(seconds, "dwell times")
    return [bool(one) for one in dwell > np.quantile(dwell, quantile)]


def cost_person_minutes(excess_minutes: Mapping[Hashable, float]) -> float:
    """Friction cost: excess minutes, summed over the people who spent them; a gain does not offset."""
    return sum(max(minutes, 0.0) for minutes in excess_minutes.values())


def _same_burst(last: Click, click: Click) -> bool:
    near = abs(click.x - last.x) + abs(click.y - last.y) < RAGE_PIXELS
    return near and click.milliseconds - last.milliseconds < RAGE_MILLISECONDS


def _again(events: Sequence[tuple[Hashable, float]], within: float) -> list[bool]:
    latest: dict[Hashable, float] = {}
    found = []
    for what, when in events:
        found.append(what in latest and when - latest[what] <= within)
        latest[what] = when
    return found
