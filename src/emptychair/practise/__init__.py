"""Practise: are we who we say we are? Assessments from both chairs, and the record of our promises."""

from emptychair.practise.answers import AUDIENCES, analyses, answer, export, forget
from emptychair.practise.course import Course, course
from emptychair.practise.invitations import Invitation, invitations, invite, open_invitation
from emptychair.practise.items import Assessment, Dimension, Item, assessment
from emptychair.practise.loop import Loop, loop
from emptychair.practise.mirror import Mirrored, mirror, report_gaps
from emptychair.practise.pledges import Pledge, basis_words, cases_url, pledge, pledges, promise_cases
from emptychair.practise.tasks import HANDLERS

__all__ = ["AUDIENCES", "HANDLERS", "Assessment", "Course", "Dimension", "Invitation", "Item", "Loop", "Mirrored"]
__all__ += ["Pledge", "analyses", "answer", "assessment", "basis_words", "cases_url", "course", "export", "forget"]
__all__ += ["invitations", "invite", "loop", "mirror", "open_invitation", "pledge", "pledges", "promise_cases"]
__all__ += ["report_gaps"]
