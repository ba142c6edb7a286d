"""Imports and sources in the browser: files shown first, taken then, every row accounted for, quarantine mended."""

import csv
import json
import re
from pathlib import Path

import pytest

from conftest import shared_data
from emptychair import evidence, jobs
from emptychair.app import HANDLERS
from emptychair.evidence import Which, record, tally
from emptychair.shell import Role
from saying import NOON, STARS, heard
from visiting import House


@pytest.mark.slow
def test_olist_is_shown_first_and_taken_then(house: House) -> None:
    folder = shared_data("olist")
    visitor = house.visit(Role.ANALYST)
    page = visitor.submit("/imports", recipe="olist", files=sorted(folder.glob("*.csv")))
    assert page.status_code == 200
    assert "8,940" in page.text  # the rows of geolocation, declared as skipped
    assert tally(house.stores.ledger, Which())["n"] == 0
    run = re.search(r'action="(/imports/\d+/run)"', page.text)
    assert run
    kept = house.company.settings.home / "uploads"
    assert visitor.submit(run[1], recipe="olist").status_code == 303
    jobs.run_until_idle(house.stores, {"import": HANDLERS["import"]}, house.clock)
    with open(folder / "olist_orders_dataset.csv", encoding="utf-8") as file:
        orders = sum(1 for _ in csv.DictReader(file))
    assert tally(house.stores.ledger, Which(act="bought"))["n"] == orders == 3_000
    assert list(kept.iterdir()) == []  # what was uploaded names people: it goes when it is taken
    assert "27,958 pieces of evidence recorded" in visitor.get("/imports").text


def test_only_shipped_recipes_are_taken_from_the_web(house: House, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    page = house.visit(Role.LEAD).submit("/imports", recipe="/etc/passwd", files=[tmp_path / "x.csv"])
    assert page.status_code == 400
    assert "Choose one of the list" in page.text


def test_what_waits_is_seen_mended_and_taken(house: House) -> None:
    record(house.stores, [heard("ana@example.org", score=9, scale=STARS, words="Nine!")], now=NOON)
    (waiting,) = evidence.quarantined(house.stores.records)
    visitor = house.visit(Role.ANALYST)
    assert "outside its scale 1 to 5" in visitor.get("/sources").text
    assert f"/quarantine/{waiting['id']}" in visitor.get("/quarantine").text
    address = f"/quarantine/{waiting['id']}/readmission"
    refused = visitor.submit(address, mended=json.dumps(waiting["raw"]))
    assert refused.status_code == 400
    assert "outside its scale" in refused.text
    assert visitor.submit(address, mended="{").status_code == 400
    assert visitor.submit(address, mended=json.dumps(waiting["raw"] | {"score": 4})).status_code == 303
    assert tally(house.stores.ledger, Which(at_least=4))["n"] == 1
    assert "Nothing waits" in visitor.get("/quarantine").text
