"""Resolves the lock files from pyproject.toml: every version and hash, for Python 3.11 to 3.13."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAY = "# Made by `make lock` from pyproject.toml; installed with --require-hashes. Do not edit.\n"
# No addresses in the file: whoever installs uses the registry that their own pip is set up for.
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
# What builds our own package: present beforehand, so that the build downloads nothing unpinned.
BUILDING = "hatchling>=1.27\neditables>=0.5\n"


def main() -> int:
    """Write requirements.lock, then requirements-dev.lock at the same versions."""
    _resolve("requirements.lock", [])
    _resolve("requirements-dev.lock", ["--group", "pyproject.toml:dev", "--constraint", "requirements.lock"])
    return 0


def _resolve(lock: str, more: list[str]) -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-", *OPTIONS, *upgrade, *more]
    subprocess.run([*command, "--output-file", lock], check=True, cwd=ROOT, input=BUILDING, text=True)
    body = (ROOT / lock).read_text("utf-8")
    (ROOT / lock).write_text(SAY + body.removeprefix(SAY), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
