"""Care: who needs us now, why, and what was done; a case is answered by a human being."""

from emptychair.care.model import Case, CaseState, Outcome, Reason
from emptychair.care.operations import answer, assign, close, open_case, propose
from emptychair.care.privacy import export, forget
from emptychair.care.queries import NOBODY, STATES, Asked, Standing, case, cases_of, standing, tally, today, waiting
from emptychair.care.reasons import analyses, reasons
from emptychair.care.replies import Wait, reply_curve, reply_waits, waits
from emptychair.care.tasks import HANDLERS

__all__ = ["HANDLERS", "NOBODY", "STATES", "Asked", "Case", "CaseState", "Outcome", "Reason", "Standing", "Wait"]
__all__ += ["analyses", "answer", "assign", "case", "cases_of", "close", "export", "forget", "open_case", "propose"]
__all__ += ["reasons", "reply_curve", "reply_waits", "standing", "tally", "today", "waiting", "waits"]
