"""Roles and needs: the one table of who may do what."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is trusted with."""

    OWNER = "owner"
    LEAD = "lead"
    AGENT = "agent"
    ANALYST = "analyst"
    VIEWER = "viewer"


class Need(StrEnum):
    """What a route asks of whoever calls it."""

    ANYONE = "anyone"  # no sign-in: health, the sign-in page, surveys for customers
    KEY = "a write key"  # intake only; the route itself checks the key
    LOCAL = "this machine"  # metrics: called from loopback or with the command line's token
    SIGNED_IN = "signed in"
    SEES = "sees"  # figures, journeys, gaps: nobody's name
    SEES_PEOPLE = "sees people"
    CHANGES_PEOPLE = "changes people"
    RUNS_IMPORTS = "runs imports"
    DECIDES = "decides"
    ERASES_PEOPLE = "erases people"
    ADMINISTERS = "administers"


_SEEING = frozenset({Need.SIGNED_IN, Need.SEES})
_STUDYING = _SEEING | {Need.SEES_PEOPLE}

# Not a ladder: who answers customers has no business importing, who imports none answering.
MAY: dict[Role, frozenset[Need]] = {
    Role.VIEWER: _SEEING,
    Role.ANALYST: _STUDYING | {Need.RUNS_IMPORTS},
    Role.AGENT: _STUDYING | {Need.CHANGES_PEOPLE},
    Role.LEAD: _STUDYING | {Need.CHANGES_PEOPLE, Need.RUNS_IMPORTS, Need.DECIDES, Need.ERASES_PEOPLE},
    Role.OWNER: frozenset(Need) - {Need.KEY, Need.LOCAL},
}
OPEN = frozenset({Need.ANYONE, Need.KEY, Need.LOCAL})


def may(role: Role, need: Need) -> bool:
    """Whether this role covers this need."""
    return need is Need.ANYONE or need in MAY[role]
