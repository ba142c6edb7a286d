"""A real server in a process of its own, to be asked over the wire and to be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from emptychair.app import open_company, serve
from emptychair.core import Settings
settings = Settings.load(Path(sys.argv[1]), {}, port=0, log_level="warning")
serve(open_company(settings), lambda url: print(url, flush=True))
"""


class Serving:
    """The server of the company in `home`, on a free port; `url` once it answers."""

    def __init__(self, home: Path) -> None:
        self.home = home
        environment = {key: value for key, value in os.environ.items() if not key.startswith("EMPTYCHAIR_")}
        command = [sys.executable, "-c", PROGRAM, str(home)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url, "the server did not start"

    @property
    def token(self) -> str:
        """What the command line of this machine shows to act as the owner."""
        told: dict[str, str] = json.loads((self.home / "server.json").read_text("utf-8"))
        return told["token"]

    def kill(self) -> None:
        """As a power cut does it."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator does it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        time.sleep(0.05)
