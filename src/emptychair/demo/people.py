"""The people of the simulated company: drawn one by one from (seed, index), each the same whoever asks."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from emptychair.demo.definitions import DAYS, Region, names, regions
from emptychair.demo.planting import Planting
from emptychair.evidence import Identifier

PERSONAS = ("first-home", "family", "downsizer", "landlord", "tinkerer", "night-worker")
PREFERRED = ("email", "phone", "messenger", "chat", "sms", "post")

Draw = Callable[[], float]
PERSON, ACCOUNT = "person", "account"


@dataclass(frozen=True, slots=True)
class Person:
    """One person with traits that steer a life; days count from the first day of evidence, may be < 0.

    `last_day` is the last one on which this person comes of their own accord.
    """

    index: int
    member_number: int
    code: str
    role: str  # customer or prospect
    given: str
    family: str
    latin: str  # given name in Latin letters, as systems without Arabic write it
    language: str
    region: Region
    city: str
    birth_year: int
    persona: str
    preferred: str
    style: int
    device: str
    email: str
    phone: str
    day_joined: int
    last_day: int
    member: bool
    online_buyer: bool
    app_user: bool
    identified_in_app: bool
    consents: dict[str, bool]
    never_five: bool
    disengaging: bool
    diminished: bool
    duplicate: str  # "", "shared" (both records hold the e-mail) or "unshared"
    social_handle: str

    @property
    def name(self) -> str:
        """Given and family name, as the person writes it."""
        return f"{self.given} {self.family}"

    @property
    def crm_id(self) -> Identifier:
        """The id of the online shop and the contact centre."""
        return Identifier("crm_id", f"C{self.code}")

    @property
    def loyalty_id(self) -> Identifier:
        """The id on the club card, used in the stores."""
        return Identifier("loyalty_id", f"W{self.code}")

    @property
    def anonymous_id(self) -> Identifier:
        """The id of the app before anyone logged in."""
        return Identifier("anonymous_id", f"app-{self.code}")


def person(index: int, seed: int, planting: Planting, member: int = 0) -> Person:
    """The person of this index (`member` > 0: within a business account)."""
    draw = random.Random(seed << 48 ^ member << 33 ^ index).random
    language = _weighted(draw(), planting)
    home = _home(language, draw)
    given, family, latin, latin_family = _name(language, draw)
    code = f"{index:07d}" if not member else f"{index:07d}-{member}"
    short = code.lstrip("0")
    return Person(
        index=index,
        member_number=member,
        code=code,
        given=given,
        family=family,
        latin=latin,
        language=language,
        region=home,
        city=home.cities[int(draw() * len(home.cities))],
        birth_year=1944 + int(draw() * 60),
        email=f"{_ascii(latin)}.{_ascii(latin_family)}{short}@{'post' if draw() < 0.4 else 'mail'}.example",
        phone=f"+999 {1 + member} {index:08d}",
        social_handle=f"@{_ascii(latin)}_{short}" if draw() < 0.25 else "",
        **_habits(draw),
        **_fate(draw, planting, member),
    )


def party_kind(index: int, seed: int) -> str:
    """Whether the customer index stands for one person or for a business account with members."""
    return ACCOUNT if random.Random(seed << 48 ^ 1 << 45 ^ index).random() < 0.02 else PERSON


def members_of(index: int, seed: int, planting: Planting) -> list[Person]:
    """The three or four members of the business account of this index."""
    return [person(index, seed, planting, number) for number in range(1, 4 + index % 2)]


def second_record(someone: Person) -> tuple[str, tuple[Identifier, ...]]:
    """How the other system knows a planted duplicate: the name as typed there, and its identifiers."""
    name = f"{someone.latin[0]}. {someone.family}" if someone.index % 2 else f"{someone.latin} {_slip(someone.family)}"
    if someone.duplicate == "shared":
        return name, (someone.loyalty_id, Identifier("email", someone.email.upper()))
    return name, (someone.loyalty_id, Identifier("phone", f"+999 8 {someone.index:08d}"))


def _habits(draw: Draw) -> dict[str, Any]:
    online = draw() < 0.82
    return {
        "persona": PERSONAS[int(draw() * len(PERSONAS))],
        "preferred": PREFERRED[int(draw() ** 1.7 * len(PREFERRED))],
        "style": _style(draw()),
        "device": "phone" if draw() < 0.6 else ("desktop" if draw() < 0.75 else "tablet"),
        "member": draw() < 0.7,
        "online_buyer": online,
        "app_user": draw() < 0.7 and online,
        "identified_in_app": draw() < 0.85,
        "consents": {"marketing": draw() < 0.6, "insight": draw() < 0.85, "profiling": draw() < 0.45},
    }


def _fate(draw: Draw, planting: Planting, member: int) -> dict[str, Any]:
    # Every chance is drawn whatever is planted, so that removing one truth leaves the others as they were.
    prospect, never_five, drifting, poor, twice, joined, stopped = (draw() for _ in range(7))
    buys = prospect >= 0.12 or member > 0
    day_joined = int(joined * 1300) - 650
    day_stopped = DAYS - 160 - int(stopped * 100)
    drifts = buys and drifting < planting.disengaging_share and day_joined < day_stopped - 180
    return {
        "role": "customer" if buys else "prospect",
        "day_joined": day_joined,
        "last_day": day_stopped if drifts else DAYS - 1,
        "never_five": never_five < planting.never_five_share,
        "disengaging": drifts,
        "diminished": buys and poor < planting.diminished_share,
        "duplicate": _duplicate(twice, planting.duplicate_share) if buys and not member else "",
    }


def _slip(family: str) -> str:
    return family[:2] + family[3:] if len(family) > 4 else family + "e"


def _weighted(chance: float, planting: Planting) -> str:
    for language, share in planting.language_shares.items():
        chance -= share
        if chance < 0:
            return language
    return "en"


def _home(language: str, draw: Draw) -> Region:
    # One in ten lives where another language is spoken; speakers of Arabic live everywhere.
    homes = _regions_of(language) if draw() < 0.9 else regions()
    return homes[int(draw() * len(homes))]


@lru_cache(maxsize=8)
def _regions_of(language: str) -> tuple[Region, ...]:
    return tuple(region for region in regions() if region.language == language) or regions()


def _name(language: str, draw: Draw) -> tuple[str, str, str, str]:
    bank = names()[language]
    given = bank["given"][int(draw() * len(bank["given"]))]
    family = bank["family"][int(draw() * len(bank["family"]))]
    written, _, latin = given.partition("/")
    family_written, _, family_latin = family.partition("/")
    return written, family_written, latin or written, family_latin or family_written


@lru_cache(maxsize=1024)
def _ascii(name: str) -> str:
    plain = name.lower().replace("ß", "ss").replace("ı", "i").replace("ø", "o")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if "a" <= letter <= "z")


def _style(chance: float) -> int:
    return 0 if chance < 0.55 else 1 if chance < 0.8 else 2 if chance < 0.95 else 3


def _duplicate(chance: float, share: float) -> str:
    if chance >= share:
        return ""
    return "shared" if chance < share * 0.6 else "unshared"
