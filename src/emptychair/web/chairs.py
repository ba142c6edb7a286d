"""How gaps are drawn: a recorded gap becomes the pattern of the two chairs, its next verb a way to go."""

from math import ceil

from emptychair import decide
from emptychair.core import Figure
from emptychair.gaps import Gap, GapState
from emptychair.store import Stores
from emptychair.web import charts

TONES = {GapState.OPEN: "bad", GapState.UNHEARD: "neutral", GapState.CLOSED: "good"}
STATES = {GapState.OPEN: "open", GapState.UNHEARD: "not heard enough", GapState.CLOSED: "closed by evidence"}
VERBS = {
    "listen": "Listen to them", "ask": "Ask them", "decide": "Decide", "act": "Act on the decision",
    "check": "Check the change", "tell back": "Tell them back", "practise": "Practise",
}  # fmt: skip


class Steps:
    """Where each gap's next verb is done: the decision, change or list that it leads to."""

    def __init__(self, stores: Stores) -> None:
        self._decisions = {one.gap_id: one for one in reversed(decide.decisions(stores)) if one.gap_id is not None}
        self._changes = {one.decision_id: one for one in reversed(decide.changes(stores)) if one.decision_id}

    def link(self, gap: Gap) -> str:
        """The address at which the gap's next verb is done."""
        decided = self._decisions.get(gap.id)
        made = self._changes.get(decided.id) if decided else None
        known = {
            "listen": gap.measured.evidence,
            "ask": f"/gaps/{gap.id}#unknown",
            "act": f"/decisions/{decided.id}" if decided else "",
            "check": f"/changes/{made.key}" if made else "/changes",
            "tell back": f"/tell-backs/new?change={made.key}" if made else "/tell-backs",
            "practise": "/promises",
        }
        return known.get(gap.next_verb) or f"/decisions/new?gap={gap.id}"


def two_chairs(gap: Gap, steps: Steps | None = None, href: str = "") -> charts.TwoChairs:
    """A gap as `ui.two_chairs` shows it; with `steps` its next verb leads to where it is done, else to the gap."""
    measured = gap.measured
    low, high = ends(gap)
    return charts.TwoChairs(
        gap.title,
        href or f"/gaps/{gap.id}",
        believed(gap),
        measured,
        gap.difference if measured.enough else None,
        company=gap.believed,
        company_holder=gap.held_by,
        company_since=gap.since,
        low=low,
        high=high,
        owner=gap.owner,
        verb=VERBS.get(gap.next_verb, gap.next_verb),
        verb_href=steps.link(gap) if steps else f"/gaps/{gap.id}",
        state=STATES[gap.state],
        tone=TONES[gap.state],
        more_is_better=gap.higher_is_better,
    )


def believed(gap: Gap) -> str:
    """What our chair holds, with its unit."""
    return in_words(gap.believed, gap.measured.unit, gap.measured.decimals)


def in_words(value: float, unit: str, decimals: int) -> str:
    """A number of our own chair, written like a figure."""
    return Figure(value, 0, "", unit=unit, decimals=decimals, always=True).text


def ends(gap: Gap) -> tuple[float, float]:
    """The ends of the scale that both chairs of a gap share; of shares, the fifth or half in which both lie."""
    unit, width = gap.measured.unit, gap.scale
    if unit.startswith("of "):
        return float(unit[3:]) - width, float(unit[3:])
    if unit not in ("%", "h"):
        return -width / 2, width / 2
    shown = [end for end in (gap.believed, gap.measured.value, gap.measured.low, gap.measured.high) if end is not None]
    if unit == "h":
        return 0.0, max(width, 12.0 * ceil(max(shown) / 12))
    parts = ((80.0, 100.0), (0.0, 20.0), (50.0, 100.0), (0.0, 50.0))
    return next((part for part in parts if part[0] <= min(shown) and max(shown) <= part[1]), (0.0, 100.0))
