"""A throw-away PostgreSQL cluster for the tests: its own folder, a socket for a door, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.system import postgresql_folder

# Nothing here has to survive a power cut, so nothing waits for the disk.
OPTIONS = ["fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=50"]


@contextmanager
def cluster() -> Iterator[str]:
    """The SQLAlchemy URL of a new cluster's first database."""
    binaries = postgresql_folder()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="emptychair-pg-"))
    user = _owner(folder)
    try:
        make = ["initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        _run(binaries, [*make, f"--pgdata={folder / 'data'}"], user, folder)
        options = " ".join(f"-c {option}" for option in [*OPTIONS, f"unix_socket_directories={folder}"])
        control = ["pg_ctl", f"--pgdata={folder / 'data'}", "--wait", f"--log={folder / 'log'}"]
        _run(binaries, [*control, f"--options={options}", "start"], user, folder)
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries, [*control, "--mode=immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to be run by root: then the unprivileged user owns the cluster."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _run(binaries: Path, command: list[str], user: str | None, folder: Path) -> None:
    program = str(binaries / command[0])
    # Output goes to a file: the server inherits a pipe and would hold it open for ever.
    with (folder / "said").open("w") as said:
        done = subprocess.run([program, *command[1:]], user=user, cwd=folder, stdout=said, stderr=said)
    if done.returncode != 0:
        log = folder / "log"
        more = log.read_text("utf-8", "replace") if log.exists() else ""
        raise RuntimeError(f"{command[0]}: {(folder / 'said').read_text('utf-8', 'replace')}{more}")
