"""Compiled questions: kept for the next start, forgotten with the person they may name, never believed blindly."""

from pathlib import Path

import ibis
import pytest

from emptychair.store import EVIDENCE, PARTY, Ledger
from planted import evidence

COUNT = EVIDENCE.aggregate(n=EVIDENCE.count())
WITHOUT = EVIDENCE.drop("words", "language", "device", "key").aggregate(n=ibis._.count())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    ledger = Ledger(tmp_path / "ledger.duckdb")
    with ledger.write() as writer:
        writer.append("evidence", [evidence(1, party=1), evidence(2, party=2)])
    assert ledger.one(COUNT)["n"] == ledger.one(WITHOUT)["n"] == 2
    ledger.close()
    return tmp_path


def ask(home: Path, question: ibis.Table, party: int | None = None) -> int:
    ledger = Ledger(home / "ledger.duckdb")
    try:
        return ledger.one(question, party)["n"]
    finally:
        ledger.close()


def kept(home: Path) -> list[str]:
    return (home / "ledger.questions").read_text("utf-8").splitlines()


def test_a_question_is_compiled_once_whatever_the_start(home):
    before = kept(home)
    assert ask(home, COUNT) == ask(home, WITHOUT) == 2
    assert kept(home) == before
    assert len(before) == 3  # who made them, and the two


def test_a_question_about_one_party_is_kept_once_for_all(home):
    theirs = EVIDENCE.filter(EVIDENCE.party == PARTY)
    question = theirs.aggregate(n=theirs.count())
    assert [ask(home, question, party) for party in (1, 2, 3)] == [1, 1, 0]
    assert len(kept(home)) == 4


def test_an_erased_person_stays_in_no_question(home):
    sought = EVIDENCE.filter(EVIDENCE.words.contains("Ana Lima"))
    assert ask(home, sought.aggregate(n=sought.count())) == 0
    assert any("Ana Lima" in line for line in kept(home))
    ledger = Ledger(home / "ledger.duckdb")
    with ledger.write() as writer:
        writer.delete("evidence", "id", [1])
    ledger.close()
    assert not (home / "ledger.questions").exists()


@pytest.mark.parametrize("damage", ['"ibis 1 duckdb 1"\n["a", "SELECT 7 AS n"]\n', "{", ""])
def test_what_is_damaged_or_of_another_version_is_compiled_anew(home, damage):
    (home / "ledger.questions").write_text(damage, "utf-8")
    assert ask(home, COUNT) == 2
    assert len(kept(home)) == 2


def test_a_line_that_a_crash_cut_off_costs_nothing_but_time(home):
    with (home / "ledger.questions").open("a", encoding="utf-8") as file:
        file.write('["abc", "SELECT')
    assert ask(home, COUNT) == 2
    assert ask(home, COUNT) == 2
