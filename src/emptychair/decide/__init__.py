"""Decide: the customer in the decision, and evidence on whether it helped."""

from emptychair.decide import course, tellbacks, voices
from emptychair.decide.beliefs import belief, beliefs, put_to_test, report_gaps, state_belief
from emptychair.decide.changes import change, changes, gap_of, plan_change
from emptychair.decide.checks import check, checks_of
from emptychair.decide.consequence import Consequence, consequence
from emptychair.decide.decisions import decide, decision, decisions, review
from emptychair.decide.figures import measured
from emptychair.decide.forecasts import Scored, changes_of, scored
from emptychair.decide.measures import Measure, measurable, measures_in_use
from emptychair.decide.model import KINDS, Belief, Change, Check, Decision, TellBack
from emptychair.decide.privacy import export, forget
from emptychair.decide.tasks import HANDLERS

__all__ = ["HANDLERS", "KINDS", "Belief", "Change", "Check", "Consequence", "Decision", "Measure", "Scored"]
__all__ += ["TellBack", "belief", "beliefs", "change", "changes", "changes_of", "check", "checks_of", "consequence"]
__all__ += ["course", "decide", "decision", "decisions", "export", "forget", "gap_of", "measurable", "measured"]
__all__ += ["measures_in_use", "plan_change", "put_to_test", "report_gaps", "review", "scored", "state_belief"]
__all__ += ["tellbacks", "voices"]
