"""Static files: read once at the start, served from memory under an address that names their content."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import Request, Response

from emptychair.core import NotFound
from emptychair.shell import Need, guarded_router, needs

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, the same gzipped where that is worth it, and its media type."""

    body: bytes
    zipped: bytes | None
    media_type: str


@router.get("/static/{path:path}")
@needs(Need.ANYONE)
def file(request: Request, path: str) -> Response:
    """A file; for ever where its address carries the mark of this build, else to be asked for again."""
    mark, _, rest = path.partition("/")
    marked = mark == build_mark()
    asset = _assets().get(rest if marked else path)
    if asset is None:
        raise NotFound("There is no such file.", where=request.url.path)
    headers = {"Cache-Control": FOREVER if marked else "no-cache", "Vary": "Accept-Encoding"}
    if asset.zipped and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.zipped, headers=headers | {"Content-Encoding": "gzip"}, media_type=asset.media_type)
    return Response(asset.body, headers=headers, media_type=asset.media_type)


@cache
def build_mark() -> str:
    """Twelve letters that change when any file does. One for all: a style sheet names its fonts relatively."""
    whole = hashlib.sha256()
    for path, asset in sorted(_assets().items()):
        whole.update(path.encode() + b"\0" + asset.body)
    return whole.hexdigest()[:12]


@cache
def _assets() -> dict[str, Asset]:
    files = (path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): _asset(path) for path in files}


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    kind = {".woff2": "font/woff2", ".js": "text/javascript"}.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    worth_it = path.suffix in {".css", ".js", ".svg"}
    return Asset(body, gzip.compress(body, mtime=0) if worth_it else None, kind or "text/plain")
