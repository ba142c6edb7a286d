"""Both doors together: a backup restores to the same company, damage is found."""

import sqlite3
import tarfile

import pytest
import sqlalchemy as sa

from emptychair.core import Conflict, Invalid, Settings
from emptychair.store import EVIDENCE, Letter, Stores, backup, check, letters_after, metadata, open_stores, restore
from planted import evidence


@pytest.fixture
def furnished(stores: Stores, noon) -> Stores:
    with stores.ledger.write() as writer:
        writer.append("evidence", [evidence(number) for number in range(200)])
        writer.append("evidence_objects", [{"evidence": n, "kind": "order", "object": f"o{n}"} for n in range(200)])
        writer.move_cursor("import", 200)
    stores.inbox.put([Letter("shop", f"m{number}", noon, b"{}") for number in range(20)]).result(timeout=10)
    return stores


def test_a_restored_company_equals_the_one_that_was_backed_up(furnished, settings, tmp_path):
    (settings.home / "emptychair.toml").write_text('company_name = "Ours"\n', "utf-8")
    file = backup(furnished, tmp_path / "kept.tar.gz", settings.home)
    restore(file, tmp_path / "elsewhere")
    again = open_stores(Settings.load(tmp_path / "elsewhere", {}))
    assert again.ledger.rows(EVIDENCE) == furnished.ledger.rows(EVIDENCE)
    assert again.ledger.cursor("import") == 200
    assert letters_after(again.records, 0, 100) == letters_after(furnished.records, 0, 100)
    assert _contents(again) == _contents(furnished)
    assert check(again) == []
    assert (tmp_path / "elsewhere" / "emptychair.toml").read_text("utf-8") == 'company_name = "Ours"\n'
    again.close()


def test_a_backup_is_of_one_moment_while_others_write(furnished, settings, tmp_path):
    file = backup(furnished, tmp_path / "kept.tar.gz", settings.home)
    with furnished.ledger.write() as writer:
        writer.append("evidence", [evidence(1_000)])
    restore(file, tmp_path / "elsewhere")
    again = open_stores(Settings.load(tmp_path / "elsewhere", {}))
    assert again.ledger.table(EVIDENCE).num_rows == 200
    again.close()


def test_nothing_is_restored_over_a_company(furnished, settings, tmp_path):
    file = backup(furnished, tmp_path / "kept.tar.gz", settings.home)
    with pytest.raises(Conflict):
        restore(file, settings.home)


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear customer", "utf-8")
    with pytest.raises(Invalid):
        restore(tmp_path / "letter.txt", tmp_path / "elsewhere")
    with tarfile.open(tmp_path / "half.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "letter.txt", "records.sqlite")
    with pytest.raises(Invalid):
        restore(tmp_path / "half.tar.gz", tmp_path / "elsewhere")
    assert not list((tmp_path / "elsewhere").glob("*"))


def test_a_backup_cannot_write_outside_the_home(tmp_path):
    (tmp_path / "x").write_text("x", "utf-8")
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as archive:
        for name in ("records.sqlite", "ledger.duckdb", "../outside"):
            archive.add(tmp_path / "x", name)
    with pytest.raises(Invalid):
        restore(tmp_path / "bad.tar.gz", tmp_path / "inner" / "home")
    assert not (tmp_path / "inner" / "outside").exists()


def test_a_backup_that_breaks_off_leaves_the_home_as_it_was(furnished, settings, tmp_path):
    whole = backup(furnished, tmp_path / "kept.tar.gz", settings.home).read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(Invalid):
        restore(tmp_path / "cut.tar.gz", tmp_path / "elsewhere")
    assert not list((tmp_path / "elsewhere").glob("*"))


def test_a_sound_company_has_nothing_to_find(furnished):
    assert check(furnished) == []


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        ("evidence", evidence(900, key=1, source="planted", message_id="m5"), "twice"),
        ("evidence", evidence(901, score=9.0, scale_low=1.0, scale_high=5.0), "scale"),
        ("evidence_objects", {"evidence": 12_345, "kind": "order", "object": "x"}, "links"),
        (
            "readings",
            dict.fromkeys(("reader", "version", "kind", "facet", "label", "value", "quote_start", "quote_end"))
            | {"evidence": 12_345},
            "readings",
        ),
    ],
)
def test_planted_damage_in_the_ledger_is_found(furnished, name, row, says):
    with furnished.ledger.write() as writer:
        writer.append(name, [row])
    (finding,) = check(furnished)
    assert finding.startswith("1 ")
    assert says in finding


def test_planted_damage_in_the_records_is_found(furnished, settings):
    furnished.close()
    with sqlite3.connect(settings.home / "records.sqlite") as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("CREATE TABLE floors (id INTEGER PRIMARY KEY)")
        raw.execute("CREATE TABLE rooms (id INTEGER PRIMARY KEY, floor INTEGER REFERENCES floors (id))")
        raw.execute("INSERT INTO rooms VALUES (1, 99)")
    raw.close()
    again = open_stores(settings)
    assert any("rooms" in finding for finding in check(again))
    again.close()


def test_a_company_on_postgresql_opens_works_and_says_how_to_back_up(fresh_postgres, tmp_path, noon):
    opened = open_stores(Settings(home=tmp_path / "home", database_url=fresh_postgres))
    opened.inbox.put([Letter("shop", "m1", noon, b"{}")]).result(timeout=10)
    assert len(letters_after(opened.records, 0, 10)) == 1
    assert check(opened) == []
    with pytest.raises(Conflict, match="PostgreSQL"):
        backup(opened, tmp_path / "kept.tar.gz", tmp_path / "home")
    opened.close()


def _contents(stores: Stores) -> dict[str, list[tuple[object, ...]]]:
    with stores.records.read() as db:
        return {t.name: [tuple(row) for row in db.execute(sa.select(t))] for t in metadata.sorted_tables}
