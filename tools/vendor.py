"""Vendored web assets: copy them from their npm packages, or --check that none has changed."""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "src" / "emptychair" / "web" / "static" / "vendor"
LOCK = VENDOR / "vendor.lock.json"

SUBSETS = ("latin", "latin-ext", "cyrillic", "greek", "vietnamese")
ICONS = """
    activity armchair arrow-left arrow-right arrow-up-right award badge-check bell book-open bot briefcase
    building-2 calendar-clock check chevron-down chevron-left chevron-right circle-check circle-dashed
    circle-help circle-x clipboard-list clock compass copy credit-card database door-open download ellipsis
    external-link eye eye-off file-text filter flag flask-conical footprints gauge git-branch globe hand-heart
    handshake heart heart-handshake history id-card inbox info key languages layout-dashboard lightbulb link
    list-checks lock log-in log-out mail map map-pin megaphone menu message-circle messages-square minus
    monitor moon network newspaper package pencil phone plug plus printer quote receipt refresh-cw route scale
    search send settings share-2 shield-check shopping-bag smartphone sparkles star store sun table tablet
    target trash-2 trending-down trending-up triangle-alert truck undo-2 upload user users video wrench x
    angry frown meh smile laugh
""".split()


def main(arguments: list[str] | None = None) -> int:
    """Copy the assets, or with --check say which files differ from the lock; 1 if any does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="verify the committed files, change nothing")
    if parser.parse_args(arguments).check:
        faults = check(VENDOR)
        print("\n".join(faults) or "Vendored files match their lock.")
        return 1 if faults else 0
    copy_all()
    return 0


def check(folder: Path) -> list[str]:
    """Every file that is missing, changed or not in the lock, each in one sentence."""
    locked: dict[str, str] = {}
    for package in json.loads((folder / LOCK.name).read_text("utf-8"))["packages"]:
        locked |= package["files"]
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {LOCK.name}
    faults = [f"{name}: missing" for name in sorted(locked.keys() - found)]
    faults += [f"{name}: not in the lock" for name in sorted(found - locked.keys())]
    changed = (name for name in sorted(locked.keys() & found) if _sha256(folder / name) != locked[name])
    return faults + [f"{name}: changed since it was copied" for name in changed]


def copy_all() -> None:
    """Fetch each package with the ordinary npm client and write the files, the licences and the lock."""
    with tempfile.TemporaryDirectory() as temporary:
        packages = [
            _copy("htmx.org", "4.0.1", "0BSD", "htmx", {"dist/htmx.min.js": "htmx.min.js"}, Path(temporary)),
            _copy("@fontsource-variable/inter", "5.3.0", "OFL-1.1", "inter", _fonts("inter"), Path(temporary)),
            _copy(
                "@fontsource-variable/source-serif-4", "5.3.1", "OFL-1.1", "source-serif-4",
                _fonts("source-serif-4", italic=True), Path(temporary),
            ),
            _copy("lucide-static", "1.62.0", "ISC AND MIT", "lucide", {}, Path(temporary)),
        ]  # fmt: skip
    LOCK.write_text(json.dumps({"packages": packages}, indent=2) + "\n", "utf-8")


def _fonts(family: str, italic: bool = False) -> dict[str, str]:
    names = [f"{family}-{subset}-wght-normal.woff2" for subset in SUBSETS]
    names += [f"{family}-latin-wght-italic.woff2"] if italic else []
    return {f"files/{name}": name for name in names}


def _copy(
    package: str, version: str, licence: str, folder: str, files: dict[str, str], temporary: Path
) -> dict[str, Any]:
    source = _unpack(package, version, temporary / folder)
    target = VENDOR / folder
    target.mkdir(parents=True, exist_ok=True)
    for inside, name in {**files, "LICENSE": "LICENSE"}.items():
        (target / name).write_bytes((source / inside).read_bytes())
    if folder == "lucide":
        (target / "sprite.svg").write_text(sprite(source / "icons", ICONS), "utf-8")
    hashes = {f"{folder}/{path.name}": _sha256(path) for path in sorted(target.iterdir())}
    return {"package": package, "version": version, "licence": licence, "files": hashes}


def _unpack(package: str, version: str, folder: Path) -> Path:
    folder.mkdir()
    command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def sprite(icons: Path, names: list[str]) -> str:
    """One SVG with a symbol per icon, so that a page fetches its icons once and can colour them."""
    symbols = []
    for name in sorted(set(names)):
        drawing = (icons / f"{name}.svg").read_text("utf-8")
        body = re.sub(r"\s+", " ", drawing.split(">", 2)[2].rsplit("</svg>", 1)[0]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {look}>\n' + "\n".join(symbols) + "\n</svg>\n"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
