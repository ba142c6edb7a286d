"""Nine Olist files as they are, against counts by another tool."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from emptychair.evidence import Act, Chair, Identifier, ObjectRef, Scale
from emptychair.listen import recipes
from emptychair.listen.recipes import Fate
from tests.conftest import shared_data
from tests.listen.recipes.conftest import NOW


@pytest.fixture(scope="module")
def folder() -> Path:
    return shared_data("olist")


@pytest.fixture(scope="module")
def outcomes(folder):
    return list(recipes.read(recipes.load("olist"), folder, NOW))


@pytest.fixture(scope="module")
def messages(outcomes):
    return [message for outcome in outcomes for message in outcome.messages]


def _rows(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_has_one_fate_and_none_is_lost(folder, outcomes):
    tally = recipes.Tally()
    for outcome in outcomes:
        tally.add(outcome)
    lines = {path.name: len(_rows(folder, path.name)) for path in folder.glob("*.csv")}
    assert Counter(outcome.file for outcome in outcomes) == lines
    assert tally.rows == sum(tally.of(fate) for fate in Fate) == sum(lines.values())


def test_what_is_evidence_and_what_is_passed_over(outcomes):
    fates = Counter((outcome.table, outcome.fate.value) for outcome in outcomes)
    assert fates["orders", "evidence"] == 3000
    assert fates["reviews", "evidence"] == 2993
    assert fates["geolocation", "skipped"] == 8940
    assert not [outcome for outcome in outcomes if outcome.fate is Fate.QUARANTINED]
    assert {outcome.reason for outcome in outcomes if outcome.table == "payments"} == {
        "",
        "No payment was made (type not_defined, value 0)",
    }


def test_message_ids_are_unique_although_review_ids_repeat(folder, messages):
    reviews = pl.read_csv(folder / "olist_order_reviews_dataset.csv")
    assert reviews["review_id"].n_unique() < reviews.height
    assert len({message.message_id for message in messages}) == len(messages)
    assert sum(message.act is Act.RATED for message in messages) == reviews.height


def test_acts_agree_with_the_columns(folder, messages):
    acts = Counter(message.act for message in messages)
    orders = pl.read_csv(folder / "olist_orders_dataset.csv")
    filled = orders.null_count().row(0, named=True)
    assert acts[Act.BOUGHT] == acts[Act.WAS_PROMISED] == orders.height
    assert acts[Act.RECEIVED] == orders.height - filled["order_delivered_customer_date"]
    approved, carried = filled["order_approved_at"], filled["order_delivered_carrier_date"]
    assert acts[Act.WAS_SERVED] == 2 * orders.height - approved - carried
    assert acts[Act.CANCELLED] == orders.filter(pl.col("order_status") == "canceled").height
    assert acts[Act.DESCRIBED] == 3000 + 938


def test_the_promise_is_kept_as_a_hand_query_says(messages):
    due, came = {}, {}
    for message in messages:
        if message.act is Act.WAS_PROMISED:
            assert message.chair is Chair.COMPANY
            assert message.properties["promise"] == "delivery-on-time"
            due[message.objects[0]] = message.due_at
        elif message.act is Act.RECEIVED:
            came[message.objects[0]] = message.at
    on_time = {order: at <= due[order] for order, at in came.items()}
    assert len(on_time) == 2904
    assert round(100 * sum(on_time.values()) / len(on_time), 1) == 92.0
    by_day = sum(at.date() <= due[order].date() for order, at in came.items())
    assert round(100 * by_day / len(came), 1) == 93.4
    scores = {True: [], False: []}
    for message in messages:
        if message.act is Act.RATED and message.objects[0] in on_time:
            scores[on_time[message.objects[0]]].append(message.score)
    means = {late: round(sum(given) / len(given), 2) for late, given in scores.items()}
    assert means == {True: 4.27, False: 2.55}
    assert recipes.load("olist").promises[0].basis == "instant"


def test_one_review_as_it_came(folder, messages):
    row = _rows(folder, "olist_order_reviews_dataset.csv")[0]
    order = next(o for o in _rows(folder, "olist_orders_dataset.csv") if o["order_id"] == row["order_id"])
    customers = _rows(folder, "olist_customers_dataset.csv")
    customer = next(c for c in customers if c["customer_id"] == order["customer_id"])
    review = next(m for m in messages if m.act is Act.RATED and ObjectRef("review", row["review_id"]) in m.objects)
    assert review.words == f"{row['review_comment_title']}\n{row['review_comment_message']}"
    assert review.language == "pt"
    assert (review.score, review.scale) == (float(row["review_score"]), Scale("rating", 1, 5))
    assert review.identifiers == (Identifier("customer_unique_id", customer["customer_unique_id"]),)
    local = datetime.fromisoformat(row["review_answer_timestamp"]).replace(tzinfo=ZoneInfo("America/Sao_Paulo"))
    assert review.at == local
    assert review.at.utcoffset() == local.utcoffset()


def test_money_adds_up(folder, messages):
    items = pl.read_csv(folder / "olist_order_items_dataset.csv")
    paid = pl.read_csv(folder / "olist_order_payments_dataset.csv")["payment_value"].sum()
    bought = sum(m.amount for m in messages if m.act is Act.BOUGHT and m.amount is not None)
    assert float(bought) == pytest.approx(items["price"].sum() + items["freight_value"].sum(), abs=0.005)
    assert float(sum(m.amount for m in messages if m.act is Act.PAID)) == pytest.approx(paid, abs=0.005)
    assert {m.currency for m in messages if m.amount is not None} == {"BRL"}


def test_lines_and_sellers_are_on_the_purchase(folder, messages):
    items = pl.read_csv(folder / "olist_order_items_dataset.csv")
    order, n = items.group_by("order_id").len().sort("len").row(-1)
    bought = next(m for m in messages if m.act is Act.BOUGHT and m.objects[0].id == order)
    assert len(bought.properties["lines"]) == n
    sellers = set(items.filter(pl.col("order_id") == order)["seller_id"])
    assert {link.id for link in bought.objects if link.kind == "seller"} == sellers


def test_the_journey_walks_over_touchpoints_that_evidence_reaches(messages):
    drawn = [step for stage in recipes.load("olist").journey.stages for step in stage.steps]
    assert set(drawn) == {message.touchpoint for message in messages} - {""}
