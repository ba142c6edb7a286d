"""The course of feeling and the links of an assessment."""

from datetime import date, timedelta

import pytest

from emptychair import practise
from emptychair.core import Gone, NotFound
from emptychair.evidence import Act, Which, record, tally
from emptychair.staff import COMMAND_LINE
from emptychair.store import Stores
from saying import NOON, STARS, heard


def rate(stores: Stores, days_ago: float, *stars: float) -> None:
    told = [heard(f"r{n}@example.com", Act.RATED, days_ago=days_ago, score=s, scale=STARS) for n, s in enumerate(stars)]
    record(stores, told, now=NOON)


def test_weeks_with_enough_voices_are_points_with_their_own_evidence(stores: Stores) -> None:
    rate(stores, 7, 1, 1, 2, 2, 4)  # the week from Monday 27 May 2024
    rate(stores, 0, 5, 5, 5, 5, 5)  # the week from Monday 3 June 2024
    course = practise.course(stores)
    assert [day for day, _ in course.points] == [date(2024, 5, 27), date(2024, 6, 3)]
    before, after = (figure for _, figure in course.points)
    assert (before.value, before.n, after.value) == (pytest.approx(-0.5), 5, 1.0)
    # Student's t with 4 degrees of freedom, 2.776, times 0.6124 / sqrt(5), worked by hand.
    assert before.low == pytest.approx(-1.0)
    assert before.high == pytest.approx(-0.5 + 2.776 * 0.61237 / 5**0.5, abs=1e-3)
    assert tally(stores.ledger, Which.from_query(_query(before.evidence)))["n"] == 5


def test_thin_weeks_are_told_in_blocks_of_four(stores: Stores) -> None:
    for week in range(8):
        rate(stores, 7 * week, 5, 1)
    course = practise.course(stores)
    assert course.weeks == 4
    assert [(figure.n, figure.value) for _, figure in course.points] == [(8, 0.0), (8, 0.0)]


def test_nobody_rated_and_there_is_no_course(stores: Stores) -> None:
    assert practise.course(stores).points == ()


def test_an_invitation_opens_its_own_sheet_until_it_ends(stores: Stores) -> None:
    made = practise.invite(stores, "mirror-1", note="spring letter", by=COMMAND_LINE, now=NOON)
    assert practise.open_invitation(stores, "mirror-1", made.token, NOON) == made
    assert practise.invitations(stores, "mirror-1", NOON) == [made]
    for token in ("", "1", "1-", f"{made.token[:-1]}x", made.token.replace("1-", "2-", 1), "١-aa"):
        with pytest.raises(NotFound):
            practise.open_invitation(stores, "mirror-1", token, NOON)
    with pytest.raises(Gone):
        practise.open_invitation(stores, "mirror-1", made.token, NOON + timedelta(days=91))


def _query(url: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in url.partition("?")[2].split("&"))
