"""Running jobs: one thread in the server, or until idle in a command or a test."""

import threading
import traceback
from collections.abc import Mapping

from emptychair.core import Clock, get_logger
from emptychair.jobs.model import Handler, Job
from emptychair.jobs.operations import claim, finish, revive
from emptychair.store import Stores

log = get_logger(__name__)


class Runner:
    """A thread that works the queue. `wake()` spares it the wait for its next look."""

    def __init__(self, stores: Stores, handlers: Mapping[str, Handler], clock: Clock) -> None:
        self._stores, self._handlers, self._clock = stores, handlers, clock
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Put back what a dead process left, then begin."""
        revive(self._stores.records)
        self._thread.start()

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake.set()

    def stop(self, seconds: float = 10) -> None:
        """Finish the job at hand, then end."""
        self._stop.set()
        self._wake.set()
        self._thread.join(seconds)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                busy = run_one(self._stores, self._handlers, self._clock)
            except Exception:
                log.exception("the job queue could not be read")
                busy = False
            if not busy:
                self._wake.wait(2.0)
                self._wake.clear()


def run_until_idle(stores: Stores, handlers: Mapping[str, Handler], clock: Clock) -> int:
    """Work the queue until nothing is due; says how many jobs ran."""
    ran = 0
    while run_one(stores, handlers, clock):
        ran += 1
    return ran


def run_one(stores: Stores, handlers: Mapping[str, Handler], clock: Clock) -> bool:
    """Run the next due job, if there is one; its failure is kept in its row, not raised."""
    job = claim(stores.records, clock())
    if job is None:
        return False
    error = _attempt(stores, handlers, job, clock)
    finish(stores.records, job, clock(), error)
    return True


def _attempt(stores: Stores, handlers: Mapping[str, Handler], job: Job, clock: Clock) -> str:
    handler = handlers.get(job.kind)
    if handler is None:
        return f"No room handles jobs of kind {job.kind!r}."
    try:
        handler(stores, job, clock())
    except Exception as error:
        log.warning("a job failed", extra={"job": job.id, "kind": job.kind}, exc_info=True)
        return f"{error}\n{traceback.format_exc(limit=-3)}"
    return ""
