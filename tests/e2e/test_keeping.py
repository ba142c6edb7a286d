"""What is kept is kept: a killed import, a person taken along and forgotten, a backup laid out again."""

import json
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from emptychair.core import Settings
from emptychair.store import LIVED, THINGS, open_stores
from tests.conftest import shared_data
from tests.e2e.browsing import Served, command, environment, run, served_copy

pytestmark = pytest.mark.slow


def counts(home: Path) -> dict[str, Any]:
    """What a company holds: evidence by source and act, people, things; and that it holds each once."""
    stores = open_stores(Settings.load(home, {}))
    try:
        acts = LIVED.group_by(["source", "act"]).aggregate(n=LIVED.count(), own=LIVED.message_id.nunique())
        rows = stores.ledger.rows(acts.order_by(["source", "act"]))
        assert all(row["n"] == row["own"] for row in rows), rows
        people = stores.ledger.one(LIVED.aggregate(people=LIVED.party.nunique()))["people"]
        things = stores.ledger.rows(THINGS.group_by("kind").aggregate(n=THINGS.object.nunique()).order_by("kind"))
        return {"acts": rows, "people": people, "things": things}
    finally:
        stores.close()


def sound(home: Path) -> bool:
    """What `emptychair check` says."""
    return bool(json.loads(run("check", "--home", str(home), "--json"))["sound"])


def test_an_import_killed_in_the_middle_ends_as_one_that_was_not(olist_home: Path, tmp_path: Path) -> None:
    words = ["import", "--home", str(tmp_path / "home"), "--recipe", "olist", str(shared_data("olist")), "--json"]
    going = subprocess.Popen(
        command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    )
    ledger = tmp_path / "home"
    while going.poll() is None and not taken_in(ledger):
        time.sleep(0.05)
    going.send_signal(signal.SIGKILL)
    going.communicate()
    assert going.returncode == -signal.SIGKILL, "the import was over before it was killed"
    assert sound(tmp_path / "home")
    told = json.loads(run(*words))
    assert told["rows"] == told["evidence"] + told["reference"] + told["quarantined"] + told["skipped"]
    assert sound(tmp_path / "home")
    assert counts(tmp_path / "home") == counts(olist_home)
    again = json.loads(run(*words))
    assert again["recorded"] == 0
    assert counts(tmp_path / "home") == counts(olist_home)


def taken_in(home: Path) -> bool:
    """Whether an import has written part of what it reads: more than an empty company holds."""
    files = [path for path in home.rglob("*") if path.is_file()] if home.is_dir() else []
    return sum(path.stat().st_size for path in files) > 3_000_000


def test_a_person_takes_everything_along_and_is_forgotten_for_good(
    browser: Browser, olist_home: Path, tmp_path: Path
) -> None:
    served = served_copy(olist_home, tmp_path / "home").enter(browser)
    with served.visit(browser, accept_downloads=True) as context:
        page = context.new_page()
        spoken = page.request.get("/api/evidence?act=rated&at_most=1&words=any").json()["items"]
        piece = max((one for one in spoken if one["words"].isprintable()), key=lambda one: len(one["words"]))
        person, search = piece["party"], f"/search?{urlencode({'q': piece['words'][:40]})}"
        page.goto(search)
        expect(page.locator("main blockquote").first).to_be_visible()

        page.goto(f"/people/{person}")
        with page.expect_download() as download:
            page.get_by_role("link", name="Export").click()
        held = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert piece["words"] in json.dumps(held, ensure_ascii=False)

        page.get_by_role("link", name="Erase").click()
        page.get_by_role("button", name="Erase for good").click()
        expect(page.locator("main .flash")).not_to_be_empty()
        assert page.request.get(f"/people/{person}").status in (404, 410)
        page.goto(search)
        expect(page.locator("main .empty")).to_be_visible()
        page.goto(f"/evidence?ids={piece['id']}")
        expect(page.locator("main .empty")).to_be_visible()

        run("import", "--home", str(served.home), "--recipe", "olist", str(shared_data("olist")), "--json")
        page.goto(search)
        expect(page.locator("main .empty")).to_be_visible()
    served.stop()
    assert sound(served.home)
    assert lost(counts(olist_home), counts(served.home)) == {"people": 1}


def lost(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """How many people fewer there are; things and sources stay."""
    assert before["things"] == after["things"]
    assert sum(row["n"] for row in after["acts"] if row["source"] == "olist") < sum(row["n"] for row in before["acts"])
    return {"people": before["people"] - after["people"]}


def test_a_backup_laid_out_again_holds_the_same(olist_home: Path, tmp_path: Path) -> None:
    home, file, again = shutil.copytree(olist_home, tmp_path / "home"), tmp_path / "company.backup", tmp_path / "again"
    run("backup", str(file), "--home", str(home))
    run("restore", str(file), "--home", str(again))
    assert sound(again)
    assert counts(again) == counts(home)
    assert json.loads(run("gaps", "--home", str(again), "--json")) == json.loads(
        run("gaps", "--home", str(home), "--json")
    )


def test_a_backup_of_a_running_company_is_whole(browser: Browser, own_olist: Served, tmp_path: Path) -> None:
    file, again = tmp_path / "company.backup", tmp_path / "again"
    run("backup", str(file), "--home", str(own_olist.home))
    run("restore", str(file), "--home", str(again))
    assert sound(again)
    restored = Served(again)
    with browser.new_context(base_url=restored.url) as context:
        page = context.new_page()
        page.goto(restored.landing)
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    restored.stop()
