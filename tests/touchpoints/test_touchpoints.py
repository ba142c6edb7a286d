"""Touchpoints: drawn by us, or found in the evidence."""

import dataclasses
from datetime import datetime

import pytest

from emptychair import touchpoints
from emptychair.core import Invalid, NotFound
from emptychair.evidence import record
from emptychair.store import Stores
from emptychair.touchpoints import Touchpoint
from saying import heard

DELIVERY = Touchpoint("delivery", "Delivery", "wait", "delivery", "partner", 1.5, "on the day", {"en": ["delivery"]})


def test_what_nobody_drew_is_found(stores: Stores, noon: datetime) -> None:
    touchpoints.define(stores.records, [DELIVERY], noon)
    record(
        stores, [heard("a@example.org", touchpoint="delivery"), heard("a@example.org", touchpoint="portal")], now=noon
    )
    known = touchpoints.all_touchpoints(stores.records)
    assert {key: place.origin for key, place in known.items()} == {"delivery": "defined", "portal": "found"}
    assert known["portal"].channel == "site"


def test_defining_what_was_found_keeps_one_touchpoint(stores: Stores, noon: datetime) -> None:
    record(stores, [heard("a@example.org", touchpoint="delivery")], now=noon)
    touchpoints.define(stores.records, [DELIVERY], noon)
    assert touchpoints.touchpoint(stores.records, "delivery") == DELIVERY
    assert touchpoints.cue_words(stores.records) == {"delivery": {"en": ["delivery"]}}


def test_faults_say_how_to_mend_them(stores: Stores, noon: datetime) -> None:
    with pytest.raises(Invalid, match="from -2"):
        touchpoints.define(stores.records, [dataclasses.replace(DELIVERY, intended_feeling=3)], noon)
    with pytest.raises(Invalid, match="Choose one of"):
        touchpoints.define(stores.records, [dataclasses.replace(DELIVERY, controller="fate")], noon)
    with pytest.raises(NotFound):
        touchpoints.touchpoint(stores.records, "nowhere")
