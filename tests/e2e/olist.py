"""Olist's tables read by hand, with nothing of ours: what the browser has to show."""

import csv
from dataclasses import dataclass
from math import sqrt
from pathlib import Path


@dataclass(frozen=True)
class Review:
    """One review with what happened to its order; times are text as in the tables."""

    customer: str
    order: str
    score: int
    words: str
    answered: str
    late: bool


def reviews(folder: Path) -> list[Review]:
    """Every review, in the order of the table."""
    orders = {row["order_id"]: row for row in _rows(folder, "orders")}
    customers = {row["customer_id"]: row["customer_unique_id"] for row in _rows(folder, "customers")}
    found = []
    for row in _rows(folder, "order_reviews"):
        order = orders[row["order_id"]]
        found.append(
            Review(
                customers[order["customer_id"]],
                row["order_id"],
                int(row["review_score"]),
                row["review_comment_message"].strip(),
                row["review_answer_timestamp"],
                _late(order),
            )
        )
    return found


def kept(folder: Path) -> tuple[int, int]:
    """How many delivered orders came by the instant of their estimate, and how many were delivered."""
    delivered = [row for row in _rows(folder, "orders") if row["order_delivered_customer_date"]]
    return sum(not _late(row) for row in delivered), len(delivered)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), in per cent."""
    z = 1.959964
    middle = (hits + z * z / 2) / (n + z * z)
    half = z * sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    return 100 * (middle - half), 100 * (middle + half)


def _late(order: dict[str, str]) -> bool:
    return order["order_delivered_customer_date"] > order["order_estimated_delivery_date"]


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with open(folder / f"olist_{table}_dataset.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
