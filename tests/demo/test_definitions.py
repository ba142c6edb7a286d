"""The company's own chair is whole: what one part names, another part holds."""

from datetime import date

from emptychair.demo import company
from emptychair.demo.definitions import ITEMS
from emptychair.demo.grammar import LANGUAGES, as_typed, speak, tongue
from emptychair.evidence import Act, Channel

TOLD = company(date(2024, 5, 31))
KEYS = {touchpoint.key for touchpoint in TOLD.touchpoints}


def test_ten_regions_are_touched_and_ten_are_not():
    assert len(TOLD.change.touched_regions) == len(TOLD.change.other_regions) == 10
    assert {region.key for region in TOLD.regions} == {*TOLD.change.touched_regions, *TOLD.change.other_regions}


def test_parts_name_touchpoints_channels_and_acts_that_exist():
    assert {step.touchpoint for step in TOLD.journey} == KEYS
    assert {promise.touchpoint for promise in TOLD.promises} <= KEYS
    assert {survey.touchpoint for survey in TOLD.surveys} - {""} <= KEYS
    assert {channel for touchpoint in TOLD.touchpoints for channel in touchpoint.channels} <= set(Channel)
    assert {promise.kept_by for promise in TOLD.promises} <= set(Act)
    assert {touchpoint.controller for touchpoint in TOLD.touchpoints} == {"us", "partner", "nobody"}


def test_stages_of_steps_are_those_of_their_touchpoints():
    stages = {touchpoint.key: touchpoint.stage for touchpoint in TOLD.touchpoints}
    late = {"store-kiosk"}  # research by its place, choice by its use
    assert all(stages[step.touchpoint] == step.stage for step in TOLD.journey if step.touchpoint not in late)


def test_the_mirror_has_thirty_two_items_in_eight_dimensions():
    assert len(ITEMS) == len(set(ITEMS)) == 32
    assert len({item.rpartition(".")[0] for item in ITEMS}) == 8


def test_every_language_speaks_of_every_topic_and_product():
    english = tongue("en")
    for code in LANGUAGES:
        assert tongue(code).say.keys() == english.say.keys()
        assert tongue(code).products.keys() == english.products.keys()


def test_a_phrase_flows_after_a_comma():
    first, last = (lambda: 0.0), {"given": "Ana"}
    words = speak(tongue("en"), first, ("opener_ask", "checkout_bad"), last)
    assert words == "Hi, your checkout doesn't accept my postcode."


def test_slips_touch_little():
    chances = iter([0.3, 0.2, 0.5, 0.9])
    typed = as_typed("Nobody answered my letter.", 2, lambda: next(chances))
    assert typed != "Nobody answered my letter."
    assert abs(len(typed) - 26) <= 1
