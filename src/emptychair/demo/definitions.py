"""The company's own chair as plain data: regions, touchpoints, promises, the drawn journey, beliefs, the change."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from emptychair.demo.grammar import LANGUAGES, tongue

DAYS = 730  # two years of evidence
CHANGE_DAYS_BEFORE = 300  # the change took effect this many days before the last day
DIMENSIONS = (
    "understanding",
    "exist-to-serve",
    "consumer-in",
    "presence",
    "value",
    "customers-vs-competitors",
    "team-practice",
    "leadership",
)
ITEMS = tuple(f"{dimension}.{number}" for dimension in DIMENSIONS for number in range(1, 5))
UNDRAWN_TOUCHPOINT = "installer-portal"  # people use it; nobody at the company drew it
UNUSED_TOUCHPOINT = "style-quiz"  # drawn; nobody uses it


@dataclass(frozen=True, slots=True)
class Region:
    """A delivery region with its one store; `area` is North (touched by the change) or South."""

    key: str
    area: str
    name: str
    country: str
    language: str
    zone: str
    currency: str
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A thing for sale: list price in euro, family, whether it has to be installed."""

    key: str
    price_eur: int
    family: str
    installed: bool


@dataclass(frozen=True, slots=True)
class DrawnTouchpoint:
    """A touchpoint as the company sees it; `cues`: language → lower-case words that tell a text speaks of it."""

    key: str
    name: str
    stage: str
    channels: tuple[str, ...]
    controller: str  # us, partner or nobody
    intended_feeling: int  # -2 … 2
    intended_value: str
    cues: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DrawnPromise:
    """A value made testable: kept if act `kept_by` on the same object comes before `due_at` (by `basis`)."""

    key: str
    value: str
    behaviour: str
    standard: str
    kept_by: str
    touchpoint: str
    object_kind: str
    basis: str  # calendar_day (local dates) or instant
    owner: str
    target: float


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step of the journey as drawn."""

    stage: str
    doing: str
    touchpoint: str
    intended_feeling: int


@dataclass(frozen=True, slots=True)
class Belief:
    """What a leader believes: a value of a measure, held since a day."""

    key: str
    statement: str
    measure: str
    unit: str
    value: float
    holder: str
    since: date


@dataclass(frozen=True, slots=True)
class DatedChange:
    """An intervention on a day in some regions, and what it was meant to move."""

    key: str
    title: str
    on: date
    touched_regions: tuple[str, ...]
    other_regions: tuple[str, ...]
    measure: str
    expected_effect: float


@dataclass(frozen=True, slots=True)
class Survey:
    """A question asked again and again, its scale and where it is asked about."""

    key: str
    kind: str
    low: float
    high: float
    touchpoint: str
    question: str


@dataclass(frozen=True, slots=True)
class Company:
    """All that the company believes of itself on one day."""

    name: str
    domain: str
    promise: str
    meaning_to_company: str
    meaning_to_customer: str
    regions: tuple[Region, ...]
    products: tuple[Product, ...]
    touchpoints: tuple[DrawnTouchpoint, ...]
    promises: tuple[DrawnPromise, ...]
    journey: tuple[DrawnStep, ...]
    beliefs: tuple[Belief, ...]
    change: DatedChange
    surveys: tuple[Survey, ...]


def company(as_of: date) -> Company:
    """The simulated company as it sees itself; dates count back from `as_of`, the last day of evidence."""
    raw = _raw()
    drawn = tuple(_touchpoint(row) for row in raw["touchpoints"])
    return Company(
        name=raw["name"],
        domain=raw["domain"],
        promise=raw["promise"],
        meaning_to_company=raw["meaning_to_company"],
        meaning_to_customer=raw["meaning_to_customer"],
        regions=regions(),
        products=products(),
        touchpoints=drawn,
        promises=tuple(DrawnPromise(**row) for row in raw["promises"]),
        journey=_journey(raw["journey"], {touchpoint.key: touchpoint for touchpoint in drawn}),
        beliefs=tuple(_belief(row, as_of) for row in raw["beliefs"]),
        change=_change(as_of),
        surveys=tuple(Survey(**row) for row in raw["surveys"]),
    )


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """The twenty delivery regions, ten in each area."""
    return tuple(Region(**{**row, "cities": tuple(row["cities"])}) for row in _raw()["regions"])


@lru_cache(maxsize=1)
def products() -> tuple[Product, ...]:
    """What the company sells."""
    return tuple(Product(key, *row) for key, row in _raw()["products"].items())


@lru_cache(maxsize=1)
def rates() -> dict[str, float]:
    """Units of a currency for one euro."""
    return dict(_raw()["rates"])


@lru_cache(maxsize=1)
def names() -> dict[str, dict[str, list[str]]]:
    """Given and family names by language; `written/latin` where the two differ."""
    return tomllib.loads(resources.files("emptychair.demo").joinpath("names.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("emptychair.demo").joinpath("company.toml").read_text("utf-8"))


def _touchpoint(row: dict[str, Any]) -> DrawnTouchpoint:
    cues = {code: tongue(code).cues.get(row["key"], ()) for code in LANGUAGES}
    known = {code: words for code, words in cues.items() if words}
    return DrawnTouchpoint(**{**row, "channels": tuple(row["channels"]), "cues": known})


def _journey(stages: list[dict[str, Any]], drawn: dict[str, DrawnTouchpoint]) -> tuple[DrawnStep, ...]:
    return tuple(
        DrawnStep(stage["stage"], stage["doing"], key, drawn[key].intended_feeling)
        for stage in stages
        for key in stage["touchpoints"]
    )


def _belief(row: dict[str, Any], as_of: date) -> Belief:
    held = {key: value for key, value in row.items() if key != "held_days"}
    return Belief(**held, since=as_of - timedelta(days=row["held_days"]))


def _change(as_of: date) -> DatedChange:
    return DatedChange(
        key="delivery-window-messages",
        title="Two-hour delivery windows by text message in the North",
        on=as_of - timedelta(days=CHANGE_DAYS_BEFORE),
        touched_regions=tuple(region.key for region in regions() if region.area == "North"),
        other_regions=tuple(region.key for region in regions() if region.area != "North"),
        measure="survey.delivery-csat.mean",
        expected_effect=0.4,
    )
