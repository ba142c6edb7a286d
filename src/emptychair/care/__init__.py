"""Care: who needs us now, why, and what was done; a case is answered by a human being."""

from emptychair.care.model import Case, CaseState, Outcome, Reason
from emptychair.care.operations import answer, assign, close, open_case, propose
from emptychair.care.privacy import export, forget
from emptychair.care.queries import case, cases_of, reply_curve, today, waiting
from emptychair.care.reasons import analyses, reasons
from emptychair.care.tasks import HANDLERS

__all__ = ["HANDLERS", "Case", "CaseState", "Outcome", "Reason", "analyses", "answer", "assign", "case", "cases_of"]
__all__ += ["close", "export", "forget", "open_case", "propose", "reasons", "reply_curve", "today", "waiting"]
