"""Care in the simulated company: the list is who the raw messages say it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import simulated
from emptychair import care, jobs, know, promises
from emptychair.core import Settings
from emptychair.demo import Planting, Population, truths
from emptychair.evidence import Act, Chair, Identifier, Message, record
from emptychair.parties import find
from emptychair.store import Stores, open_stores

NOW = datetime.combine(simulated.AS_OF, datetime.min.time(), UTC) + timedelta(days=1)
CUSTOMERS = 300
ON_TIME = promises.Promise("on-time-delivery", "On time", "Reliable", "We deliver", "By the day", "Share", "order")


def told(stores: Stores, messages: list[Message]) -> None:
    record(stores, messages, now=NOW)


def is_about_deliveries(message: Message) -> bool:
    promised = message.act is Act.WAS_PROMISED and message.properties["promise"] == ON_TIME.key
    return promised or message.act in (Act.RECEIVED, Act.RATED, Act.DESCRIBED)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Promises, deliveries and ratings; questions and their answers; all texts of questions read."""
    stores = open_stores(Settings.load(tmp_path_factory.mktemp("home"), {}))
    promises.define(stores.records, ON_TIME, NOW)
    raw = simulated.heard(customers=CUSTOMERS).messages
    asked = (Act.ASKED, Act.WAS_TOLD)
    told(stores, [one for one in raw if is_about_deliveries(one) or one.act in asked])
    jobs.enqueue(stores, "know.read_new", now=NOW)
    jobs.run_until_idle(stores, know.HANDLERS, lambda: NOW)
    care.propose(stores, NOW)
    yield stores
    stores.close()


def listed(stores: Stores, kind: str) -> list[care.Case]:
    return care.today(stores, care.Asked(kind=kind), most=10_000)


def broken_orders_rated_badly() -> set[str]:
    """By plain arithmetic: due day before the day of delivery (or never), and a rating in the lower third."""
    due: dict[str, datetime] = {}
    came: dict[str, datetime] = {}
    bad: set[str] = set()
    for one in sorted(simulated.heard(customers=CUSTOMERS).messages, key=lambda message: message.at):
        number = simulated.object_id(one, "order")
        if one.act is Act.WAS_PROMISED and one.properties["promise"] == ON_TIME.key and one.due_at and one.identifiers:
            due.setdefault(number, one.due_at)
        elif one.act is Act.RECEIVED:
            came.setdefault(number, one.at)
        elif one.act is Act.RATED and one.chair is Chair.CUSTOMER and one.scale and one.score is not None:
            third = one.scale.low + (one.scale.high - one.scale.low) * 0.375
            if one.score <= third:
                bad.add(number)
    late = {number for number, day in due.items() if number in came and came[number].date() > day.date()}
    never = {number for number, day in due.items() if number not in came and day < NOW}
    return (late | never) & bad


def test_whoever_was_let_down_and_says_so_is_on_the_list_and_nobody_else(company: Stores) -> None:
    expected = broken_orders_rated_badly()
    assert len(expected) > 20
    assert {case.subject for case in listed(company, "broken promise")} == expected


def test_planted_people_in_need_are_on_the_list_and_lead_it(company: Stores) -> None:
    planted = truths(Planting(), Population(CUSTOMERS, simulated.SEED, simulated.AS_OF))["diminished_share"]["people"]
    tickets = {thing.id for thing in simulated.heard(customers=CUSTOMERS).things if _is_need(thing)}
    spoke = {
        name.value
        for one in simulated.heard(customers=CUSTOMERS).of(Act.ASKED)
        if simulated.object_id(one, "ticket") in tickets
        for name in one.identifiers
    }
    known = [{find(company.records, Identifier(kind, someone[kind])) for kind in someone} for someone in planted]
    silent = [someone for someone in planted if not spoke & set(someone.values())]
    assert len(planted) - len(silent) >= 3
    in_need = {case.party for case in listed(company, "hardship")}
    missed = [who for who, them in zip(planted, known, strict=True) if who not in silent and not them & in_need]
    assert not missed
    first = care.today(company, most=len(in_need))
    assert {case.kind for case in first} == {"hardship"}


def test_a_machines_reply_leaves_the_question_waiting(company: Stores) -> None:
    """Recount: tickets whose last question has no reply by a human being afterwards, older than a day."""
    asked: dict[str, datetime] = {}
    answered: dict[str, datetime] = {}
    for one in simulated.heard(customers=CUSTOMERS).messages:
        ticket = simulated.object_id(one, "ticket")
        if ticket and one.act is Act.ASKED and one.identifiers:
            asked[ticket] = one.at
        elif ticket and one.act is Act.WAS_TOLD and one.properties["by"] == "human":
            answered[ticket] = max(one.at, answered.get(ticket, one.at))
    waiting = {t for t, at in asked.items() if t not in answered and at < NOW - timedelta(days=1)}
    assert {case.subject for case in listed(company, "unanswered")} == waiting
    to_bots = {simulated.object_id(one, "ticket") for one in simulated.heard(customers=CUSTOMERS).of(Act.ASKED, "bot")}
    assert not to_bots or waiting >= {ticket for ticket in to_bots & asked.keys() if ticket not in answered} & waiting


def _is_need(thing: object) -> bool:
    return getattr(thing, "kind", "") == "ticket" and getattr(thing, "attributes", {}).get("topic") == "diminished"
