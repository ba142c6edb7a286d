"""Measures: each counts exactly what its link lists, and never leaves out who still waits."""

from datetime import datetime
from urllib.parse import parse_qsl

import pytest

from emptychair import decide, know
from emptychair.core import Figure, Invalid, NotFound
from emptychair.evidence import Act, Chair, Channel, ObjectRef, Scale, Which, record
from emptychair.store import Stores
from saying import NOON, STARS, heard


def linked(stores: Stores, figure: Figure) -> int:
    """How many pieces of evidence the link behind a figure lists."""
    which = Which.from_query(dict(parse_qsl(figure.evidence.partition("?")[2])))
    return int(know.heard.summed(stores, which, NOON)["n"])


def figure_of(stores: Stores, key: str) -> Figure:
    return decide.measured(stores, decide.measurable(stores, key, NOON))[0]


def ticket(number: int, asked_days_ago: float, answered_days_ago: float | None) -> list[object]:
    objects = (ObjectRef("ticket", f"t{number}"),)
    given = {"objects": objects, "channel": Channel.EMAIL}
    asked = heard(f"t{number}@example.com", Act.ASKED, days_ago=asked_days_ago, words="Where is it?", **given)
    if answered_days_ago is None:
        return [asked]
    return [asked, heard("", Act.WAS_TOLD, days_ago=answered_days_ago, chair=Chair.COMPANY, **given)]


def test_a_promise_counts_what_was_settled_and_its_link_lists_as_many(shop: Stores) -> None:
    figure = figure_of(shop, "promise:on-time")
    assert (figure.value, figure.n) == (80, 20)
    assert linked(shop, figure) == 20


def test_a_score_counts_customers_only_and_no_blank_marks(stores: Stores) -> None:
    scores = [1, 2, 3, 4, 5, 5]
    messages = [
        heard(f"{n}@example.com", Act.RATED, score=s, scale=STARS, touchpoint="x") for n, s in enumerate(scores)
    ]
    messages.append(heard("blank@example.com", Act.RATED, scale=STARS, touchpoint="x"))
    messages.append(heard("us@example.com", Act.RATED, score=5, scale=STARS, touchpoint="x", chair=Chair.COMPANY))
    record(stores, messages, now=NOON)
    figure = figure_of(stores, "score:rating@x")
    assert (figure.value, figure.n, figure.unit) == (pytest.approx(20 / 6), 6, "of 5")
    assert linked(stores, figure) == 6


def test_net_promoters_are_nine_and_ten_less_zero_to_six(stores: Stores) -> None:
    scale = Scale("nps", 0, 10)
    given = [10, 9, 9, 8, 7, 6, 0, 10]  # four promoters, two passives, two detractors: 100 * (4 - 2) / 8
    record(stores, [heard(f"{n}@e.com", Act.RATED, score=s, scale=scale) for n, s in enumerate(given)], now=NOON)
    figure = figure_of(stores, "nps")
    assert (figure.value, figure.n) == (25, 8)
    assert linked(stores, figure) == 8


def test_who_still_waits_makes_the_wait_longer(stores: Stores) -> None:
    answered = [part for n in range(6) for part in ticket(n, 10, 9)]
    record(stores, answered, now=NOON)
    assert figure_of(stores, "reply-hours:email").value == pytest.approx(24)
    record(stores, [part for n in range(6, 14) for part in ticket(n, 10, None)], now=NOON)
    figure = figure_of(stores, "reply-hours:email")
    assert (figure.value, figure.n) == (None, 14), "more than half still wait: nobody knows the median yet"
    assert linked(stores, figure) == 14


def test_an_answer_to_the_first_question_does_not_answer_the_second(stores: Stores) -> None:
    twice = [
        *ticket(1, 10, 9),
        heard("t1@example.com", Act.ASKED, days_ago=8, objects=(ObjectRef("ticket", "t1"),), channel=Channel.EMAIL),
        heard("", Act.WAS_TOLD, days_ago=6, chair=Chair.COMPANY, objects=(ObjectRef("ticket", "t1"),)),
    ]
    record(stores, [*twice, *(part for n in range(2, 6) for part in ticket(n, 10, 9))], now=NOON)
    figure = figure_of(stores, "reply-hours:email")
    assert (figure.n, figure.value) == (6, pytest.approx(24))


def test_what_is_in_use_can_be_measured(shop: Stores) -> None:
    offered = dict(decide.measures_in_use(shop))
    assert offered["promise:on-time"] == "Promise kept: On time"
    assert {"score:rating@delivery", "feeling:delivery"} <= set(offered)
    for key in offered:
        assert figure_of(shop, key).n >= 5


@pytest.mark.parametrize("key", ["mood", "score:csat@nowhere", "topic:late", "retried:checkout"])
def test_what_cannot_be_measured_says_how_to_mend_it(stores: Stores, noon: datetime, key: str) -> None:
    with pytest.raises(Invalid) as error:
        decide.measurable(stores, key, noon)
    assert error.value.mend


def test_a_promise_that_is_not_there_cannot_be_measured(stores: Stores, noon: datetime) -> None:
    with pytest.raises(NotFound):
        decide.measurable(stores, "promise:none", noon)
