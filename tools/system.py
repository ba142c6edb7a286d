"""Installs what the tests need from Debian where it is missing: a browser, fonts, PostgreSQL, Java."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def main() -> int:
    """Install whatever is absent; says nothing and needs no rights when all is there."""
    missing = [package for package, there in NEEDED.items() if not there()]
    if missing:
        install(missing)
    return 0


def install(packages: Sequence[str]) -> None:
    """`apt-get install`, as root or by sudo; a clear message where neither is to be had."""
    if not shutil.which("apt-get"):
        sys.exit(f"Please install {', '.join(packages)} (Debian's names) by your system's means, then run this again.")
    rights = [] if os.geteuid() == 0 else ["sudo"]
    if rights and not shutil.which("sudo"):
        sys.exit(f"Please run as root: apt-get install {' '.join(packages)}")
    print(f"Installing {', '.join(packages)} from Debian …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*rights, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run([*apt, *step], env=quiet, stdout=subprocess.DEVNULL)
        if done.returncode != 0 and step != ["update"]:
            sys.exit(f"Could not install {', '.join(packages)}. Please run: apt-get install {' '.join(packages)}")


def chromium() -> str:
    """The browser's path, or an empty string."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def postgresql_folder() -> Path | None:
    """The folder that holds initdb and postgres, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


NEEDED: dict[str, Callable[[], object]] = {
    "chromium": chromium,
    "fonts-noto-core": lambda: list(Path("/usr/share/fonts").rglob("NotoSansArabic-Regular.*")),
    "openjdk-17-jre-headless": lambda: shutil.which("java"),
    "postgresql": postgresql_folder,
}


if __name__ == "__main__":
    sys.exit(main())
