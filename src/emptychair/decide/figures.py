"""Figures of measures: observations become one number with n, interval, age and the way to the evidence."""

from collections.abc import Callable, Mapping
from typing import Any

from emptychair.core import Figure
from emptychair.decide.measures import Measure
from emptychair.methods import means, proportions, scores, survival
from emptychair.store import Stores

Ends = tuple[float | None, float | None, float | None]


def measured(stores: Stores, measure: Measure) -> tuple[Figure, int]:
    """The measure as the customer's chair has it: a figure with n, interval and age; and how many people."""
    facts = stores.ledger.one(measure.observations.aggregate(**facts_of(measure.observations)))
    if measure.summary == "median":
        return _median(stores, measure, facts), facts["people"] or 0
    return figure_of(measure, facts, measure.evidence), facts["people"] or facts["n"] or 0


def facts_of(table: Any) -> dict[str, Any]:
    """The columns from which `figure_of` makes a figure, to aggregate observations by."""
    return {
        "n": table.count(),
        "people": table.party.nunique(),
        "newest": table["at"].max(),
        "mean": table.value.mean(),
        "deviation": table.value.std(how="sample"),
        "high": (table.value >= 100).sum(),
        "low": (table.value <= -100).sum(),
    }


def figure_of(measure: Measure, facts: Mapping[str, Any], evidence: str) -> Figure:
    """The figure of some of a measure's observations, summed up in `facts`; waiting times by their mean."""
    n = facts.get("n") or 0
    if not n:
        return Figure(None, 0, evidence, unit=measure.unit, decimals=measure.decimals)
    value, low, high = _SUMMARIES.get(measure.summary, _as_mean)(facts)
    return Figure(value, n, evidence, low, high, measure.unit, facts["newest"], measure.decimals)


def _median(stores: Stores, measure: Measure, facts: Mapping[str, Any]) -> Figure:
    # Who still waits counts as "longer than so far": leaving them out would make us look quick.
    ended = [row["value"] for row in stores.ledger.rows(measure.observations.select("value"))]
    waiting = [row["value"] for row in stores.ledger.rows(measure.waiting.select("value"))]
    n, link = len(ended) + len(waiting), measure.evidence
    if not n:
        return Figure(None, 0, link, unit=measure.unit, decimals=measure.decimals)
    curve = survival.kaplan_meier([*ended, *waiting], [True] * len(ended) + [False] * len(waiting))
    low, high = curve.median_ends
    return Figure(curve.median, n, link, low, high, measure.unit, facts["newest"], measure.decimals)


def _as_share(facts: Mapping[str, Any]) -> Ends:
    share = proportions.wilson(facts["high"], facts["n"])
    return 100 * share.value, 100 * share.low, 100 * share.high


def _as_mean(facts: Mapping[str, Any]) -> Ends:
    if facts["n"] < 2 or facts["deviation"] is None:
        return facts["mean"], None, None
    mean = means.summary_interval(facts["mean"], facts["deviation"], facts["n"])
    return mean.value, mean.low, mean.high


def _as_nps(facts: Mapping[str, Any]) -> Ends:
    promoters, detractors = facts["high"], facts["low"]
    net = scores.nps_from_counts(promoters, facts["n"] - promoters - detractors, detractors)
    return 100 * net.value, 100 * net.adjusted.low, 100 * net.adjusted.high


_SUMMARIES: dict[str, Callable[[Mapping[str, Any]], Ends]] = {"share": _as_share, "mean": _as_mean, "nps": _as_nps}
