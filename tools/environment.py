"""Makes a virtual environment that holds exactly what a lock file says, and does nothing when it does."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
# The larger lock contains the smaller at the same versions, so it serves for both.
LARGER = {"requirements.lock": "requirements-dev.lock"}


def main() -> int:
    """`environment.py FOLDER LOCK`: standard library only, any Python that a fresh machine has."""
    folder, lock = Path(sys.argv[1]), sys.argv[2]
    wanted = _fingerprint(lock)
    stamp = folder / "installed"
    if stamp.is_file() and stamp.read_text("utf-8") in {wanted, _fingerprint(LARGER.get(lock, lock))}:
        return 0
    print(f"Installing {lock} into {folder} (a minute or two, once) …", flush=True)
    if not (folder / "bin" / "python").exists():
        _create(folder)
    stamp.unlink(missing_ok=True)
    _install(folder, lock)
    stamp.write_text(wanted, "utf-8")
    return 0


def _fingerprint(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{lock} {hashlib.sha256(content).hexdigest()} {ROOT}"


def _create(folder: Path) -> None:
    python = _new_enough()
    if subprocess.run([python, "-m", "venv", str(folder)], capture_output=True).returncode == 0:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", python, str(folder)], check=True)
        return
    # Debian keeps venv in a package of its own.
    sys.path.insert(0, str(ROOT))
    from tools.system import install

    install(["python3-venv"])
    subprocess.run([python, "-m", "venv", str(folder)], check=True)


def _new_enough() -> str:
    for name in (sys.executable, "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        ask = f"import sys; sys.exit(sys.version_info < {OLDEST})"
        if found and subprocess.run([found, "-c", ask]).returncode == 0:
            return found
    sys.exit("Empty Chair needs Python 3.11 or newer. Install it, or say where it is: make PYTHON=… demo")


def _install(folder: Path, lock: str) -> None:
    python = str(folder / "bin" / "python")
    if uv := shutil.which("uv"):
        pip = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / lock)], check=True, env=environment)
    ours = [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    subprocess.run(ours, check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
