"""The items of an assessment: the same statement from both chairs."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from emptychair.core import NotFound


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: as leaders and staff say it of us, as customers say it of them."""

    key: str
    we: str
    they: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """Four items that belong together."""

    key: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Mirrored items on one scale of agreement, from `low` to `high`."""

    key: str
    title: str
    low: int
    high: int
    low_label: str
    high_label: str
    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for dimension in self.dimensions for item in dimension.items)


@lru_cache(maxsize=8)
def assessment(key: str = "mirror-1") -> Assessment:
    """A shipped assessment. Raises NotFound."""
    file = resources.files("emptychair.practise").joinpath("data", f"{key}.yaml")
    if not file.is_file():
        raise NotFound(f"There is no assessment {key!r}.", mend="mirror-1 ships with the product.")
    raw: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    low, high = raw["scale"]
    dimensions = tuple(_dimension(told) for told in raw["dimensions"])
    return Assessment(raw["key"], raw["title"], low, high, raw["low"], raw["high"], dimensions)


def _dimension(told: dict[str, Any]) -> Dimension:
    items = (Item(f"{told['key']}.{place}", item["we"], item["they"]) for place, item in enumerate(told["items"], 1))
    return Dimension(told["key"], told["name"], tuple(items))
