"""Decide: the customer in the decision, and evidence on whether it helped."""

from emptychair.decide.beliefs import beliefs, report_gaps, state_belief
from emptychair.decide.changes import change, changes, plan_change
from emptychair.decide.checks import check, checks_of, course
from emptychair.decide.decisions import carried_by, decide, decision, decisions, review
from emptychair.decide.measures import Measure, analyses, measurable, measured
from emptychair.decide.model import Belief, Change, Check, Decision, TellBack
from emptychair.decide.privacy import export, forget
from emptychair.decide.tasks import HANDLERS
from emptychair.decide.tellbacks import approve, draft, mark_sent, recipients, tell_back, tell_backs

__all__ = ["HANDLERS", "Belief", "Change", "Check", "Decision", "Measure", "TellBack", "analyses", "approve", "beliefs"]
__all__ += [
    "carried_by",
    "change",
    "changes",
    "check",
    "checks_of",
    "course",
    "decide",
    "decision",
    "decisions",
    "draft",
]
__all__ += ["export", "forget", "mark_sent", "measurable", "measured", "plan_change", "recipients", "report_gaps"]
__all__ += ["review", "state_belief", "tell_back", "tell_backs"]
