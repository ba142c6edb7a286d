"""Vendored assets: the committed files are the published ones, licensed, and name no registry."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "emptychair" / "web"
VENDOR = WEB / "static" / "vendor"


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_committed_files_match_the_lock(vendor: ModuleType) -> None:
    assert vendor.check(VENDOR) == []


def test_a_changed_missing_or_stray_file_is_named(vendor: ModuleType, tmp_path: Path) -> None:
    copy = shutil.copytree(VENDOR, tmp_path / "vendor")
    (copy / "htmx" / "htmx.min.js").write_text("alert(1)")
    (copy / "inter" / "LICENSE").unlink()
    (copy / "stray.js").write_text("")
    faults = vendor.check(copy)
    assert len(faults) == 3
    assert {fault.split(":")[0] for fault in faults} == {"htmx/htmx.min.js", "inter/LICENSE", "stray.js"}


def test_every_package_carries_its_licence() -> None:
    packages = json.loads((VENDOR / "vendor.lock.json").read_text("utf-8"))["packages"]
    assert {package["licence"] for package in packages} == {"0BSD", "OFL-1.1", "ISC AND MIT"}
    for package in packages:
        assert any(name.endswith("/LICENSE") for name in package["files"])


def test_every_icon_used_is_in_the_sprite() -> None:
    symbols = ElementTree.parse(VENDOR / "lucide" / "sprite.svg").getroot()
    there = {symbol.attrib["id"] for symbol in symbols}
    used: set[str] = set()
    for template in (WEB / "templates").rglob("*.html"):
        used |= set(re.findall(r"icon\(\s*\"([a-z0-9-]+)\"", template.read_text("utf-8")))
    assert used
    assert used <= there
