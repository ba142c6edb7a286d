"""The ledger: a batch and its cursor are one, whatever is raised or killed; reads are whole."""

import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from emptychair.core import Conflict
from emptychair.store import EVIDENCE, LIVED, Ledger
from planted import evidence


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger(tmp_path / "ledger.duckdb")
    yield opened
    opened.close()


def count(ledger: Ledger) -> int:
    return ledger.one(EVIDENCE.aggregate(n=EVIDENCE.count()))["n"]


def test_what_is_appended_can_be_read_as_it_was(ledger):
    given = evidence(3)
    with ledger.write() as writer:
        writer.append("evidence", [given])
    (found,) = ledger.rows(EVIDENCE)
    moment = found.pop("happened_at")
    assert moment.replace(tzinfo=None) == given.pop("happened_at")
    assert moment.utcoffset().total_seconds() == 0
    found.pop("received_at"), given.pop("received_at")
    assert found == given


def test_an_exception_leaves_neither_rows_nor_a_moved_cursor(ledger):
    with ledger.write() as writer:
        writer.append("evidence", [evidence(1)])
        writer.move_cursor("import", 1)
    with pytest.raises(ZeroDivisionError):
        _fail_after_appending(ledger)
    assert count(ledger) == 1
    assert ledger.cursor("import") == 1


def test_the_ledger_knows_what_it_holds(ledger):
    with ledger.write() as writer:
        writer.append("evidence", [evidence(1), evidence(2)])
        assert writer.known([evidence(2), evidence(3)]) == {("planted", "m2")}
        assert writer.known([]) == set()
        # The 64-bit key may collide; source and message_id decide.
        assert writer.known([evidence(9, key=evidence(1)["key"])]) == set()


def test_a_number_is_never_given_twice_even_after_erasure(ledger):
    with ledger.write() as writer:
        writer.append("evidence", [evidence(number) for number in range(1, 6)])
        assert writer.next_id() == 6
        assert writer.delete("evidence", "id", [4, 5]) == 2
    with ledger.write() as writer:
        assert writer.next_id() == 6


def test_only_known_columns_can_be_deleted_by(ledger):
    with pytest.raises(KeyError), ledger.write() as writer:
        writer.delete("evidence", "id = id OR 1", [1])


def test_an_answer_is_fresh_after_every_write(ledger):
    for number in range(1, 4):
        with ledger.write() as writer:
            writer.append("evidence", [evidence(number)])
        assert count(ledger) == number


def test_a_merge_is_followed_and_undone_without_touching_evidence(ledger):
    voices = LIVED.aggregate(n=LIVED.party.nunique())
    with ledger.write() as writer:
        writer.append("evidence", [evidence(1, party=1), evidence(2, party=2)])
    assert ledger.one(voices)["n"] == 2
    with ledger.write() as writer:
        writer.append("merged", [{"party": 2, "into_party": 1}])
    assert ledger.one(voices)["n"] == 1
    with ledger.write() as writer:
        writer.delete("merged", "party", [2])
    assert ledger.one(voices)["n"] == 2


def test_readers_and_a_writer_do_not_disturb_each_other(ledger):
    stop, seen, faults = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.append(count(ledger))
            except Exception as error:
                faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for batch in range(10):
        with ledger.write() as writer:
            writer.append("evidence", [evidence(batch * 10 + number) for number in range(10)])
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert all(number % 10 == 0 for number in seen)


@pytest.mark.slow
def test_another_process_is_told_that_the_company_is_open(ledger):
    script = f"from emptychair.store import Ledger; from pathlib import Path; Ledger(Path({str(ledger.path)!r}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "Another process has this company open." in done.stderr
    assert Conflict.__name__ in done.stderr


def test_everything_can_be_exported_as_parquet(ledger, tmp_path):
    import polars  # another reader than the one that wrote

    with ledger.write() as writer:
        writer.append("evidence", [evidence(number) for number in range(50)])
    paths = {path.stem: path for path in ledger.export(tmp_path / "it's here")}
    table = polars.read_parquet(paths["evidence"])
    assert table["id"].sum() == sum(range(50))
    assert set(paths) == {"evidence", "evidence_objects", "things", "merged", "readings"}


@pytest.mark.slow
def test_a_killed_writer_leaves_cursor_and_rows_agreeing(tmp_path):
    file = tmp_path / "ledger.duckdb"
    script = tmp_path / "append_for_ever.py"
    script.write_text(APPEND_FOR_EVER, "utf-8")
    child = subprocess.Popen(
        [sys.executable, str(script), str(file), str(Path(__file__).parents[1])], stdout=subprocess.PIPE, text=True
    )
    acknowledged = int(child.stdout.readline())
    time.sleep(0.3)
    child.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in child.stdout.read().splitlines() if line.isdigit())])
    child.wait()
    child.stdout.close()
    ledger = Ledger(file)
    position = ledger.cursor("import")
    assert position >= acknowledged
    assert count(ledger) == position
    assert ledger.check() == []
    ledger.close()


def _fail_after_appending(ledger):
    with ledger.write() as writer:
        writer.append("evidence", [evidence(2)])
        writer.move_cursor("import", 2)
        _ = 1 / 0


# Each batch says on standard output, once it is committed, how far the cursor stands.
APPEND_FOR_EVER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from planted import evidence
    from emptychair.store import Ledger

    ledger = Ledger(Path(sys.argv[1]))
    done = 0
    while done < 50_000:
        with ledger.write() as writer:
            writer.append("evidence", [evidence(number) for number in range(done, done + 40)])
            writer.move_cursor("import", done + 40)
        done += 40
        print(done, flush=True)
    """
)
