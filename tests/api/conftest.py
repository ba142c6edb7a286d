"""Fixtures of the API: a company behind HTTP."""

import pytest

from emptychair.core import Settings
from emptychair.store import Stores
from visiting import House


@pytest.fixture
def house(settings: Settings, stores: Stores) -> House:
    """A fresh company, with nobody in it yet."""
    return House(settings, stores)
