"""The wheel: everything that the product needs is inside, nothing but Python is needed to build it."""

import os
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "emptychair"
LARGEST = 5_000_000  # bytes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    # The builder itself, in this process: no network, no build environment, no Node.
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return Path(path)


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    tracked = {path.relative_to(SOURCE.parent).as_posix() for path in _files()}
    assert tracked - inside == set()


def test_the_wheel_carries_what_pages_imports_and_stores_read(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    for needed in ("/templates/base.html", "/static/app.css", "/migrations/env.py", "py.typed", "htmx.min.js"):
        assert any(name.endswith(needed) for name in inside), needed
    for folder, ending in (("/recipes/", ".yaml"), ("/language/data/", ".toml"), ("/static/vendor/", ".woff2")):
        assert any(folder in name and name.endswith(ending) for name in inside), folder
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_the_wheel_is_small_and_has_no_leftovers(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    assert wheel.stat().st_size < LARGEST
    assert not [name for name in inside if "__pycache__" in name or "node_modules" in name or name.startswith("tests/")]


@pytest.mark.slow
def test_the_installed_wheel_answers_without_node_and_without_the_repository(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (script,) = distribution_scripts(tmp_path / "site")
    say = f"from {script.module} import {script.attr} as run, __file__ as here; assert 'site' in here; run()"
    done = subprocess.run(
        [sys.executable, "-c", say, "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        | {key: value for key, value in os.environ.items() if key.startswith("PYTHONWARN")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for command in ("start", "demo", "import", "gaps", "person", "backup", "restore", "check"):
        assert command in done.stdout


def distribution_scripts(site):
    (here,) = [found for found in distributions(path=[str(site)]) if found.metadata["Name"] == "emptychair"]
    return [entry for entry in here.entry_points if entry.group == "console_scripts"]


def _files():
    listed = subprocess.run(["git", "ls-files", "-z", "src/emptychair"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
