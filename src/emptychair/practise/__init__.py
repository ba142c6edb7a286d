"""Practise: are we who we say we are? Assessments from both chairs, and the record of our promises."""

from emptychair.practise.answers import AUDIENCES, analyses, answer, export, forget
from emptychair.practise.items import Assessment, Dimension, Item, assessment
from emptychair.practise.mirror import Mirrored, mirror, report_gaps
from emptychair.practise.pledges import Pledge, basis_words, cases_url, pledge, pledges, promise_cases
from emptychair.practise.tasks import HANDLERS

__all__ = ["AUDIENCES", "HANDLERS", "Assessment", "Dimension", "Item", "Mirrored", "Pledge", "analyses", "answer"]
__all__ += ["assessment", "export", "forget", "mirror", "pledges", "report_gaps"]
