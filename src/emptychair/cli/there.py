"""A company that a running server has open: the same questions, asked over loopback HTTP."""

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NoReturn, cast
from urllib.parse import quote

from emptychair.cli.house import Progress
from emptychair.core import EmptyChairError

SERVER_FILE = "server.json"


class There:
    """Speaks to the server whose address and token lie in the home."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url, token

    def gaps(self) -> list[dict[str, Any]]:
        """Every open gap, worst first."""
        return cast(list[dict[str, Any]], self._ask("GET", "/api/gaps")["items"])

    def person(self, who: str) -> dict[str, Any]:
        """What is known and not known of one party."""
        return self._ask("GET", f"/api/people/{self._number(who)}")

    def export(self, who: str) -> dict[str, Any]:
        """Everything that is held about one party."""
        return self._ask("GET", f"/api/people/{self._number(who)}/export")

    def erase(self, who: str) -> dict[str, Any]:
        """Forget one party everywhere."""
        return self._ask("POST", f"/api/people/{self._number(who)}/erasure", {})

    def take(self, recipe: str, path: Path, *, dry_run: bool, progress: Progress) -> dict[str, Any]:
        """Import as a job of the server, watched until it ends."""
        given = {"recipe": recipe, "path": str(path.resolve()), "dry_run": dry_run}
        answer = self._ask("POST", "/api/imports", given)
        if dry_run:
            return answer
        while (job := self._ask("GET", f"/api/jobs/{answer['job']}"))["state"] in ("waiting", "running"):
            progress(job["says"] or "waiting", job["done"], job["total"])
            time.sleep(0.5)
        if job["state"] == "failed":
            raise EmptyChairError(job["error"].splitlines()[0], where=f"job {answer['job']}")
        return cast(dict[str, Any], self._ask("GET", "/api/imports?most=1")["items"][0])

    def backup(self, file: Path) -> dict[str, Any]:
        """Let the server write the file."""
        return self._ask("POST", "/api/backups", {"file": str(file.resolve())})

    def check(self) -> list[str]:
        """What is wrong with the stores."""
        return cast(list[str], self._ask("GET", "/api/check")["findings"])

    def close(self) -> None:
        """Nothing to give back."""

    def _number(self, who: str) -> str:
        return who if who.isdigit() else str(self._ask("GET", f"/api/people/find?name={quote(who)}")["id"])

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(self._url + path, method=method)
        request.add_header("Authorization", f"Bearer {self._token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return cast(dict[str, Any], json.load(answer))
        except urllib.error.HTTPError as error:
            _raise(error)


def running(home: Path) -> There | None:
    """The server that has this home open, if one answers."""
    file = home / SERVER_FILE
    if not file.is_file():
        return None
    try:
        known = json.loads(file.read_text("utf-8"))
        with urllib.request.urlopen(known["url"] + "/health/live", timeout=2):
            return There(known["url"], known["token"])
    except (OSError, ValueError, KeyError):
        return None  # it died without tidying up; the next start writes the file anew


def _raise(error: urllib.error.HTTPError) -> NoReturn:
    try:
        problem = json.load(error)
    except ValueError:
        problem = {}
    raised = EmptyChairError(problem.get("detail") or problem.get("title") or str(error))
    raised.status = error.code
    raise raised from error
