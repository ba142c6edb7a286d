"""The picture: what was meant beside what was lived, and the gaps between."""

from datetime import datetime, timedelta

import pytest

from emptychair import walk
from emptychair.evidence import Act, Message, record
from emptychair.gaps import GapState, open_gaps
from emptychair.store import Stores
from saying import STARS, heard, order

DRAWN = walk.JourneyMap(
    "an-order",
    "An order",
    "order",
    (
        walk.DrawnStage("Buy", (walk.DrawnStep("shop", intended_feeling=1), walk.DrawnStep("quiz"))),
        walk.DrawnStage("Receive", (walk.DrawnStep("door", intended_feeling=2),)),
    ),
)


def life(number: int, stars: int, *extra: str) -> list[Message]:
    """One order: bought in the shop, then whatever else, then received and rated at the door."""
    who, about = f"a{number}@example.org", {"objects": order(f"o{number}")}
    steps = ["shop", *extra, "door"]
    seen = [heard(who, Act.DID, days_ago=90 - i, touchpoint=at, **about) for i, at in enumerate(steps)]
    score = {"score": float(stars), "scale": STARS, "words": "It came late and nobody told me.", "language": "en"}
    return [*seen, heard(who, Act.RATED, days_ago=70, touchpoint="door", **about, **score)]


@pytest.fixture
def lived(stores: Stores, noon: datetime) -> Stores:
    """Forty orders: ten by way of a helpline that nobody drew, all of them disappointed at the door."""
    batch = [message for n in range(40) for message in life(n, 1 + n % 3, *(["helpline"] if n < 10 else []))]
    record(stores, batch, now=noon)
    walk.define(stores.records, DRAWN, noon)
    return stores


def test_intended_and_felt_stand_side_by_side(lived: Stores, noon: datetime) -> None:
    shown = walk.picture(lived, DRAWN, noon)
    door = shown.steps[2]
    assert (door.felt.source, door.felt.figure.n) == ("rated here", 40)
    assert door.felt.figure.value == pytest.approx(sum(n % 3 / 2 - 1 for n in range(40)) / 40)
    assert (door.intended, door.missed) == (1, True)
    assert [step.name for step in shown.unheard] == ["Shop", "Quiz"]
    assert {voice.words for voice in door.voices} == {"It came late and nobody told me."}


def test_conformance_counts_walks_and_moves(lived: Stores, noon: datetime) -> None:
    fits = walk.picture(lived, DRAWN, noon).conformance
    assert (fits.walks.value, fits.walks.n) == (75, 40)
    assert (fits.moves.n, fits.moves.value) == (50, pytest.approx(60))
    assert (fits.undrawn, fits.unused) == (("helpline",), ("quiz",))
    assert {(move.source, move.target) for move in fits.undrawn_moves} == {("shop", "helpline"), ("helpline", "door")}


def test_going_back_is_not_the_drawn_way(stores: Stores, noon: datetime) -> None:
    lives = [heard(f"a{n}@example.org", days_ago=9 - i, touchpoint=at, objects=order(f"o{n}"))
             for n in range(6) for i, at in enumerate(("shop", "door", *(["shop"] if n < 2 else [])))]  # fmt: skip
    record(stores, lives, now=noon)
    fits = walk.picture(stores, DRAWN, noon).conformance
    assert fits.walks.value == pytest.approx(100 * 4 / 6)


def test_leaving_is_short_of_the_last_stage_and_after_a_month_of_silence(lived: Stores, noon: datetime) -> None:
    gone = [heard(f"b{n}@example.org", days_ago=80, touchpoint="shop", objects=order(f"g{n}")) for n in range(10)]
    waiting = [heard(f"c{n}@example.org", days_ago=2, touchpoint="shop", objects=order(f"w{n}")) for n in range(10)]
    record(lived, [*gone, *waiting], now=noon)
    shop, _, door = walk.picture(lived, DRAWN, noon).steps
    assert (shop.left.value, shop.left.n) == (20, 50), "ten of the fifty that are over; ten may still go on"
    assert door.left.value == 0
    assert walk.count(lived.ledger, walk.Cases("order", ends="shop", never="door")) == 20


def test_a_map_past_its_date_says_so(lived: Stores, noon: datetime) -> None:
    drawn = walk.journey(lived.records, "an-order")
    assert not walk.picture(lived, drawn, noon).expired
    assert walk.picture(lived, drawn, noon + timedelta(days=400)).expired


def test_every_difference_becomes_a_gap(lived: Stores, noon: datetime) -> None:
    more = [heard(f"m{n}@example.org", days_ago=80, touchpoint="shop", objects=order(f"m{n}")) for n in range(400)]
    record(lived, more, now=noon)
    walk.report_gaps(lived, noon)
    found = {gap.subject: gap for gap in open_gaps(lived.records)}
    door = found["an-order/door"]
    assert (door.state, door.believed, door.measured.n, door.people) == (GapState.OPEN, 2, 40, 40)
    assert door.measured.value == pytest.approx(-1.025)
    assert (found["an-order/shop"].state, found["an-order/shop"].next_verb) == (GapState.UNHEARD, "ask")
    assert found["an-order/undrawn/helpline"].measured.value == pytest.approx(100 * 10 / 440)
    assert found["an-order/unused/quiz"].severity < found["an-order/undrawn/helpline"].severity
    assert set(found) == {"an-order/door", "an-order/shop", "an-order/undrawn/helpline", "an-order/unused/quiz"}


def test_a_gap_of_the_map_closes_by_drawing_and_new_evidence(lived: Stores, noon: datetime) -> None:
    walk.report_gaps(lived, noon)
    stage = walk.DrawnStage("Help", (walk.DrawnStep("helpline"),))
    drawn = walk.JourneyMap("an-order", "An order", "order", (DRAWN.stages[0], stage, DRAWN.stages[1]))
    walk.define(lived.records, drawn, noon)
    walk.report_gaps(lived, noon)
    assert "an-order/undrawn/helpline" in {gap.subject for gap in open_gaps(lived.records)}, "saying so closes nothing"
    record(lived, [heard("z@example.org", days_ago=-0.5, touchpoint="shop", objects=order("new"))], now=noon)
    walk.report_gaps(lived, noon)
    assert "an-order/undrawn/helpline" in {gap.subject for gap in open_gaps(lived.records, closed=True)}


def test_under_five_voices_no_mean_is_shown(stores: Stores, noon: datetime) -> None:
    record(stores, [message for n in range(4) for message in life(n, 5)], now=noon)
    door = walk.picture(stores, DRAWN, noon).steps[2]
    assert not door.felt.figure.enough
    assert (door.felt.figure.n, door.gap, door.felt.figure.as_json()["value"]) == (4, None, None)


def test_what_is_spoken_of_is_kept_apart_from_what_is_rated(lived: Stores, noon: datetime) -> None:
    names = {"reader": "test", "version": "1", "kind": "touchpoint", "facet": None, "label": "shop"}
    quote = {"quote_start": 0, "quote_end": 12}
    from_words = [names | quote | {"evidence": n, "value": 0.5} for n in range(1, 9)]
    with lived.ledger.write() as writer:
        writer.append("readings", [*from_words, from_words[0] | {"value": -0.5}])
    shop = walk.felt(lived.ledger)["shop"]
    assert (shop.source, shop.rated.n, shop.spoken.n) == ("spoken of", 0, 8), "one voice a piece of evidence"
    assert shop.figure.value == pytest.approx(3.5 / 8)
