"""Both doors together: opening, checking, backing up and restoring a company's stores."""

import sqlite3
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, text

from emptychair.core import Conflict, Invalid, Settings
from emptychair.store.inbox import Inbox
from emptychair.store.ledger import Ledger
from emptychair.store.migrate import migrate
from emptychair.store.records import Records

RECORDS_FILE = "records.sqlite"
LEDGER_FILE = "ledger.duckdb"


@dataclass(frozen=True, slots=True)
class Stores:
    """The pair of doors that every read and write is handed first."""

    records: Records
    ledger: Ledger
    inbox: Inbox

    def close(self) -> None:
        """Write what waits and give everything back."""
        self.inbox.close()
        self.ledger.close()
        self.records.close()


def open_stores(settings: Settings) -> Stores:
    """Open the company in `settings.home`, creating and migrating as needed.

    Raises Conflict where another process has it open.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(settings.home / LEDGER_FILE)
    records = Records(settings.database_url or f"sqlite:///{settings.home / RECORDS_FILE}")
    migrate(records)
    return Stores(records, ledger, Inbox(records, settings.intake_queue))


def backup(stores: Stores, file: Path, home: Path) -> Path:
    """One compressed file with both stores as of one moment, and the home's other files.

    Raises Conflict on PostgreSQL: its own tools (pg_dump) take that half.
    """
    if stores.records.engine.dialect.name != "sqlite":
        raise Conflict("The records live in PostgreSQL.", mend="Use pg_dump for the records and copy the ledger file.")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder, stores.ledger.still():
        _copy_sqlite(home / RECORDS_FILE, Path(folder) / RECORDS_FILE)
        with tarfile.open(file, "w:gz", compresslevel=3) as archive:
            archive.add(Path(folder) / RECORDS_FILE, RECORDS_FILE)
            archive.add(stores.ledger.path, LEDGER_FILE)
            for other in sorted(home.glob("*.toml")) + sorted(home.glob("*.json")):
                if other.name != "server.json":
                    archive.add(other, other.name)
    return file


def restore(file: Path, home: Path) -> None:
    """Lay a backup out in an empty home. Raises Conflict where a company already lives there."""
    if (home / RECORDS_FILE).exists() or (home / LEDGER_FILE).exists():
        raise Conflict("A company already lives here.", where=str(home), mend="Restore into an empty --home.")
    if not file.is_file() or not tarfile.is_tarfile(file):
        raise Invalid(
            "This is not a backup of Empty Chair.", where=str(file), mend="Name the file that `backup` wrote."
        )
    home.mkdir(parents=True, exist_ok=True)
    # Unpacked beside its place first: a backup that breaks off half-way leaves the home as it was.
    with tempfile.TemporaryDirectory(dir=home) as folder:
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise Invalid(f"The backup is damaged: {error}.", where=str(file), mend="Use another backup.") from error
        if not all((Path(folder) / name).is_file() for name in (RECORDS_FILE, LEDGER_FILE)):
            raise Invalid("The backup is not whole.", where=str(file), mend="Use another backup.")
        for part in Path(folder).iterdir():
            part.rename(home / part.name)


def check(stores: Stores) -> list[str]:
    """What is wrong with the stores, in sentences; empty when both are sound."""
    findings = stores.ledger.check()
    with stores.records.read() as db:
        if stores.records.engine.dialect.name == "sqlite":
            findings += [f"Records: {row[0]}." for row in db.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
            broken = db.execute(text("PRAGMA foreign_key_check")).fetchall()
            findings += [f"Records: a row of {row[0]} points to nothing." for row in broken]
        if not inspect(db).has_table("alembic_version"):
            findings.append("Records: the schema was never migrated.")
    return findings


def _copy_sqlite(source: Path, target: Path) -> None:
    # SQLite's own online backup: a file copy would miss what is still in the write-ahead log.
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()
