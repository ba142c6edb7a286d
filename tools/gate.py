"""Runs every check and every test, tells how long each took, and fails when any of them failed."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
HOUSE = ["tests/test_house.py", "tests/test_docs.py"]
# Browser, second engine, whole simulated companies, the wheel: minutes each, asked for with --all.
LONG = ["tests/e2e", "tests/store/test_engines.py", "tests/planted", "tests/test_wheel.py"]


def main() -> int:
    """All steps run even when one fails, so that one look shows everything; pytest speaks last."""
    asked = _asked()
    steps = {
        "lint": ["ruff", "check", "."],
        "format": ["ruff", "format", "--check", "."],
        "types": ["mypy"],
        "contracts": ["lint-imports"],
    }
    failed = [name for name, command in steps.items() if not _run(name, command)]
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    pytest = ["pytest", "--durations=10", *(HOUSE if asked.house else ["-n", str(asked.workers), "--dist", "loadfile"])]
    if not asked.all:
        pytest += [f"--ignore={path}" for path in LONG]
    if asked.fast:
        pytest += ["-m", "not slow"]
    passed = _run("tests", pytest)
    return 0 if passed and not failed else 1


def _run(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    if name == "tests":
        return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT).returncode == 0
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<10} {word} in {time.monotonic() - started:.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="processes that run tests side by side")
    parser.add_argument("--all", action="store_true", help="also the browser, Spark, the planted truths and the wheel")
    parser.add_argument("--fast", action="store_true", help="leave out the tests marked slow")
    parser.add_argument("--house", action="store_true", help="only the house's own rules and the documentation")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
