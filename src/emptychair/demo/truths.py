"""The planted truths as plain data, to be written beside the company and found by the system."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from emptychair.demo.definitions import DAYS, DIMENSIONS, UNDRAWN_TOUCHPOINT, UNUSED_TOUCHPOINT, company
from emptychair.demo.delivering import KEPT_TO_THE_MINUTE
from emptychair.demo.house import HOUSE
from emptychair.demo.people import ACCOUNT, Person, members_of, party_kind, person, second_record
from emptychair.demo.planting import Planting
from emptychair.demo.scoring import STRICT_BIAS
from emptychair.demo.telling import WIDEST, mirror_mean


class Population(NamedTuple):
    """Which company: so many customers, of this seed, heard until this day."""

    customers: int
    seed: int
    as_of: date


def truths(planting: Planting, population: Population) -> dict[str, Any]:
    """Every planted truth under the name of its switch, ready for JSON; lists name people by identifiers."""
    return {
        "simulated": True,
        "population": {**population._asdict(), "as_of": population.as_of.isoformat()},
        **_rates(planting),
        **_change(planting, population.as_of),
        **_opinions(planting),
        **_lists(planting, population),
        "undrawn_used": {"touchpoint": UNDRAWN_TOUCHPOINT, "used": planting.undrawn_used, "drawn": False},
        "drawn_unused": {"touchpoint": UNUSED_TOUCHPOINT, "used": not planting.drawn_unused, "drawn": True},
        "language_shares": dict(planting.language_shares),
    }


def everyone(planting: Planting, population: Population) -> Iterator[Person]:
    """Every customer and prospect, members of business accounts too, in the order of the story."""
    for index in range(HOUSE, HOUSE + population.customers):
        if party_kind(index, population.seed) == ACCOUNT:
            yield from members_of(index, population.seed, planting)
        else:
            yield person(index, population.seed, planting)


def _rates(planting: Planting) -> dict[str, Any]:
    kept = planting.kept_share
    silent = planting.silence_call_share
    return {
        "kept_share": {
            "promise": "on-time-delivery",
            "calendar_day": kept,
            "instant": kept * KEPT_TO_THE_MINUTE,
            "believed": 0.95,
        },
        "address_retry_share": {
            "touchpoint": "checkout-address",
            "share_of_online_orders": planting.address_retry_share,
        },
        "silence_call_share": {"share_of_silent_home_orders": silent, "share_of_all_home_orders": (silent + 0.04) / 2},
        "repeat_story_share": {"touchpoint": "helpline", "share_of_calls": planting.repeat_story_share},
        "email_reply_median_hours": {
            "touchpoint": "email-help",
            "median_hours": planting.email_reply_median_hours,
            "promised_hours": 24,
        },
    }


def _change(planting: Planting, as_of: date) -> dict[str, Any]:
    change = company(as_of).change
    return {
        "change_effect": {
            "points": planting.change_effect,
            "on": change.on.isoformat(),
            "touched_regions": list(change.touched_regions),
            "other_regions": list(change.other_regions),
            "measure": change.measure,
        }
    }


def _opinions(planting: Planting) -> dict[str, Any]:
    felt = planting.installation_mean + STRICT_BIAS * planting.never_five_share
    gaps = {
        dimension: round(
            mirror_mean("leaders", dimension, planting.mirror_gap)
            - mirror_mean("customers", dimension, planting.mirror_gap),
            2,
        )
        for dimension in DIMENSIONS
    }
    return {
        "late_score_drop": {"survey": "delivery-csat", "points": planting.late_score_drop},
        "installation_mean": {"touchpoint": "installation-visit", "csat_mean": round(felt, 3), "intended_feeling": 2},
        "mirror_gap": {"assessment": "mirror-1", "widest": WIDEST, "leaders_minus_customers": gaps},
    }


def _lists(planting: Planting, population: Population) -> dict[str, Any]:
    duplicates, never_five, disengaging, diminished = [], [], [], []
    first_day = population.as_of - timedelta(days=DAYS - 1)
    for someone in everyone(planting, population):
        if someone.role != "customer":
            continue
        named = {"crm_id": someone.crm_id.value, "email": someone.email}
        if someone.duplicate:
            duplicates.append(_duplicate(someone))
        if someone.never_five:
            never_five.append(named)
        if someone.disengaging:
            disengaging.append({**named, "last_day": (first_day + timedelta(days=someone.last_day)).isoformat()})
        if someone.diminished:
            diminished.append(named)
    return {
        "duplicate_share": {"people": duplicates},
        "never_five_share": {"people": never_five},
        "disengaging_share": {"people": disengaging},
        "diminished_share": {"people": diminished},
    }


def _duplicate(someone: Person) -> dict[str, Any]:
    name, identifiers = second_record(someone)
    return {
        "shared": "email" if someone.duplicate == "shared" else None,
        "first": {"name": someone.name, "crm_id": someone.crm_id.value, "email": someone.email},
        "second": {"name": name, **dict(identifiers)},
    }
