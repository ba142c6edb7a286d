"""Writes the next migration: what the rooms' tables are now, less what the versions so far make."""

import importlib
import importlib.util
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

import emptychair
from emptychair.store import Records, metadata, migrate
from emptychair.store.migrate import HERE


def main() -> int:
    """`make_migration.py MESSAGE`: look over what it wrote before you commit it."""
    if len(sys.argv) != 2:
        sys.exit("usage: make_migration.py MESSAGE")
    load_all_tables()
    with tempfile.TemporaryDirectory() as folder:
        records = Records(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        migrate(records)
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        with records.write() as connection:
            config.attributes |= {"connection": connection, "metadata": metadata}
            script = command.revision(config, sys.argv[1], autogenerate=True, rev_id=_next())
        records.close()
    _tidy(Path(script.path))  # type: ignore[union-attr]
    return 0


def load_all_tables() -> None:
    """Import whatever declares tables: a table that nobody imported would look like one to drop."""
    for module in pkgutil.walk_packages(emptychair.__path__, "emptychair."):
        if module.name.rpartition(".")[2] == "schema":
            importlib.import_module(module.name)
    if importlib.util.find_spec("emptychair.app"):
        importlib.import_module("emptychair.app")


def _tidy(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith("# ###")]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for step in (["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, "--quiet", str(path)], check=True)


def _next() -> str:
    versions = [int(path.stem.split("_")[0]) for path in (HERE / "versions").glob("[0-9]*.py")]
    return f"{max(versions, default=0) + 1:04}"


if __name__ == "__main__":
    sys.exit(main())
