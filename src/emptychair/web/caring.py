"""How cases are drawn: lines of a list, words for waiting, curves of the time to a human reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from emptychair import care, parties
from emptychair.core import Figure
from emptychair.evidence import Which, entries, entry
from emptychair.know import names
from emptychair.methods import survival
from emptychair.store import Stores
from emptychair.web import charts

KINDS = {"broken promise": "Broken promises", "unanswered": "Unanswered", "hardship": "In need"}
ICONS = {"broken promise": "handshake", "unanswered": "message-circle", "hardship": "heart-handshake"}
OUTCOMES = (
    ("both", "Both of us: their need is met, and so is ours"),
    ("customer", "The customer only"),
    ("company", "We only"),
    ("neither", "Neither of us"),
)
STATE_TONES = {"proposed": "bad", "open": "info", "answered": "neutral", "closed": "good"}
STATE_WORDS = {"proposed": "nobody's yet", "open": "taken", "answered": "answered", "closed": "closed"}
MOST = 40  # pieces of one story: what can be taken in before a call
TICKS = 160  # a curve of thousands of replies is drawn with this many steps, the last one before each tick


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a list: who, why, what they said, how long they wait."""

    case: care.Case
    name: str
    words: str
    language: str
    icon: str
    waits: str
    state: str
    tone: str

    @property
    def href(self) -> str:
        """The case."""
        return f"/cases/{self.case.id}"

    @property
    def evidence(self) -> str:
        """What the reason rests on."""
        return evidence_url(self.case)


def lines(stores: Stores, cases: Sequence[care.Case], now: datetime) -> list[Line]:
    """Cases with names and with the words that carry them."""
    known = parties.named(stores.records, [case.party for case in cases])
    words = _words(stores, cases)
    return [_line(case, known, words, now) for case in cases]


def evidence_url(case: care.Case) -> str:
    """The list of the evidence behind a case."""
    return Which(ids=",".join(map(str, case.evidence))).url()


def story_of(stores: Stores, case: care.Case) -> list[dict[str, Any]]:
    """Everything that happened on what a case is about, oldest first: its own evidence, and what stood around it."""
    own = entries(stores.ledger, Which(ids=",".join(map(str, case.evidence))), most=MOST)
    about = (case.subject_kind, case.subject)
    if case.subject_kind == "evidence" and own:
        objects = entry(stores.ledger, own[-1]["id"])["objects"]
        about = next(((one["kind"], one["object"]) for one in objects if one["kind"] == "ticket"), ("", ""))
    around = entries(stores.ledger, Which(object_kind=about[0], object=about[1]), most=MOST) if about[0] else []
    said = entries(stores.ledger, Which(object_kind="case", object=str(case.id)), most=MOST) if case.answered_at else []
    theirs = [row for row in around if row["party"] in (case.party, None)]
    found = {row["id"]: row for row in [*own, *theirs, *said]}
    return sorted(found.values(), key=lambda row: (row["happened_at"], row["id"]))


def waited(since: datetime, until: datetime) -> str:
    """A time of waiting in words, in its largest whole unit: "3 hours", "2 days", "4 months"."""
    hours = max((until - since).total_seconds() / 3600, 0)
    for size, word in ((365 * 24, "year"), (30 * 24, "month"), (24, "day"), (1, "hour")):
        if hours >= size * (1 if word == "hour" else 2):
            whole = int(hours // size)
            return f"{whole} {word}{'s' if whole > 1 else ''}"
    return "less than an hour"


def reply_words(wait: care.Wait) -> str:
    """The finding of one curve."""
    about = f"{wait.about} by {names.channel_name(wait.channel)}" if wait.channel else wait.about
    if wait.median.value is None:
        return f"More than half of the {wait.curve.n:,} {about} still wait for a human reply."
    low, high = wait.curve.median_ends
    ends = f" ({hours_words(low)} to {hours_words(high)})" if low is not None and high is not None else ""
    still = f"; {wait.waiting:,} still wait" if wait.waiting else ""
    return f"Half of {wait.curve.n:,} {about} had a human reply within {hours_words(wait.curve.median)}{ends}{still}."


def hours_words(hours: float | None) -> str:
    """Hours as one says them: "8 minutes", "5.4 hours", "3.1 days"."""
    if hours is None:
        return "not known yet"
    if hours < 1:
        return f"{60 * hours:.0f} minutes"
    return f"{hours:.1f} hours" if hours < 72 else f"{hours / 24:.1f} days"


def reply_chart(waits: Sequence[care.Wait]) -> tuple[Markup | None, charts.Table | None]:
    """The curves and the same as a table, where anybody was answered; in days where the longest took over three."""
    answered = [wait for wait in waits if wait.curve.steps]
    if not answered:
        return None, None
    longest = max(step.time for wait in answered for step in wait.curve.steps)
    unit, size = ("days", 24) if longest > 72 else ("hours", 1)
    curves = [
        charts.Survival(_label(wait), wait.median.evidence, _steps(wait.curve, size))
        for wait in waits
        if wait.curve.steps
    ]
    says = " ".join(reply_words(wait) for wait in waits)
    svg = charts.survival(
        curves, finding=f"Share still waiting for a human reply. {says}", unit=unit, width=1040, height=250
    )
    return svg, charts.survival_table(curves, "Share still waiting for a human reply", unit)


def _label(wait: care.Wait) -> str:
    return f"By {names.channel_name(wait.channel)}" if wait.channel else "Our cases"


def reply_stats(waits: Sequence[care.Wait]) -> list[tuple[care.Wait, str]]:
    """Each curve with its sentence."""
    return [(wait, reply_words(wait)) for wait in waits]


def people_figure(standing: care.Standing) -> Figure:
    """How many people need us now, as a figure that opens the list."""
    unit = "person needs us now" if standing.people == 1 else "people need us now"
    return Figure(
        standing.people, standing.people, "/cases", unit=unit, newest=standing.newest, decimals=0, always=True
    )


def _steps(curve: survival.Curve, size: float) -> tuple[charts.Step, ...]:
    first = charts.Step(0.0, 1.0, 1.0, 1.0, curve.n)
    steps = [charts.Step(s.time / size, s.waiting, s.low, s.high, s.at_risk) for s in curve.steps]
    if len(steps) > TICKS:
        grain = steps[-1].time / TICKS
        steps = [a for a, b in pairwise(steps) if int(a.time / grain) != int(b.time / grain)] + steps[-1:]
    return (first, *steps)


def _words(stores: Stores, cases: Sequence[care.Case]) -> Mapping[int, tuple[str, str]]:
    """By evidence number, the words of customers and their language."""
    ids = sorted({number for case in cases for number in case.evidence})
    if not ids:
        return {}
    which = Which(ids=",".join(map(str, ids)), chair="customer", words="any")
    found = entries(stores.ledger, which, most=len(ids))
    return {row["id"]: (row["words"], row["language"] or "") for row in found}


def _line(
    case: care.Case, known: Mapping[int, parties.Party], words: Mapping[int, tuple[str, str]], now: datetime
) -> Line:
    party = known.get(case.party)
    quote, language = next((words[number] for number in reversed(case.evidence) if number in words), ("", ""))
    return Line(
        case=case,
        name=party.label if party else f"Person {case.party}",
        words=quote,
        language=language,
        icon=ICONS.get(case.kind, "hand-heart"),
        waits=waited(case.since, case.answered_at or now),
        state=STATE_WORDS[case.state],
        tone=STATE_TONES[case.state],
    )
