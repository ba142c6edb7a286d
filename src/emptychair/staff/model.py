"""What the staff's room speaks of: a user, a session, a write key, a line of the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emptychair.staff.roles import Need, Role, may


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff. Id 0 is the command line of this machine, which acts as the owner."""

    id: int
    email: str
    name: str
    role: Role
    active: bool = True

    def may(self, need: Need) -> bool:
        """Whether this user's role covers a need."""
        return may(self.role, need)


@dataclass(frozen=True, slots=True)
class WriteKey:
    """A key under which a source may send; the key itself is shown once and never kept."""

    id: int
    name: str
    hint: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail; `staff_id` is None where the system acted by itself."""

    id: int
    at: datetime
    staff_id: int | None
    staff: str
    action: str
    subject_kind: str
    subject: str
    detail: dict[str, Any]


COMMAND_LINE = User(0, "", "the command line", Role.OWNER)
