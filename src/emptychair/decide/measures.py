"""Measures: what a belief, a forecast or a check can be about, made from what the company hears."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis

from emptychair.core import ENOUGH, Invalid
from emptychair.decide import observations
from emptychair.evidence import Which
from emptychair.promises import all_promises, promise
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS, Stores
from emptychair.touchpoints import all_touchpoints
from emptychair.walk import Cases


@dataclass(frozen=True, slots=True)
class Measure:
    """A named number that runs from `low` to `high` in `unit`.

    `observations` has the columns evidence, party, at, value (in `unit`), and `which` chooses the same evidence;
    `said` is what customers said of these observations: observation, id of the words, value. `waiting`, where
    there is one, are observations that have not ended yet: their value can only grow.
    """

    key: str
    name: str
    unit: str
    low: float
    high: float
    summary: str  # share, mean, nps or median
    observations: Any
    said: Any
    which: Which
    higher_is_better: bool = True
    decimals: int = 1
    waiting: Any = None
    link: str = ""  # where the observations are listed, if not as pieces of evidence

    @property
    def evidence(self) -> str:
        """The page that lists as much as the measure counts."""
        return self.link or self.which.url()

    @property
    def has_months(self) -> bool:
        """Whether one month of it can be listed as it is counted: no median can, and no walks."""
        return self.summary != "median" and not self.link

    @property
    def scale(self) -> float:
        """The width of the measure, in its unit."""
        return self.high - self.low


def measurable(stores: Stores, key: str, now: datetime) -> Measure:
    """The measure of this name: `promise:KEY`, `score:KIND@TOUCHPOINT`, `feeling:TOUCHPOINT`, `nps`,
    `topic:LABEL@CHANNEL`, `reply-hours:CHANNEL` or `retried:TOUCHPOINT@OBJECT`. Raises Invalid with what there
    is, NotFound.
    """
    kind, _, rest = key.partition(":")
    subject, _, place = rest.partition("@")
    if kind not in _MAKERS:
        raise Invalid(f"There is no measure {key!r}.", where="measure", mend=f"Use {', '.join(_FORMS)}.")
    return _MAKERS[kind](stores, subject, place, now)


def measures_in_use(stores: Stores) -> list[tuple[str, str]]:
    """Every measure that at least five voices carry: key and name, promises first."""
    names = _Names(stores)
    found = [(f"promise:{one.key}", names.promise(one.name)) for one in all_promises(stores.records)]
    for row in stores.ledger.rows(_scales()):
        key = "nps" if row["scale_kind"] == "nps" else f"score:{row['scale_kind']}@{row['touchpoint']}"
        found.append((key, names.score(row["scale_kind"], row["touchpoint"])))
        if row["scale_kind"] != "nps":
            found.append((f"feeling:{row['touchpoint']}", names.feeling(row["touchpoint"])))
    asked = ((row["channel"], f"reply-hours:{row['channel']}") for row in stores.ledger.rows(_asking()))
    found += [(key, names.reply(channel)) for channel, key in asked]
    for row in stores.ledger.rows(_topics()):
        found.append((f"topic:{row['label']}@{row['channel']}", names.topic(row["label"], row["channel"])))
    return list(dict(found).items())


class _Names:
    """What people call a measure."""

    def __init__(self, stores: Stores) -> None:
        self._places = all_touchpoints(stores.records)

    def promise(self, name: str) -> str:
        return f"Promise kept: {name}"

    def score(self, kind: str, touchpoint: str) -> str:
        if kind == "nps":
            return "Net Promoter Score"
        return f"Mean {kind.upper() if len(kind) < 5 else kind} score" + self._at(touchpoint)

    def feeling(self, touchpoint: str) -> str:
        return f"Feeling{self._at(touchpoint)}"

    def topic(self, label: str, channel: str) -> str:
        return f"“{label}” in contacts by {channel}"

    def reply(self, channel: str) -> str:
        return f"Hours to a reply by {channel}"

    def retried(self, touchpoint: str, kind: str) -> str:
        return f"Tried again{self._at(touchpoint)}, by {kind}"

    def _at(self, touchpoint: str) -> str:
        return (
            f" at {self._places[touchpoint].name if touchpoint in self._places else touchpoint}" if touchpoint else ""
        )


def _promise(stores: Stores, key: str, _: str, __: datetime) -> Measure:
    pledge = promise(stores.records, key)
    # The act narrows the promise's evidence to what settled it: one piece a case, as many as the figure counts.
    which = Which(promise=key, act=pledge.kept_act)
    table, said = observations.kept(pledge), observations.said_of_cases(pledge)
    return Measure(f"promise:{key}", _Names(stores).promise(pledge.name), "%", 0, 100, "share", table, said, which)


def _score(stores: Stores, kind: str, touchpoint: str, _: datetime) -> Measure:
    table = LIVED.filter((LIVED.scale_kind == kind) & LIVED.score.notnull())
    ends = stores.ledger.one(table.aggregate(low=table.scale_low.min(), high=table.scale_high.max()))
    if ends.get("low") is None:
        raise Invalid(f"Nobody has given a {kind} score yet.", where="measure", mend="Choose a scale that is in use.")
    key = f"score:{kind}" + (f"@{touchpoint}" if touchpoint else "")
    name, unit = _Names(stores).score(kind, touchpoint), f"of {ends['high']:g}"
    # Scores that were not given (null) are left out by a least one.
    which = Which(scale=kind, touchpoint=touchpoint, chair="customer", at_least=ends["low"])
    made = observations.scored(kind, touchpoint)
    said = observations.said_with(made)
    return Measure(key, name, unit, ends["low"], ends["high"], "mean", made, said, which, decimals=2)


def _feeling(stores: Stores, touchpoint: str, __: str, ___: datetime) -> Measure:
    made, name = observations.rated(touchpoint), _Names(stores).feeling(touchpoint)
    which, said = Which(touchpoint=touchpoint, act="rated"), observations.said_with(made)
    return Measure(f"feeling:{touchpoint}", name, "", -2, 2, "mean", made, said, which, decimals=2)


def _nps(stores: Stores, __: str, ___: str, ____: datetime) -> Measure:
    made = observations.promoting(observations.scored("nps", ""))
    which, said = Which(scale="nps", chair="customer", at_least=0), observations.said_with(made)
    return Measure("nps", "Net Promoter Score", "", -100, 100, "nps", made, said, which)


def _topic(stores: Stores, label: str, channel: str, _: datetime) -> Measure:
    if channel not in observations.CONTACTS:
        raise Invalid(
            "A topic is measured in the contacts of one channel.",
            where="measure",
            mend=f"Add @ and one of {', '.join(observations.CONTACTS)}.",
        )
    made, name = observations.spoken(label, channel), _Names(stores).topic(label, channel)
    # Every contact is counted, with the topic and without: the share needs both.
    which, said = Which(channel=channel, chair="customer", words="any"), observations.said_with(made)
    return Measure(f"topic:{label}@{channel}", name, "%", 0, 100, "share", made, said, which, higher_is_better=False)


def _reply_hours(stores: Stores, channel: str, __: str, now: datetime) -> Measure:
    made, waiting = observations.replied(channel), observations.unanswered(channel, now)
    which, said = Which(act="asked", channel=channel, object_kind="ticket"), observations.said_with(made)
    name, options = _Names(stores).reply(channel), {"higher_is_better": False, "waiting": waiting}
    return Measure(f"reply-hours:{channel}", name, "h", 0, 48, "median", made, said, which, **options)


def _retried(stores: Stores, touchpoint: str, kind: str, _: datetime) -> Measure:
    if not touchpoint or not kind:
        raise Invalid(
            "What is tried again is a touchpoint, for one object.",
            where="measure",
            mend="Such as retried:checkout@order.",
        )
    made, name = observations.retried(touchpoint, kind), _Names(stores).retried(touchpoint, kind)
    which, link = Which(touchpoint=touchpoint, object_kind=kind), Cases(kind, through=touchpoint).url()
    said, key = observations.said_with(made), f"retried:{touchpoint}@{kind}"
    return Measure(key, name, "%", 0, 100, "share", made, said, which, higher_is_better=False, link=link)


def _scales() -> Any:
    table = LIVED.filter(LIVED.score.notnull() & LIVED.touchpoint.notnull() & (LIVED.act == "rated"))
    table = table.filter(table.chair == "customer")
    counted = table.group_by("scale_kind", "touchpoint").aggregate(n=table.count())
    return counted.filter(counted.n >= ENOUGH).order_by(ibis.desc("n"), "scale_kind", "touchpoint")


def _asking() -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == "ticket")
    table = LIVED.filter((LIVED.act == "asked") & LIVED.id.isin(links.evidence))
    counted = table.group_by("channel").aggregate(n=table.count())
    return counted.filter(counted.n >= ENOUGH).order_by("channel")


def _topics() -> Any:
    cues = READINGS.filter(READINGS.kind == "cue").select("evidence", "label").distinct()
    table = LIVED.filter((LIVED.chair == "customer") & LIVED.channel.isin(observations.CONTACTS))
    both = table.join(cues, table.id == cues.evidence)
    counted = both.group_by("label", "channel").aggregate(n=both.count())
    return counted.filter(counted.n >= ENOUGH).order_by(ibis.desc("n"), "label", "channel").limit(30)


_FORMS = (
    "promise:KEY",
    "score:KIND@TOUCHPOINT",
    "feeling:TOUCHPOINT",
    "nps",
    "topic:LABEL@CHANNEL",
    "reply-hours:CHANNEL",
    "retried:TOUCHPOINT@OBJECT",
)
_MAKERS: dict[str, Callable[[Stores, str, str, datetime], Measure]] = {
    "promise": _promise,
    "score": _score,
    "feeling": _feeling,
    "nps": _nps,
    "topic": _topic,
    "reply-hours": _reply_hours,
    "retried": _retried,
}
