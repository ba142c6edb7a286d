"""Gaps for machines: the same list as JSON, for the API and the command line."""

from typing import Any

from emptychair.gaps.model import Gap
from emptychair.gaps.queries import open_gaps
from emptychair.store import Records


def gap_json(gap: Gap) -> dict[str, Any]:
    """One gap: both chairs, the difference, one owner, one next verb."""
    return {
        "id": gap.id,
        "title": gap.title,
        "subject_kind": gap.subject_kind,
        "subject": gap.subject,
        "believed": gap.believed,
        "held_by": gap.held_by,
        "since": gap.since.isoformat(),
        "measured": gap.measured.as_json(),
        "difference": gap.difference.as_json(),
        "people": gap.people,
        "severity": round(gap.severity, 2),
        "owner": gap.owner,
        "next_verb": gap.next_verb,
        "state": str(gap.state),
        "url": gap.url,
    }


def gaps_json(records: Records) -> list[dict[str, Any]]:
    """Every open gap, worst first."""
    return [gap_json(gap) for gap in open_gaps(records)]
