"""The simulated company in tests: its raw stream with or without a planting, and findings by plain arithmetic."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from statistics import mean, median
from typing import NamedTuple

from emptychair.demo import Planting, company, generate
from emptychair.evidence import Act, Channel, Message, Thing

SEED, AS_OF = 11, date(2024, 5, 31)
CUSTOMERS = 1500


class Heard(NamedTuple):
    """A raw stream: the messages and the things."""

    messages: list[Message]
    things: list[Thing]

    def of(self, act: Act, touchpoint: str | None = None) -> list[Message]:
        """Messages of one act, at one touchpoint."""
        return [one for one in self.messages if one.act is act and touchpoint in (None, one.touchpoint)]


@lru_cache(maxsize=3)
def heard(removed: str = "", customers: int = CUSTOMERS) -> Heard:
    """The stream of a company as planted, or with one planting removed."""
    planting = Planting().without(removed) if removed else Planting()
    stream = list(generate(customers, SEED, AS_OF, planting))
    messages = [one for one in stream if isinstance(one, Message)]
    return Heard(messages, [one for one in stream if isinstance(one, Thing)])


def owner(message: Message) -> str:
    """Which simulated person a message is about: the part of its id before the dot."""
    return message.message_id.rpartition(".")[0]


def object_id(message: Message, kind: str) -> str:
    """The id of the first object of a kind."""
    return next((ref.id for ref in message.objects if ref.kind == kind), "")


def deliveries(all_heard: Heard) -> dict[str, bool]:
    """Order id → kept by calendar day, of the home deliveries that were due and not cancelled."""
    cancelled = {object_id(one, "order") for one in all_heard.of(Act.CANCELLED)}
    received = {object_id(one, "order"): one.at for one in all_heard.of(Act.RECEIVED, "doorstep-delivery")}
    due = {
        object_id(one, "order"): one.due_at
        for one in all_heard.of(Act.WAS_PROMISED)
        if one.properties["promise"] == "on-time-delivery" and one.due_at and one.due_at.date() < AS_OF
    }
    return {
        order: order in received and received[order].date() <= day.date()
        for order, day in due.items()
        if order not in cancelled
    }


def kept_share(all_heard: Heard) -> float:
    """Share of promises about delivery that were kept."""
    return mean(deliveries(all_heard).values())


def delivery_scores(all_heard: Heard) -> list[tuple[Message, bool]]:
    """Delivery ratings with whether that delivery was on time."""
    kept = deliveries(all_heard)
    rated = all_heard.of(Act.RATED, "doorstep-delivery")
    return [(one, kept[object_id(one, "order")]) for one in rated if object_id(one, "order") in kept]


def late_score_drop(all_heard: Heard) -> float:
    """Mean score when on time less the mean score when late."""
    scores = delivery_scores(all_heard)
    return _mean(one.score for one, kept in scores if kept) - _mean(one.score for one, kept in scores if not kept)


def change_effect(all_heard: Heard) -> tuple[float, float]:
    """Difference in differences over regions before and after the change, and its standard error."""
    change = company(AS_OF).change
    cells: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for one in all_heard.of(Act.RATED, "doorstep-delivery"):
        cells[one.properties["region"], one.at.date() >= change.on].append(float(one.score or 0))
    moved = {region: mean(cells[region, True]) - mean(cells[region, False]) for region, after in cells if after}
    touched = [moved[region] for region in change.touched_regions]
    other = [moved[region] for region in change.other_regions]
    spread = sum((value - mean(group)) ** 2 / 90 for group in (touched, other) for value in group)
    return mean(touched) - mean(other), float(spread**0.5)


def people_with_two_records(all_heard: Heard) -> set[str]:
    """People whose names in the store and in the shop were described in two separate records."""
    records: dict[str, set[str]] = defaultdict(set)
    for one in all_heard.of(Act.DESCRIBED):
        kinds = {identifier.kind for identifier in one.identifiers}
        if kinds & {"crm_id", "loyalty_id"} and "member_of" not in one.properties:
            records[owner(one)].add("loyalty" if "crm_id" not in kinds else "crm")
    return {who for who, systems in records.items() if len(systems) == 2}


def marks_on_five(all_heard: Heard) -> dict[str, list[float]]:
    """Person → marks given on scales of one to five."""
    marks: dict[str, list[float]] = defaultdict(list)
    for one in all_heard.of(Act.RATED):
        if one.scale and one.scale.high == 5 and one.score:
            marks[owner(one)].append(one.score)
    return marks


def address_retry_share(all_heard: Heard) -> float:
    """Share of orders with an address form whose form was sent more than once."""
    sent: dict[str, int] = defaultdict(int)
    for one in all_heard.of(Act.DID, "checkout-address"):
        sent[object_id(one, "order")] += 1
    return mean(times > 1 for order, times in sent.items() if order)


def silence_call_share(all_heard: Heard) -> float:
    """Share of home orders without a notice of shipping after which someone asked where the order is."""
    told = {object_id(one, "order") for one in all_heard.of(Act.WAS_TOLD, "order-status")}
    asking = {
        str(thing.attributes["order"])
        for thing in all_heard.things
        if thing.kind == "ticket" and thing.attributes["topic"] == "where-order"
    }
    silent = deliveries(all_heard).keys() - told
    return len(silent & asking) / len(silent)


def installation_mean(all_heard: Heard) -> float:
    """Mean score of installation."""
    return _mean(one.score for one in all_heard.of(Act.RATED, "installation-visit"))


def uses(touchpoint: str) -> Callable[[Heard], int]:
    """How often people did something at a touchpoint."""
    return lambda all_heard: len(all_heard.of(Act.DID, touchpoint))


def people_gone_quiet(all_heard: Heard) -> set[str]:
    """People who came of their own accord in at least five months, and not in the last 140 days."""
    visits: dict[str, set[date]] = defaultdict(set)
    for one in all_heard.of(Act.DID):
        if one.properties.get("did") in ("looked", "visited"):
            visits[owner(one)].add(one.at.date())
    return {
        who
        for who, days in visits.items()
        if len({(day.year, day.month) for day in days}) >= 5 and (AS_OF - max(days)).days > 140
    }


def mirror_gaps(all_heard: Heard) -> dict[str, float]:
    """Dimension → mean of leaders less mean of customers."""
    marks: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in all_heard.of(Act.ANSWERED):
        if one.properties.get("assessment") == "mirror-1" and one.score:
            marks[one.properties["item"].rpartition(".")[0], one.properties["audience"]].append(one.score)
    return {key: mean(marks[key, "leaders"]) - mean(marks[key, "customers"]) for key, _ in marks}


def widest_mirror_gap(all_heard: Heard) -> float:
    """The gap on the dimension where it was planted."""
    return mirror_gaps(all_heard)["consumer-in"]


def calls_with_cue(all_heard: Heard, touchpoint: str, cues: dict[str, tuple[str, ...]]) -> float:
    """Share of calls whose words hold a cue of their language."""
    calls = all_heard.of(Act.ASKED, touchpoint)
    return mean(any(cue in one.words.lower() for cue in cues[one.language]) for one in calls)


def email_reply_median_hours(all_heard: Heard) -> float:
    """Median hours from an e-mail to the human reply, of tickets old enough to have one."""
    answered = {object_id(one, "ticket"): one.at for one in all_heard.of(Act.WAS_TOLD, "email-help")}
    asked = {object_id(one, "ticket"): one.at for one in all_heard.of(Act.ASKED, "email-help")}
    old_enough = {ticket: at for ticket, at in asked.items() if (AS_OF - at.date()).days > 30}
    return median((answered[ticket] - at).total_seconds() / 3600 for ticket, at in old_enough.items())


def channels(messages: Iterable[Message]) -> set[Channel]:
    """The channels that occur."""
    return {one.channel for one in messages}


def _mean(scores: Iterable[float | None]) -> float:
    return mean(score for score in scores if score is not None)
