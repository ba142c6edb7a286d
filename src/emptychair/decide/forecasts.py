"""Forecasts scored: what a decision expected against what a check measured."""

from dataclasses import dataclass

from emptychair.decide.changes import changes
from emptychair.decide.checks import checks_of
from emptychair.decide.model import Change, Check, Decision
from emptychair.store import Stores


@dataclass(frozen=True, slots=True)
class Scored:
    """A forecast beside the latest check of a change that carried the decision out.

    `verdict` is "came true" where the measured effect lies between the forecast's ends, "less than forecast",
    "more than forecast", or "not known" where the check concludes nothing. `error` is measured minus expected.
    """

    change: Change
    check: Check
    verdict: str
    error: float


def scored(stores: Stores, decided: Decision) -> Scored | None:
    """The forecast's score, where a change of this decision was checked by the decision's own measure."""
    for made in changes_of(stores, decided.id):
        found = checks_of(stores, made.key)
        if found and made.measure == decided.measure:
            return Scored(made, found[0], _verdict(decided, found[0]), found[0].value - decided.forecast)
    return None


def changes_of(stores: Stores, decision_id: int) -> list[Change]:
    """The changes that carried a decision out, the latest first."""
    return [made for made in changes(stores) if made.decision_id == decision_id]


def _verdict(decided: Decision, check: Check) -> str:
    if not check.conclusive:
        return "not known"
    if check.value < decided.forecast_low:
        return "less than forecast"
    return "more than forecast" if check.value > decided.forecast_high else "came true"
