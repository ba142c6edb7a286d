"""Gaps: the difference between the two chairs, the platform's only unit of work."""

from emptychair.gaps.answers import gap_json, gaps_json
from emptychair.gaps.model import VERBS, Finding, Gap, GapState
from emptychair.gaps.operations import assign, report
from emptychair.gaps.queries import gap, history, open_gaps

__all__ = ["VERBS", "Finding", "Gap", "GapState", "assign", "gap", "gap_json", "gaps_json", "history"]
__all__ += ["open_gaps", "report"]
