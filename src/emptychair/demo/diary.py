"""A diary: one party's life written down as messages, in its own time zone, until the last day."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict, Unpack
from zoneinfo import ZoneInfo

from emptychair.demo.definitions import CHANGE_DAYS_BEFORE, DAYS, rates
from emptychair.demo.grammar import Tongue, as_typed, speak, tongue
from emptychair.demo.people import Person
from emptychair.demo.planting import Planting
from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, Scale, Thing

HOUR, DAY = 3600, 86400
CHANGE_DAY = DAYS - 1 - CHANGE_DAYS_BEFORE  # counted from the first day of evidence
AGENTS = ("Maren", "Dipak", "Siobhan", "Joel", "Aline", "Tomé", "Farah", "Gwen", "Ilse", "Mattia", "Rosalind", "Bo")
SERVICE_AND_INSIGHT = ("service", "insight")


class Detail(TypedDict, total=False):
    """What a note may add to when, what, where and who."""

    chair: Chair
    objects: tuple[ObjectRef, ...]
    words: str
    score: float
    scale: Scale
    amount: Decimal
    due: int
    basis: str
    purposes: tuple[str, ...]
    device: str
    properties: dict[str, Any]


class Place(NamedTuple):
    """Where something happens: the touchpoint, its medium, the system that writes it down."""

    touchpoint: str
    channel: Channel
    system: str


@dataclass(frozen=True, slots=True)
class World:
    """What every diary of one run shares."""

    seed: int
    as_of: date
    planting: Planting


class Diary:
    """Notes of one party; `at` everywhere is seconds of local time since the first day of evidence."""

    def __init__(self, world: World, someone: Person) -> None:
        self.person = someone
        self.planting = world.planting
        self.name = someone.code
        self.draw = random.Random(world.seed << 48 ^ 1 << 44 ^ someone.member_number << 33 ^ someone.index).random
        self.identified = False
        self.base, self.end = _window(world.as_of, someone.region.zone)
        self.tongue: Tongue = tongue(someone.language)
        self.slots = {"given": someone.given, "city": someone.city, "times": "3", "agent": AGENTS[0]}
        self.agent = AGENTS[0]
        self.notes: list[tuple[int, int, Message]] = []
        self.things: list[Thing] = []

    def note(
        self,
        at: int,
        act: Act,
        place: Place,
        who: tuple[Identifier, ...],
        *details: Detail,
        **more: Unpack[Detail],
    ) -> None:
        """Write one message down, unless it lies beyond the last day or before the first."""
        if not 0 <= at < self.end:
            return
        told: Detail = {**more}
        for detail in details:
            told.update(detail)
        self.notes.append((at, len(self.notes), self._message(at, act, place, who, told.get)))

    def thing(self, system: str, kind: str, id_: str, /, **attributes: Any) -> ObjectRef:
        """An object of the record with its attributes; its reference."""
        self.things.append(Thing(f"demo:{system}", kind, id_, attributes))
        return ObjectRef(kind, id_)

    def says(self, *topics: str, slots: dict[str, str] | None = None) -> str:
        """The party's words on these topics, typed as this person types."""
        return as_typed(self.writes(*topics, slots=slots), self.person.style, self.draw)

    def writes(self, *topics: str, slots: dict[str, str] | None = None) -> str:
        """Words on these topics without slips: what the company writes."""
        facts = self.slots if slots is None else slots
        facts["times"] = "234"[int(self.draw() * 3)]
        self.agent = facts["agent"] = AGENTS[int(self.draw() * len(AGENTS))]
        return speak(self.tongue, self.draw, topics, facts)

    def moody(self, mood: str, *topics: str, slots: dict[str, str] | None = None) -> str:
        """Words with an opening and a closing that fit the mood: good, bad or ask."""
        draw = self.draw
        wanted = list(topics)
        if draw() < 0.55:
            wanted.insert(0, f"opener_{mood}")
        if draw() < 0.6:
            wanted.append(f"closer_{mood}")
        return self.says(*wanted, slots=slots)

    def hours(self, day: int, earliest: float = 8, latest: float = 21) -> int:
        """A moment of that day between two hours of the clock."""
        return day * DAY + int((earliest + self.draw() * (latest - earliest)) * HOUR)

    def local(self, euros: float) -> Decimal:
        """An amount of euros in the party's currency, to the cent."""
        return Decimal(f"{euros * rates()[self.person.region.currency]:.2f}")

    def _message(
        self, at: int, act: Act, place: Place, who: tuple[Identifier, ...], told: Callable[..., Any]
    ) -> Message:
        words, amount, due = told("words", ""), told("amount"), told("due")
        # Nobody declares the language of a public post; there a reader has to find out.
        declared = words and place.system not in ("reviews", "social")
        return Message(
            f"demo:{place.system}",
            f"{self.name}.{len(self.notes)}",
            self.base + timedelta(seconds=at),
            act,
            told("chair", Chair.CUSTOMER),
            who,
            place.touchpoint,
            place.channel,
            told("device", ""),
            _with_region(told("objects", ()), told("properties", {})),
            words,
            self.person.language if declared else "",
            told("score"),
            told("scale"),
            amount,
            self.person.region.currency if amount is not None else "",
            self.base + timedelta(seconds=due) if due is not None else None,
            told("basis", "legitimate_interest"),
            told("purposes", SERVICE_AND_INSIGHT),
            told("properties", {}),
        )

    def read(self) -> Iterator[Message | Thing]:
        """The things, then the messages in order of time."""
        yield from self.things
        self.notes.sort(key=_when)
        for _, _, message in self.notes:
            yield message


def _when(note: tuple[int, int, Message]) -> tuple[int, int]:
    return note[0], note[1]


@lru_cache(maxsize=128)
def _window(as_of: date, zone: str) -> tuple[datetime, int]:
    # Nothing may lie after the last day in UTC either, or a record read at midnight would hold the future.
    base = datetime.combine(as_of - timedelta(days=DAYS - 1), time(), tzinfo=ZoneInfo(zone))
    midnight = datetime.combine(as_of + timedelta(days=1), time(), tzinfo=UTC).astimezone(ZoneInfo(zone))
    seconds = int((midnight.replace(tzinfo=None) - base.replace(tzinfo=None)).total_seconds())
    return base, min(seconds, DAYS * DAY)


def _with_region(objects: tuple[ObjectRef, ...], properties: dict[str, Any]) -> tuple[ObjectRef, ...]:
    # Regions are units that a change touches or leaves alone: an object, so that evidence can be cut by it.
    region = properties.get("region")
    return (*objects, ObjectRef("region", region)) if region else objects
