"""Fixtures of the recipe tests: a present after all the data, and files made on the spot."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emptychair.listen import recipes

NOW = datetime(2026, 1, 1, tzinfo=UTC)

SMALL = """
title: Two columns
source: small
time_zone: Europe/Vienna
tables:
  t:
    file: t.csv
    key: id
    outputs:
      - evidence:
          act: rated
          who: [{kind: email, value: who}]
          at: day
          score: score
          scale: {kind: csat, low: 1, high: 5}
"""


@pytest.fixture
def now() -> datetime:
    """The present: after everything in the data."""
    return NOW


@pytest.fixture
def outcomes_of(tmp_path: Path) -> Callable[..., list[recipes.Outcome]]:
    """What a recipe text makes of one table's text or bytes."""

    def made(rows: str | bytes, recipe: str = SMALL, file: str = "t.csv") -> list[recipes.Outcome]:
        (tmp_path / file).write_bytes(rows if isinstance(rows, bytes) else rows.encode())
        return list(recipes.read(recipes.parse(recipe, "small.yaml"), tmp_path, NOW))

    return made
