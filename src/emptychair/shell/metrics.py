"""Metrics: counters and histograms of this process, written as Prometheus text or OpenMetrics."""

import threading
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds; the budget of a page is 1

Labels = tuple[tuple[str, str], ...]

# Every metric that the house counts by itself: name → what it says. The reference is made of this.
COUNTERS = {
    "http_requests": "Requests answered, by method, route and status.",
    "intake_messages": "Messages that intake acknowledged, by source.",
    "pulse_failures": "Beats of a background loop that failed, by loop.",
}
HISTOGRAMS = {"http_request_seconds": "Seconds until an answer began, by route."}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value read at the moment of asking."""

    name: str
    says: str
    values: tuple[tuple[Labels, float], ...]


class Meters:
    """What this process counts; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, Labels], float] = {}
        self._times: dict[tuple[str, Labels], list[float]] = {}

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter of `COUNTERS`."""
        if name not in COUNTERS:
            raise KeyError(name)
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + by

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Add one duration to a histogram of `HISTOGRAMS`."""
        if name not in HISTOGRAMS:
            raise KeyError(name)
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            cells = self._times.setdefault(key, [0.0] * (len(BOUNDS) + 2))
            cells[bisect_left(BOUNDS, seconds)] += 1
            cells[-1] += seconds

    def text(self, gauges: Iterable[Gauge], *, openmetrics: bool) -> str:
        """All of it as text; ends in "# EOF" where OpenMetrics is asked for."""
        with self._lock:
            counts, times = dict(self._counts), {key: list(cells) for key, cells in self._times.items()}
        lines: list[str] = []
        for name, says in COUNTERS.items():
            # The older format names the family like its sample, the newer one without "_total".
            lines += _head(name if openmetrics else f"{name}_total", "counter", says)
            lines += [_line(f"{name}_total", labels, n) for (of, labels), n in counts.items() if of == name]
        for name, says in HISTOGRAMS.items():
            lines += _head(name, "histogram", says)
            for (of, labels), cells in times.items():
                lines += _buckets(name, labels, cells) if of == name else []
        for gauge in gauges:
            lines += _head(gauge.name, "gauge", gauge.says)
            lines += [_line(gauge.name, labels, value) for labels, value in gauge.values]
        return "\n".join([*lines, "# EOF"] if openmetrics else lines) + "\n"


def _head(name: str, kind: str, says: str) -> list[str]:
    return [f"# HELP emptychair_{name} {says}", f"# TYPE emptychair_{name} {kind}"]


def _line(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
    return f"emptychair_{name}{{{inside}}} {value:.15g}" if inside else f"emptychair_{name} {value:.15g}"


def _buckets(name: str, labels: Labels, cells: list[float]) -> list[str]:
    lines, total = [], 0.0
    for bound, cell in zip([*(f"{b:g}" for b in BOUNDS), "+Inf"], cells[:-1], strict=True):
        total += cell
        lines.append(_line(f"{name}_bucket", (*labels, ("le", bound)), total))
    return [*lines, _line(f"{name}_count", labels, total), _line(f"{name}_sum", labels, cells[-1])]


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
