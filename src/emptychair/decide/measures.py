"""Measures: what a belief, a forecast or a check can be about, each an Ibis table of observations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis

from emptychair.core import Figure, Invalid
from emptychair.evidence import Which
from emptychair.methods import means, proportions, scores, survival
from emptychair.promises import Promise, outcomes, promise
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS, Stores

CONTACTS = ("phone", "chat", "email", "messenger")


@dataclass(frozen=True, slots=True)
class Measure:
    """A named number. `scale` is its width in `unit`; `observations` has the columns
    evidence, party, at, value (in `unit`); `which` chooses the evidence behind it.
    """

    key: str
    name: str
    unit: str
    scale: float
    higher_is_better: bool
    summary: str  # share, mean, nps or median
    observations: Any
    which: Which
    decimals: int = 1


def measurable(stores: Stores, key: str, now: datetime) -> Measure:
    """The measure of this name: `promise:KEY`, `score:KIND@TOUCHPOINT`, `feeling:TOUCHPOINT`, `nps`,
    `topic:LABEL@CHANNEL`, `reply-hours:CHANNEL` or `retried:TOUCHPOINT@OBJECT`. Raises Invalid with what there is.
    """
    kind, _, rest = key.partition(":")
    subject, _, place = rest.partition("@")
    if kind not in _MAKERS:
        raise Invalid(f"There is no measure {key!r}.", where="measure", mend=f"Use {', '.join(_FORMS)}.")
    return _MAKERS[kind](stores, subject, place, now)


def measured(stores: Stores, measure: Measure) -> tuple[Figure, int]:
    """The measure as the customer's chair has it: a figure with n, interval and age; and how many people."""
    table = measure.observations
    facts = stores.ledger.one(
        table.aggregate(
            n=table.count(),
            people=table.party.nunique(),
            newest=table.at.max(),
            mean=table.value.mean(),
            deviation=table.value.std(how="sample"),
            high=(table.value >= 100).sum(),
            low=(table.value <= -100).sum(),
        )
    )
    n, newest = facts["n"] or 0, facts["newest"]
    if not n:
        return Figure(None, 0, measure.which.url(), unit=measure.unit, decimals=measure.decimals), 0
    if measure.summary == "median":
        value, low, high = _median(stores, measure)
    else:
        value, low, high = _SUMMARIES[measure.summary](facts)
    figure = Figure(value, n, measure.which.url(), low, high, measure.unit, newest, measure.decimals)
    return figure, facts["people"] or n


def analyses() -> dict[str, Any]:
    """Every kind of measure over the ledger's tables, for the comparison of engines."""
    pledge = Promise("delivery", "", "", "", "", "", object_kind="order")
    return {
        "decide.kept": _kept(pledge, datetime(2024, 1, 1, tzinfo=UTC)),
        "decide.score": _scored("csat", "delivery"),
        "decide.nps": _nps_points(),
        "decide.topic": _spoken("repeat story", "phone"),
        "decide.reply": _replies("email"),
        "decide.retried": _again("checkout", "order"),
    }


def _promise(stores: Stores, key: str, _: str, now: datetime) -> Measure:
    pledge = promise(stores.records, key)
    which = Which(promise=key)
    name = f"{pledge.name}: kept"
    return Measure(f"promise:{key}", name, "%", 100, True, "share", _kept(pledge, now), which)


def _score(stores: Stores, kind: str, touchpoint: str, _: datetime) -> Measure:
    which = Which(scale=kind, touchpoint=touchpoint)
    ends = stores.ledger.one(
        LIVED.filter(LIVED.scale_kind == kind).aggregate(low=LIVED.scale_low.min(), high=LIVED.scale_high.max())
    )
    if ends.get("low") is None:
        raise Invalid(f"Nobody has given a {kind} score yet.", where="measure", mend="Choose a scale that is in use.")
    name = f"Mean {kind.upper()}" + (f" at {touchpoint}" if touchpoint else "")
    key = f"score:{kind}" + (f"@{touchpoint}" if touchpoint else "")
    unit, width = f"of {ends['high']:g}", ends["high"] - ends["low"]
    return Measure(key, name, unit, width, True, "mean", _scored(kind, touchpoint), which, decimals=2)


def _feeling(_: Stores, touchpoint: str, __: str, ___: datetime) -> Measure:
    table = LIVED.filter((LIVED.touchpoint == touchpoint) & LIVED.valence.notnull())
    points = table.select(evidence=table.id, party=table.party, at=table.happened_at, value=table.valence * 2)
    which = Which(touchpoint=touchpoint, act="rated")
    return Measure(f"feeling:{touchpoint}", f"Feeling at {touchpoint}", "", 4, True, "mean", points, which, 2)


def _nps(_: Stores, __: str, ___: str, ____: datetime) -> Measure:
    return Measure("nps", "Net Promoter Score", "", 200, True, "nps", _nps_points(), Which(scale="nps"), decimals=1)


def _topic(_: Stores, label: str, channel: str, __: datetime) -> Measure:
    name = f"“{label}” in contacts" + (f" by {channel}" if channel else "")
    which = Which(topic=label, channel=channel)
    key = f"topic:{label}" + (f"@{channel}" if channel else "")
    return Measure(key, name, "%", 100, False, "share", _spoken(label, channel), which)


def _reply_hours(_: Stores, channel: str, __: str, ___: datetime) -> Measure:
    which = Which(act="asked", channel=channel)
    name = "Hours to a human reply" + (f" by {channel}" if channel else "")
    return Measure(f"reply-hours:{channel}", name, "h", 48, False, "median", _replies(channel), which)


def _retried(_: Stores, touchpoint: str, cut: str, __: datetime) -> Measure:
    kind = cut or "order"
    key, name = f"retried:{touchpoint}@{kind}", f"Tried again at {touchpoint}"
    return Measure(key, name, "%", 100, False, "share", _again(touchpoint, kind), Which(touchpoint=touchpoint))


def _kept(pledge: Promise, now: datetime) -> Any:
    cases = outcomes(pledge, now)
    settled = cases.filter(cases.outcome.isin(["kept", "late"]))
    value = ibis.ifelse(settled.outcome == "kept", 100.0, 0.0)
    return settled.select(evidence=settled.done_evidence, party=settled.party, at=settled.done_at, value=value)


def _scored(kind: str, touchpoint: str) -> Any:
    table = LIVED.filter((LIVED.scale_kind == kind) & LIVED.score.notnull())
    if touchpoint:
        table = table.filter(table.touchpoint == touchpoint)
    return table.select(evidence=table.id, party=table.party, at=table.happened_at, value=table.score)


def _nps_points() -> Any:
    table = _scored("nps", "")
    value = ibis.cases((table.value >= 9, 100.0), (table.value <= 6, -100.0), else_=0.0)
    return table.mutate(value=value)


def _spoken(label: str, channel: str) -> Any:
    table = LIVED.filter(LIVED.words.notnull() & (LIVED.chair == "customer"))
    table = table.filter(table.channel == channel if channel else table.channel.isin(CONTACTS))
    said = READINGS.filter((READINGS.kind == "cue") & (READINGS.label == label)).select("evidence").distinct()
    both = table.left_join(said, table.id == said.evidence)
    value = ibis.ifelse(both.evidence.notnull(), 100.0, 0.0)
    return both.select(evidence=both.id, party=both.party, at=both.happened_at, value=value)


def _replies(channel: str) -> Any:
    asked = _on_ticket(LIVED.filter(LIVED.act == "asked"))
    asked = asked.filter(asked.channel == channel) if channel else asked
    told = _on_ticket(LIVED.filter(LIVED.act == "was_told"))
    first = told.group_by("object").aggregate(told_at=told.happened_at.min())
    both = asked.join(first, "object")
    hours = (both.told_at.epoch_seconds() - both.happened_at.epoch_seconds()) / 3600
    return both.select(evidence=both.id, party=both.party, at=both.happened_at, value=hours)


def _again(touchpoint: str, kind: str) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == kind)
    table = LIVED.filter(LIVED.touchpoint == touchpoint)
    table = table.join(links, table.id == links.evidence)
    tries = table.group_by("object").aggregate(
        evidence=table.id.min(), party=table.party.min(), at=table.happened_at.min(), n=table.count()
    )
    return tries.select("evidence", "party", "at", value=ibis.ifelse(tries.n > 1, 100.0, 0.0))


def _on_ticket(table: Any) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == "ticket")
    return table.join(links, table.id == links.evidence).select("id", "party", "channel", "happened_at", "object")


def _median(stores: Stores, measure: Measure) -> tuple[float, float | None, float | None]:
    # A survival curve without censoring: its median comes with distribution-free ends.
    hours = [row["value"] for row in stores.ledger.rows(measure.observations.select("value"))]
    curve = survival.kaplan_meier(hours, [True] * len(hours))
    low, high = curve.median_ends
    return float(curve.median or 0.0), low, high


def _as_share(facts: dict[str, Any]) -> tuple[float, float | None, float | None]:
    share = proportions.wilson(facts["high"], facts["n"])
    return 100 * share.value, 100 * share.low, 100 * share.high


def _as_mean(facts: dict[str, Any]) -> tuple[float, float | None, float | None]:
    mean = means.summary_interval(facts["mean"], facts["deviation"] or 0.0, facts["n"])
    return mean.value, mean.low, mean.high


def _as_nps(facts: dict[str, Any]) -> tuple[float, float | None, float | None]:
    promoters, detractors = facts["high"], facts["low"]
    net = scores.nps_from_counts(promoters, facts["n"] - promoters - detractors, detractors)
    return 100 * net.value, 100 * net.adjusted.low, 100 * net.adjusted.high


_FORMS = (
    "promise:KEY",
    "score:KIND@TOUCHPOINT",
    "feeling:TOUCHPOINT",
    "nps",
    "topic:LABEL@CHANNEL",
    "reply-hours:CHANNEL",
)
_SUMMARIES = {"share": _as_share, "mean": _as_mean, "nps": _as_nps}
_MAKERS: dict[str, Callable[[Stores, str, str, datetime], Measure]] = {
    "promise": _promise,
    "score": _score,
    "feeling": _feeling,
    "nps": _nps,
    "topic": _topic,
    "reply-hours": _reply_hours,
    "retried": _retried,
}
