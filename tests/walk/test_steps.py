"""Steps: what is a step of a walk, and what is only a voice about one or its echo."""

from datetime import datetime

from emptychair.evidence import Act, Chair, Message, record
from emptychair.store import Stores
from emptychair.walk import cases, friction, paths
from saying import STARS, heard, order


def said(act: Act, touchpoint: str, hour: float, number: str = "o1", **more: object) -> Message:
    """Something about an order, so many hours after its beginning."""
    ours = act.startswith("was_")
    chair = Chair.COMPANY if ours else Chair.CUSTOMER
    at = {"days_ago": 30 - hour / 24, "touchpoint": touchpoint, "objects": order(number), "chair": chair}
    return heard(f"{number}@example.org", act, **at | more)


def path(stores: Stores, now: datetime, *messages: Message) -> str:
    record(stores, messages, now=now)
    return str(cases.listed(stores.ledger, cases.Cases("order"))[0]["path"])


def test_a_survey_about_a_delivery_is_no_second_delivery(stores: Stores, noon: datetime) -> None:
    late = said(Act.RATED, "delivery", 60, score=5.0, scale=STARS)
    asked = said(Act.WAS_ASKED, "delivery", 50)
    lived = (said(Act.BOUGHT, "shop", 0), said(Act.RECEIVED, "delivery", 40), asked, said(Act.ASKED, "phone", 55), late)
    assert path(stores, noon, *lived) == "shop > delivery > phone"


def test_a_review_page_is_a_step_of_its_own(stores: Stores, noon: datetime) -> None:
    review = said(Act.RATED, "review", 60, score=5.0, scale=STARS)
    assert path(stores, noon, said(Act.BOUGHT, "shop", 0), review) == "shop > review"


def test_a_promise_is_not_the_delivery_that_it_speaks_of(stores: Stores, noon: datetime) -> None:
    promise = said(Act.WAS_PROMISED, "delivery", 0)
    assert path(stores, noon, said(Act.BOUGHT, "shop", 0), promise) == "shop"


def test_our_answer_and_the_same_visit_are_one_step_and_a_second_question_is_another(
    stores: Stores, noon: datetime
) -> None:
    till = (said(Act.BOUGHT, "till", 0), said(Act.PAID, "till", 0.1), said(Act.WAS_SERVED, "till", 0.2))
    mail = (said(Act.ASKED, "mail", 5), said(Act.WAS_TOLD, "mail", 20), said(Act.ASKED, "mail", 30))
    assert path(stores, noon, *till, *mail) == "till > mail > mail"


def test_at_one_instant_the_order_of_arrival_decides(stores: Stores, noon: datetime) -> None:
    assert path(stores, noon, said(Act.DID, "b", 1), said(Act.DID, "a", 1), said(Act.DID, "c", 0)) == "c > b > a"


def test_a_form_sent_again_is_friction_and_a_page_liked_again_is_not(stores: Stores, noon: datetime) -> None:
    forms = [said(Act.DID, "form", hour, f"o{n}") for n in range(10) for hour in ((0, 0.02) if n < 3 else (0,))]
    pages = [said(Act.DID, "page", hour, f"o{n}") for n in range(10) for hour in (200, 300)]
    record(stores, [*forms, *pages], now=noon)
    found = friction.frictions(stores.ledger, "order")
    assert (found["form"].repeats.value, found["form"].repeats.n) == (30, 10)
    assert found["page"].repeats.value == 0
    assert cases.count(stores.ledger, cases.Cases("order", repeats="form")) == 3


def test_there_and_straight_back_within_a_day(stores: Stores, noon: datetime) -> None:
    back = [said(Act.DID, at, hour, "o1") for hour, at in enumerate(("basket", "help", "basket"))]
    slow = [said(Act.DID, at, 100 * hour, "o2") for hour, at in enumerate(("basket", "help", "basket"))]
    record(stores, [*back, *slow], now=noon)
    found = friction.frictions(stores.ledger, "order")["basket"]
    assert (found.returns.n, cases.count(stores.ledger, cases.Cases("order", returns="basket"))) == (2, 1)


def test_silence_then_a_call(stores: Stores, noon: datetime) -> None:
    bought = [said(Act.BOUGHT, "shop", 0, f"o{n}") for n in range(10)]
    lives = [*bought, *(said(Act.RECEIVED, "door", 90, f"o{n}") for n in range(10))]
    early = [said(Act.ASKED, "phone", 40, f"o{n}") for n in range(4)]
    after = [said(Act.ASKED, "phone", 95, f"o{n}") for n in range(4, 9)]
    record(stores, lives, now=noon)
    assert friction.asked_where_it_is(stores.ledger, "order").n == 0, "where no question is recorded, we are deaf"
    record(stores, [*early, *after], now=noon)
    found = friction.asked_where_it_is(stores.ledger, "order")
    assert (found.value, found.n) == (40, 10)
    assert cases.count(stores.ledger, cases.Cases("order", waiting="asked")) == 4


def test_waits_have_a_median_whose_interval_asks_nothing_of_their_shape(stores: Stores, noon: datetime) -> None:
    hours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
    lives = [m for n, hour in enumerate(hours)
             for m in (said(Act.BOUGHT, "shop", 0, f"o{n}"), said(Act.RECEIVED, "door", hour, f"o{n}"))]  # fmt: skip
    record(stores, lives, now=noon)
    wait = paths.waits(stores.ledger, paths.lived(stores.ledger, "order"))["door"]
    # Conover 1999, section 3.2: n = 16, ranks 8 - 3.92 and 9 + 3.92, to the nearest 4 and 13.
    assert (wait.value, wait.low, wait.high, wait.n) == (8.5, 4, 13, 16)
