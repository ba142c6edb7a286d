"""How gaps are drawn: a recorded gap becomes the pattern of the two chairs."""

from emptychair.core import Figure
from emptychair.gaps import Gap, GapState
from emptychair.web import charts

# Ends of the scale that both chairs share, by its width and unit.
_ENDS = {(100, "%"): (0.0, 100.0), (200, ""): (-100.0, 100.0), (4, ""): (-2.0, 2.0), (4, "of 5"): (1.0, 5.0)}


def two_chairs(gap: Gap) -> charts.TwoChairs:
    """A gap as `ui.two_chairs` shows it."""
    low, high = _ENDS.get((gap.scale, gap.measured.unit), (None, None))
    return charts.TwoChairs(
        subject=gap.title,
        href=f"/gaps/{gap.id}",
        company_text=believed(gap),
        customer=gap.measured,
        difference=gap.difference if gap.measured.enough else None,
        company=gap.believed,
        company_holder=gap.held_by,
        company_since=gap.since,
        low=low,
        high=high,
        owner=gap.owner,
        verb=gap.next_verb,
        verb_href=f"/gaps/{gap.id}",
        state=str(gap.state),
        tone="good" if gap.state is GapState.CLOSED else "neutral" if gap.state is GapState.UNHEARD else "bad",
    )


def believed(gap: Gap) -> str:
    """What our chair holds, with its unit."""
    return Figure(gap.believed, 0, "", unit=gap.measured.unit, decimals=gap.measured.decimals, always=True).text
