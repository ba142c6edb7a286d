"""Questions: the SQL of an Ibis expression, compiled once and kept beside the ledger for the next start."""

import contextlib
import hashlib
import io
import json
import pickle
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import duckdb
import ibis

from emptychair.store.tables import PARTY

ANYONE = "8070605040302010907"  # stands for the party in compiled questions
MADE_BY = f"ibis {ibis.__version__} duckdb {duckdb.__version__}"

# Ibis would fuse selects into fewer: DuckDB does so too, and looking for them takes a third of the compiling.
ibis.options.sql.fuse_selects = False


class Questions:
    """Compiling takes 5 to 400 ms, more than most questions take to answer; looking one up takes 1 ms.

    Questions may quote what somebody looked for: `forget` empties the file when a person is erased.
    """

    MOST = 4_000  # kept in the file; beyond them, the newer half goes on at the next start

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, str] | None = None
        self._asked: OrderedDict[Any, str] = OrderedDict()

    def sql(self, question: Any, party: int | None) -> str:
        """DuckDB's SQL of an Ibis operation, with the party in its place."""
        compiled = self._asked.get(question) or self._find(question)
        return compiled.replace(ANYONE, str(int(party or 0)))

    def forget(self) -> None:
        """Keep no question any longer."""
        with self._lock:
            self._known, self._asked = {}, OrderedDict()
            self._path.unlink(missing_ok=True)

    def _find(self, question: Any) -> str:
        key = _fingerprint(question)
        with self._lock:
            if self._known is None:
                self._known = self._load()
            compiled = self._known.get(key)
        if compiled is None:
            compiled = _compile(question)
            self._keep(key, compiled)
        with self._lock:
            self._asked[question] = compiled
            if len(self._asked) > 512:
                self._asked.popitem(last=False)
        return compiled

    def _keep(self, key: str, compiled: str) -> None:
        with self._lock, contextlib.suppress(OSError):
            known = self._known = self._known or {}
            new = not self._path.exists()
            if len(known) < self.MOST:
                known[key] = compiled
                with self._path.open("a", encoding="utf-8") as file:
                    lines = [json.dumps(MADE_BY)] * new + [json.dumps([key, compiled])]
                    file.write("".join(f"{line}\n" for line in lines))

    def _load(self) -> dict[str, str]:
        """What was kept; nothing where another version made it or a crash cut it off."""
        try:
            made_by, *lines = self._path.read_text("utf-8").splitlines()
            known = dict(json.loads(line) for line in lines) if json.loads(made_by) == MADE_BY else {}
        except (OSError, ValueError, TypeError):
            known = {}
        if len(known) >= self.MOST or not known:
            known = dict(list(known.items())[self.MOST // 2 :])
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        return known


class _Alike(pickle.Pickler):
    """Writes equal questions alike in every process, where sets have an order of their own."""

    def persistent_id(self, value: Any) -> Any:
        """Sets by their sorted members; everything else as it is."""
        return sorted(map(repr, value)) if isinstance(value, frozenset) else None


def _fingerprint(question: Any) -> str:
    written = io.BytesIO()
    _Alike(written).dump(question)
    return hashlib.blake2b(written.getbuffer(), digest_size=16).hexdigest()


def _compile(question: Any) -> str:
    # Questions about one party are compiled once for everyone, with a number that no party ever has.
    return str(ibis.to_sql(question.to_expr(), dialect="duckdb", params={PARTY: int(ANYONE)}, pretty=False))
