"""Imports: accounts that add up, repetitions that add nothing, kills that lose nothing."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from emptychair import evidence, promises, touchpoints
from emptychair.core import Invalid, Settings
from emptychair.evidence import Which
from emptychair.jobs import enqueue, recent, run_until_idle
from emptychair.listen import imports, recipes
from emptychair.store import check, open_stores
from tests.conftest import shared_data

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RECIPE = """
title: Visits
source: visits
time_zone: Europe/Vienna
touchpoints: [{key: desk, name: Front desk, channel: store, feeling: 1}]
tables:
  visits:
    file: visits.csv
    key: id
    outputs:
      - evidence:
          act: rated
          who: [{kind: email, value: who}]
          at: day
          touchpoint: desk
          objects: [{kind: visit, id: id}]
          score: score
          scale: {kind: csat, low: 1, high: 5}
      - thing: {kind: visit, id: id}
"""
ROWS = 95  # of which every tenth has a score outside its scale


@pytest.fixture
def visits(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "visits.yaml").write_text(RECIPE)
    lines = [f"{n},p{n % 30}@x.at,2024-05-{1 + n % 28:02d},{9 if n % 10 == 0 else 1 + n % 5}\n" for n in range(ROWS)]
    (folder / "visits.csv").write_text("id,who,day,score\n" + "".join(lines))
    return folder


@pytest.fixture
def recipe(visits):
    return recipes.load(visits / "visits.yaml")


def _adds_up(done):
    account = done.account
    fates = ("evidence", "reference", "quarantined", "skipped")
    assert account["rows"] == done.rows == sum(account[fate] for fate in fates)
    for table in account["tables"].values():
        assert table["rows"] == sum(table[fate] for fate in fates)
    assert account["messages"] == done.recorded + done.known + done.refused + done.erased


def _in_ledger(stores, source="visits"):
    return len(stores.ledger.rows(evidence.chosen(Which(source=source)).select("id")))


def test_an_import_keeps_its_account(stores, recipe, visits):
    seen = []
    done = imports.run(stores, recipe, visits, now=NOW, progress=seen.append, rows_a_chunk=20)
    _adds_up(done)
    assert (done.rows, done.rows_about, done.recorded) == (95, 96, 85)
    assert (done.account["evidence"], done.account["quarantined"]) == (85, 10)
    assert [going.rows for going in seen] == [20, 40, 60, 80, 95]
    assert imports.import_of(stores.records, done.id) == done
    assert "in all: 95 rows in = 85 evidence + 0 reference + 10 quarantined + 0 skipped" in done.text()
    assert stores.ledger.cursor(f"import {done.id}") == 95
    waiting = evidence.quarantined(stores.records, "visits")
    assert len(waiting) == 10
    assert {row["at_place"] for row in waiting} == {f"visits (visits.csv), line {n + 2}" for n in range(0, 95, 10)}


def test_a_repetition_adds_nothing(stores, recipe, visits):
    first = imports.run(stores, recipe, visits, now=NOW)
    again = imports.run(stores, recipe, visits, now=NOW + timedelta(days=1))
    assert (again.id, again.recorded, again.known) == (first.id + 1, 0, first.recorded)
    _adds_up(again)
    assert _in_ledger(stores) == 85
    assert len(evidence.quarantined(stores.records, "visits")) == 10
    assert check(stores) == []


def test_a_cancelled_import_goes_on_where_it_stopped(stores, recipe, visits):
    stopped = imports.run(stores, recipe, visits, now=NOW, rows_a_chunk=30, cancelled=lambda: True)
    assert (stopped.state, stopped.rows) == (imports.ImportState.CANCELLED, 30)
    seen = []
    done = imports.run(stores, recipe, visits, now=NOW + timedelta(hours=1), rows_a_chunk=30, progress=seen.append)
    assert (done.id, done.state, seen[0].rows) == (stopped.id, imports.ImportState.DONE, 60)
    assert (done.rows, done.recorded, done.known) == (95, 85, 0)
    _adds_up(done)


def test_an_import_that_cannot_go_on_says_why(stores, recipe, visits):
    (visits / "visits.csv").write_text("id,who,day\n1,a@x.at,2024-05-01\n")
    with pytest.raises(Invalid, match="no column 'score'"):
        imports.run(stores, recipe, visits, now=NOW)
    (failed,) = imports.recent(stores.records)
    assert failed.state is imports.ImportState.FAILED
    assert "no column 'score'" in failed.error


def test_what_a_person_defined_stays_as_it_is(stores, recipe, visits):
    touchpoints.define(stores.records, [touchpoints.Touchpoint("desk", "Our desk", intended_feeling=2)], NOW)
    imports.run(stores, recipe, visits, now=NOW)
    assert touchpoints.touchpoint(stores.records, "desk").name == "Our desk"


def test_an_import_runs_as_a_job(stores, visits):
    enqueue(stores, "import", {"recipe": str(visits / "visits.yaml"), "path": str(visits)}, now=NOW)
    assert run_until_idle(stores, imports.HANDLERS, lambda: NOW) == 1
    (job,) = recent(stores)
    assert (job.state, job.error, job.done) == ("done", "", 95)
    assert _in_ledger(stores) == 85


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from emptychair.core import Settings
from emptychair.listen import imports, recipes
from emptychair.listen.imports import operations
from emptychair.store import open_stores

home, folder, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
note, calls = operations._note, []

def dying(*given, **values):
    calls.append(given)
    if len(calls) == 2 and where == "before the account":
        os.kill(os.getpid(), signal.SIGKILL)
    noted = note(*given, **values)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return noted

operations._note = dying
stores = open_stores(Settings.load(home, {}))
recipe = recipes.load(folder / "visits.yaml")
imports.run(stores, recipe, folder, now=datetime(2026, 1, 1, tzinfo=UTC), rows_a_chunk=20)
"""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["before the account", "after the account"])
def test_a_kill_loses_nothing_and_doubles_nothing(tmp_path, recipe, visits, where):
    home = tmp_path / "home"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home), str(visits), where], timeout=60)
    assert killed.returncode == -signal.SIGKILL
    stores = open_stores(Settings.load(home, {}))
    try:
        assert 0 < _in_ledger(stores) < 85
        done = imports.run(stores, recipe, visits, now=NOW + timedelta(hours=1), rows_a_chunk=20)
        assert (done.state, done.rows, done.recorded, done.known) == (imports.ImportState.DONE, 95, 85, 0)
        assert _in_ledger(stores) == 85
        _adds_up(done)
        assert check(stores) == []
        assert len(imports.recent(stores.records)) == 1
    finally:
        stores.close()


@pytest.mark.slow
def test_olist_comes_in_within_thirty_seconds_and_only_once(stores):
    folder = shared_data("olist")
    recipe, began = recipes.load("olist"), time.perf_counter()
    done = imports.run(stores, recipe, folder, now=NOW)
    assert time.perf_counter() - began < 30
    _adds_up(done)
    assert (done.rows, done.account["quarantined"], done.refused) == (27_961, 0, 0)
    kept = promises.kept(stores.ledger, promises.promise(stores.records, "delivery-on-time"), NOW)
    assert (kept.kept + kept.late, round(kept.rate.value, 1)) == (2904, 92.0)
    again = imports.run(stores, recipe, folder, now=NOW + timedelta(days=1))
    assert (again.recorded, again.known) == (0, done.recorded)
    assert set(touchpoints.all_touchpoints(stores.records)) >= {line.key for line in recipe.touchpoints}
    assert Path(done.path) == folder
    assert os.path.isdir(done.path)
