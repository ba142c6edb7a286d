"""Founding: the simulated company's own chair, put into the rooms as any company would state it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from emptychair import decide, promises, touchpoints, walk
from emptychair.demo.definitions import Belief, Company, DrawnPromise, company
from emptychair.evidence import Which
from emptychair.store import Stores

DELIVERY_SCORE, DECIDER = "score:csat@doorstep-delivery", "Head of Delivery"
DELIBERATION = timedelta(days=45)  # from the decision to the day on which it took effect
JOURNEY = "a-home-made-better"
CUT = walk.PARTY
_BUYING = ("basket", "checkout-address", "checkout-payment", "store-till")
ORDER_STEPS = (*_BUYING, "order-status", "delivery-window-message", "doorstep-delivery", "click-and-collect")

# How the company's words for its measures are asked of the record; shares become per cent.
MEASURES = {
    "promise.on-time-delivery.kept": ("promise:on-time-delivery", 100),
    "touchpoint.email-help.hours_to_human_reply.median": ("reply-hours:email", 1),
    "touchpoint.installation-visit.feeling": ("feeling:installation-visit", 1),
    "survey.delivery-csat.mean": ("score:csat@doorstep-delivery", 1),
    "theme.repeat-story.share_of_phone_contacts": ("topic:repeat story@phone", 100),
    "friction.checkout-address.retried_share": ("retried:checkout-address@order", 100),
    "survey.relationship-nps.nps": ("nps", 1),
}


def found(stores: Stores, as_of: date, now: datetime) -> Company:
    """Define touchpoints, promises and the drawn journey: what has to stand before evidence comes."""
    own = company(as_of)
    places = [
        touchpoints.Touchpoint(
            place.key,
            place.name,
            stage=place.stage,
            channel=place.channels[0],
            controller=place.controller,
            intended_feeling=place.intended_feeling,
            intended_value=place.intended_value,
            cues={language: list(words) for language, words in place.cues.items()},
        )
        for place in own.touchpoints
    ]
    touchpoints.define(stores.records, places, now)
    for pledge in own.promises:
        promises.define(stores.records, _promise(pledge), now)
    walk.define(stores.records, _journey(own), now)
    walk.define(stores.records, _order(own), now)
    return own


def believe(stores: Stores, own: Company, now: datetime) -> None:
    """State the leaders' beliefs, the decision, the change and its tell-back: they need evidence to exist."""
    for belief in own.beliefs:
        if belief.measure in MEASURES:
            decide.state_belief(stores, _belief(belief), now)
    change = decide.Change(
        own.change.key,
        own.change.title,
        own.change.on,
        DELIVERY_SCORE,
        DECIDER,
        _decided(stores, own, now),
        unit_kind="region",
        touched=own.change.touched_regions,
        expected=own.change.expected_effect,
        window_days=365,
    )
    decide.plan_change(stores, change, now)
    _tell_back(stores, own, now)


def _decided(stores: Stores, own: Company, now: datetime) -> int:
    happy = next(belief for belief in own.beliefs if MEASURES.get(belief.measure, ("",))[0] == DELIVERY_SCORE)
    gap, _ = decide.put_to_test(stores, _belief(happy), now)
    day = datetime.combine(own.change.on - DELIBERATION, time(10), tzinfo=UTC)
    effect = own.change.expected_effect
    return decide.decide(
        stores,
        title="Tell people in the North two hours ahead when we come",
        kind="tactical",
        customer_interest="Nobody has to give up a whole day to wait for a sofa: they know when we come.",
        measure=DELIVERY_SCORE,
        forecast=(effect, effect / 2, effect * 2),
        review_on=own.change.on + timedelta(days=365),
        by=DECIDER,
        now=day,
        gap_id=gap,
    )


def _tell_back(stores: Stores, own: Company, now: datetime) -> None:
    """To those in the North who were unhappy with a delivery, in words, in the months before the change."""
    words = "You told us that you waited a whole day for a delivery. We now write to you two hours before we come."
    months = own.change.on - timedelta(days=180), own.change.on
    which = Which(touchpoint="doorstep-delivery", scale="csat", at_most=3, words="any", object_kind="region")
    which = replace(which, among=",".join(own.change.touched_regions), since=str(months[0]), until=str(months[1]))
    if decide.tellbacks.audience(stores, which, now).told:
        given = {"change_key": own.change.key, "words": words, "by": DECIDER}
        decide.tellbacks.draft(stores, caused_by=which, now=now, **given)


def _promise(pledge: DrawnPromise) -> promises.Promise:
    return promises.Promise(
        pledge.key,
        pledge.behaviour,
        pledge.value,
        pledge.behaviour,
        pledge.standard,
        f"Share of {pledge.object_kind}s settled in time; we aim at {pledge.target:.0%}",
        object_kind=pledge.object_kind,
        kept_act=pledge.kept_by,
        basis=pledge.basis,
        touchpoint=pledge.touchpoint,
        owner=pledge.owner,
    )


def _journey(own: Company) -> walk.JourneyMap:
    stages: dict[str, walk.DrawnStage] = {}
    for step in own.journey:
        stage = stages.setdefault(step.stage, walk.DrawnStage(step.stage.capitalize(), note=step.doing))
        drawn = walk.DrawnStep(step.touchpoint, intended_feeling=step.intended_feeling)
        stages[step.stage] = replace(stage, steps=(*stage.steps, drawn))
    return walk.JourneyMap(JOURNEY, "A home made better", CUT, tuple(stages.values()))


def _order(own: Company) -> walk.JourneyMap:
    # The middle of the same drawing, cut by the order: a walk that begins in the basket and ends at the door.
    stages: dict[str, walk.DrawnStage] = {}
    for step in own.journey:
        if step.touchpoint in ORDER_STEPS:
            stage = stages.setdefault(step.stage, walk.DrawnStage(step.stage.capitalize(), note=step.doing))
            drawn = walk.DrawnStep(step.touchpoint, intended_feeling=step.intended_feeling)
            stages[step.stage] = replace(stage, steps=(*stage.steps, drawn))
    return walk.JourneyMap("an-order", "An order, from basket to door", "order", tuple(stages.values()))


def _belief(belief: Belief) -> decide.Belief:
    measure, factor = MEASURES[belief.measure]
    since = datetime.combine(belief.since, time(9), tzinfo=UTC)
    return decide.Belief(belief.key, belief.statement, measure, belief.value * factor, belief.holder, since)
