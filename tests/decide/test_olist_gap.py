"""The gap of the real shop: what the page says is what a hand count of the files says."""

import csv
import dataclasses
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from emptychair import decide, gaps, know
from emptychair.decide import course, voices
from emptychair.evidence import Which
from emptychair.gaps import Gap
from emptychair.store import Stores
from tests.conftest import shared_data

pytestmark = pytest.mark.slow
NOW = datetime(2018, 11, 1, 12, tzinfo=UTC)
ON_TIME = decide.Belief(
    "on-time", "We deliver on time", "promise:delivery-on-time", 95, "COO", datetime(2017, 1, 1, tzinfo=UTC)
)
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (shared_data("olist") / f"olist_{name}_dataset.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def late_by_order() -> dict[str, bool]:
    """Order → whether it came after its estimated instant, of the orders that came."""
    return {
        row["order_id"]: row["order_delivered_customer_date"] > row["order_estimated_delivery_date"]
        for row in table("orders")
        if row["order_delivered_customer_date"]
    }


@pytest.fixture(scope="module")
def gap(olist: Stores) -> Gap:
    decide.state_belief(olist, ON_TIME, NOW)
    gap_id, _ = decide.put_to_test(olist, ON_TIME, NOW)
    assert gap_id
    return gaps.gap(olist.records, gap_id)


def test_both_chairs_as_the_files_have_them(gap: Gap) -> None:
    late = late_by_order()
    kept = 100 * sum(not one for one in late.values()) / len(late)
    assert (gap.measured.n, gap.measured.text) == (2904, "92.0 %") == (len(late), f"{kept:.1f} %")
    assert gap.measured.value == pytest.approx(kept)
    assert gap.difference.value == pytest.approx(kept - 95)
    # Wilson 1927 for 2,673 of 2,904, by its closed form at z = 1.959964.
    assert (gap.measured.low, gap.measured.high) == (pytest.approx(91.005, abs=0.001), pytest.approx(92.975, abs=0.001))
    assert gap.owner


def test_the_verbatims_are_out_of_reviews_of_late_orders_and_of_kept_ones(olist: Stores, gap: Gap) -> None:
    late, reviews = late_by_order(), table("order_reviews")
    words: dict[bool, str] = {True: "", False: ""}
    for row in reviews:
        if row["order_id"] in late:
            words[late[row["order_id"]]] += f"\n{row['review_comment_title']}\n{row['review_comment_message']}\n"
    carried = voices.carried_by(olist, gap, NOW)
    assert (len(carried.against), len(carried.favour)) == (6, 6)
    for voice in carried.against:
        assert _same(voice.words) in _same(words[True])
        assert voice.score is not None
        assert voice.score <= 2
    for voice in carried.favour:
        assert _same(voice.words) in _same(words[False])
        assert voice.score == 5


def test_the_mean_score_is_4_27_in_time_and_2_55_late(olist: Stores) -> None:
    found = decide.consequence(olist, decide.measurable(olist, "promise:delivery-on-time", NOW))
    assert found
    late = late_by_order()
    marks: dict[bool, list[int]] = {True: [], False: []}
    for row in table("order_reviews"):
        if row["order_id"] in late:
            marks[late[row["order_id"]]].append(int(row["review_score"]))
    for figure, some, text in ((found.kept, marks[False], "4.27 of 5"), (found.late, marks[True], "2.55 of 5")):
        assert (figure.n, figure.text) == (len(some), text)
        assert figure.value == pytest.approx(sum(some) / len(some))
        which = Which.from_query(dict(parse_qsl(figure.evidence.partition("?")[2])))
        assert know.heard.summed(olist, which, NOW)["n"] == len(some)


def test_the_months_add_up_to_the_whole(olist: Stores) -> None:
    measure = decide.measurable(olist, "promise:delivery-on-time", NOW)
    months = course.months(olist, measure, most=100)
    assert sum(month.figure.n for month in months) == 2904
    assert [month.start for month in months] == sorted({month.start for month in months})


def test_lowering_the_belief_to_what_customers_said_closes_nothing(olist: Stores, gap: Gap) -> None:
    decide.state_belief(olist, dataclasses.replace(ON_TIME, value=90), NOW)
    decide.report_gaps(olist, NOW)
    assert gaps.gap(olist.records, gap.id).state == "open"
    decide.state_belief(olist, ON_TIME, NOW)


def _same(text: str) -> str:
    return " ".join(text.split())
