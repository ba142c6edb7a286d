"""Fixtures every test may use: the shared real data, and a fresh company in a temporary home."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The folder of one real data set; the test says that it skips where the set is absent."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"real data set {name!r} is not beside this checkout (../shared/data/{name})")
    return folder
