"""The simulated company is told once for all tests of this room."""

import pytest

import simulated


@pytest.fixture(autouse=True, scope="session")
def company_was_told() -> None:
    """Tell the company as planted before the first test looks."""
    simulated.heard()
