"""The audit trail: who saw or changed what."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Request, Response

from emptychair import staff
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web.rendering import Page, render

MOST = 100

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditPage(Page):
    """One screen of the trail, newest first; `next_before` pages on."""

    template: ClassVar[str] = "staff/audit.html"
    active: ClassVar[str] = "settings"
    entries: list[staff.Entry]
    kind: str
    subject: str
    next_before: int | None


@router.get("/audit")
@needs(Need.ADMINISTERS)
def index(request: Request, kind: str = "", subject: str = "", before: int | None = None) -> Response:
    """Lines of one subject, or of all."""
    stores = company(request).stores
    found = staff.trail(stores, subject_kind=kind, subject=subject, before=before, most=MOST + 1)
    more = found[MOST - 1].id if len(found) > MOST else None
    page = AuditPage(title="Audit trail", entries=found[:MOST], kind=kind, subject=subject, next_before=more)
    return render(request, page)
