"""Maps: a drawing that says something new is the next version; the same drawing is not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from emptychair import touchpoints, walk
from emptychair.core import Conflict, Invalid, NotFound
from emptychair.evidence import Act, record
from emptychair.store import Stores
from emptychair.walk import redraw
from saying import heard, order

DRAWN = walk.JourneyMap(
    "an-order",
    "An order",
    "order",
    (
        walk.DrawnStage("Buy", (walk.DrawnStep("checkout", intended_feeling=1), walk.DrawnStep("payment"))),
        walk.DrawnStage("Receive", (walk.DrawnStep("delivery", "The door", pains=("Stairs",), intended_feeling=1.5),)),
    ),
    persona="Ana buys on the train.",
)


def test_a_map_comes_back_as_it_was_drawn(stores: Stores, noon: datetime) -> None:
    assert walk.define(stores.records, DRAWN, noon) == 1
    known = walk.journey(stores.records, "an-order")
    assert known.stages == DRAWN.stages
    assert (known.name, known.persona, known.version, known.drawn_at) == ("An order", "Ana buys on the train.", 1, noon)
    assert known.review_by is not None
    assert known.review_by > noon, "everything expires"


def test_a_new_drawing_is_the_next_version_and_the_old_one_stays(stores: Stores, noon: datetime) -> None:
    walk.define(stores.records, DRAWN, noon)
    later = noon + timedelta(days=30)
    assert walk.define(stores.records, DRAWN, later) == 1, "imported again, it says nothing new"
    assert walk.define(stores.records, redraw.remove_step(DRAWN, 0, 1), later) == 2
    assert walk.journey(stores.records, "an-order").touchpoints == ("checkout", "delivery")
    assert walk.journey(stores.records, "an-order", 1).touchpoints == ("checkout", "payment", "delivery")
    assert [row["version"] for row in walk.versions(stores.records, "an-order")] == [2, 1]
    assert [drawn.version for drawn in walk.all_journeys(stores.records)] == [2]


def test_its_touchpoints_enter_the_inventory(stores: Stores, noon: datetime) -> None:
    walk.define(stores.records, DRAWN, noon)
    assert set(touchpoints.all_touchpoints(stores.records)) == {"checkout", "payment", "delivery"}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DRAWN, name=" "),
        replace(DRAWN, cut=""),
        replace(DRAWN, stages=(walk.DrawnStage("Buy"),)),
        replace(DRAWN, stages=(walk.DrawnStage("", (walk.DrawnStep("checkout"),)),)),
        replace(DRAWN, stages=(*DRAWN.stages, DRAWN.stages[0])),
        replace(DRAWN, stages=(walk.DrawnStage("Buy", (walk.DrawnStep(""),)),)),
        replace(DRAWN, stages=(walk.DrawnStage("Buy", (walk.DrawnStep("checkout", intended_feeling=3),)),)),
    ],
)
def test_what_cannot_be_walked_is_refused(stores: Stores, noon: datetime, wrong: walk.JourneyMap) -> None:
    with pytest.raises(Invalid):
        walk.define(stores.records, wrong, noon)


def test_an_unknown_journey_is_not_found(stores: Stores) -> None:
    with pytest.raises(NotFound):
        walk.journey(stores.records, "nowhere")


def test_a_step_moves_inside_its_stage_and_over_its_edges() -> None:
    def names(drawn: walk.JourneyMap) -> list[list[str]]:
        return [[step.touchpoint for step in stage.steps] for stage in drawn.stages]

    assert names(redraw.move_step(DRAWN, 0, 0, 1)) == [["payment", "checkout"], ["delivery"]]
    assert names(redraw.move_step(DRAWN, 0, 1, 1)) == [["checkout"], ["payment", "delivery"]]
    assert names(redraw.move_step(DRAWN, 1, 0, -1)) == [["checkout", "payment", "delivery"], []]
    assert names(redraw.move_step(DRAWN, 0, 0, -1)) == names(DRAWN), "the first step has nowhere to go"
    assert names(redraw.add_step(DRAWN, 1, "review")) == [["checkout", "payment"], ["delivery", "review"]]
    assert names(redraw.move_stage(DRAWN, 1, -1)) == [["delivery"], ["checkout", "payment"]]
    assert names(redraw.add_stage(DRAWN, "Use")) == [*names(DRAWN), []]


def test_a_stage_with_steps_is_not_thrown_away() -> None:
    with pytest.raises(Invalid):
        redraw.remove_stage(DRAWN, 0)
    emptied = redraw.move_step(DRAWN, 1, 0, -1)
    assert len(redraw.remove_stage(emptied, 1).stages) == 1


def test_a_first_drawing_follows_what_is_lived(stores: Stores, noon: datetime) -> None:
    lives = [(Act.DID, "shop", 3), (Act.BOUGHT, "till", 2), (Act.RECEIVED, "door", 1)]
    batch = [heard(f"a{n}@example.org", act, days_ago=days, touchpoint=at, objects=order(f"o{n}"))
             for n in range(6) for act, at, days in lives]  # fmt: skip
    record(stores, batch, now=noon)
    key = walk.begin(stores, "Getting a sofa", "order", by="Ines", now=noon)
    assert key == "getting-a-sofa"
    assert walk.journey(stores.records, key).touchpoints == ("shop", "till", "door")
    with pytest.raises(Conflict):
        walk.begin(stores, "Getting a sofa", "order", by="Ines", now=noon)


def test_where_nothing_happened_nothing_is_drawn(stores: Stores, noon: datetime) -> None:
    with pytest.raises(Invalid):
        walk.begin(stores, "Getting a sofa", "order", by="Ines", now=noon)
