"""A pulse: one background thread that does a small thing again and again, and outlives its failures."""

import threading
from collections.abc import Callable

from emptychair.core import get_logger
from emptychair.shell.metrics import Meters

log = get_logger(__name__)


class Pulse:
    """Calls `beat` every `seconds`, at once again while it says that there was something to do."""

    def __init__(self, name: str, beat: Callable[[], bool], *, seconds: float, meters: Meters) -> None:
        self._name, self._beat, self._seconds, self._meters = name, beat, seconds, meters
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 10) -> None:
        """Finish the beat at hand, then end."""
        self._stop.set()
        self._thread.join(seconds)

    def _live(self) -> None:
        while not self._stop.is_set():
            try:
                busy = self._beat()
            except Exception:
                self._meters.count("pulse_failures", loop=self._name)
                log.exception("a background loop failed", extra={"loop": self._name})
                busy = False
            if not busy:
                self._stop.wait(self._seconds)
