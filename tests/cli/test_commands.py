"""The command line: what others script against, with and without a running server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from emptychair.app import Assembler
from emptychair.cli import build
from serving import Serving

RECIPE = """\
title: A till
source: till
time_zone: Europe/Lisbon
touchpoints:
  - {key: till, name: Till, channel: store}
tables:
  receipts:
    file: receipts.csv
    key: receipt
    outputs:
      - evidence:
          act: rated
          who: [{kind: email, value: mail}]
          at: day
          touchpoint: till
          channel: store
          words: said
          language: en
          score: {number: stars}
          scale: {kind: rating, low: 1, high: 5}
"""
RECEIPTS = """\
receipt,mail,day,stars,said
1,ana@example.org,2024-05-01,2,The delivery was late and nobody told me.
2,ben@example.org,2024-05-02,5,Lovely people at the till.
3,ana@example.org,2024-05-03,9,Nine stars do not exist.
"""

Run = Callable[..., Result]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """A recipe of somebody's own, and the table that it reads."""
    (tmp_path / "till.yaml").write_text(RECIPE)
    (tmp_path / "receipts.csv").write_text(RECEIPTS)
    return tmp_path / "till.yaml", tmp_path / "receipts.csv"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a company of the test's own."""
    app = build(Assembler)

    def go(*words: str, home: str = "home") -> Result:
        return CliRunner().invoke(app, [*words, "--home", str(tmp_path / home)])

    return go


def answer(result: Result, code: int = 0) -> Any:
    assert result.exit_code == code, result.output + str(result.exception)
    return json.loads(result.stdout)


@pytest.fixture
def imported(run: Run, tables: tuple[Path, Path]) -> Any:
    """The till's receipts, taken."""
    return answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--json"))


def test_a_dry_run_writes_nothing(run: Run, tables: tuple[Path, Path]) -> None:
    dry = answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--dry-run", "--json"))
    assert (dry["rows"], dry["evidence"], dry["quarantined"]) == (3, 2, 1)
    taken = answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--json"))
    assert taken["doubled"] == 0


def test_every_row_is_accounted_for_and_a_second_import_adds_nothing(
    run: Run, tables: tuple[Path, Path], imported: Any
) -> None:
    assert imported["rows"] == 3 == sum(imported[fate] for fate in ("evidence", "reference", "quarantined", "skipped"))
    assert (imported["recorded"], imported["doubled"]) == (2, 0)
    again = answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--json"))
    assert (again["recorded"], again["doubled"]) == (0, 2)


def test_a_person_is_shown_exported_and_erased(run: Run, tables: tuple[Path, Path], imported: Any) -> None:
    shown = answer(run("person", "show", "email:ana@example.org", "--json"))
    late = [claim for claim in shown["claims"] if claim["statement"] == "delivery late"]
    assert [claim["quote"] in "The delivery was late and nobody told me." for claim in late] == [True]
    assert "dreams" in shown["unknown"]
    assert "nobody told me" in run("person", "export", "email:ana@example.org").stdout
    gone = answer(run("person", "erase", "email:ana@example.org", "--yes", "--json"))
    assert gone["evidence"] == 1
    assert run("person", "show", "email:ana@example.org").exit_code == 2
    again = answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--json"))
    assert (again["recorded"], again["erased"]) == (0, 1)


def test_a_backup_restored_is_the_same_company(run: Run, tmp_path: Path, imported: Any) -> None:
    file = tmp_path / "kept.tgz"
    assert answer(run("backup", str(file), "--json"))["bytes"] > 1_000
    assert run("restore", str(file), home="second").exit_code == 0
    before = answer(run("person", "show", "email:ben@example.org", "--json"))
    after = answer(run("person", "show", "email:ben@example.org", "--json", home="second"))
    # What is known fades by the second, so it may not be the same; what it rests on has to be.
    assert after | {"coverage": 0} == before | {"coverage": 0}
    assert answer(run("check", "--json", home="second")) == {"sound": True, "findings": []}
    occupied = run("restore", str(file), home="second")
    assert occupied.exit_code == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("import", "--recipe", "olist", "nowhere"), 2, "nowhere"),
        (("import", "--recipe", "no-such-recipe", "."), 2, "no-such-recipe"),
        (("person", "show", "email:nobody@example.org"), 2, "Nobody goes by this name"),
        (("restore", "nowhere.tgz"), 2, "not a backup"),
        (("gaps", "--frobnicate"), 2, "No such option"),
    ],
)
def test_what_goes_wrong_is_said_with_its_mend(run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert says in " ".join((result.output + result.stderr).split())


def test_an_empty_company_has_no_gaps(run: Run) -> None:
    assert answer(run("gaps", "--json")) == []


@pytest.mark.slow
def test_commands_speak_to_the_server_that_has_the_company_open(
    tmp_path: Path, run: Run, tables: tuple[Path, Path]
) -> None:
    server = Serving(tmp_path / "home")
    try:
        taken = answer(run("import", "--recipe", str(tables[0]), str(tables[1]), "--json"))
        assert (taken["rows"], taken["recorded"]) == (3, 2)
        assert answer(run("check", "--json"))["sound"] is True
        assert answer(run("person", "show", "email:ben@example.org", "--json"))["id"]
        assert answer(run("gaps", "--json")) == []
        assert answer(run("backup", str(tmp_path / "kept.tgz"), "--json"))["bytes"] > 1_000
        assert answer(run("person", "erase", "email:ben@example.org", "--yes", "--json"))["evidence"] == 1
    finally:
        server.stop()
