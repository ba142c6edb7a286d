"""The wiring: which room does which job, what news sets in motion, who remembers people."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from emptychair import care, decide, know, practise, walk
from emptychair.app.importing import import_job
from emptychair.core import Settings
from emptychair.jobs import Handler, Job, enqueue
from emptychair.shell import Company, Room
from emptychair.store import Stores, open_stores

SIMULATED_FILE = "planted.json"  # in the home of a simulated company: the truths planted in it

# News travels up as jobs, in the order of the loop: what is read is known before it is cared for and measured.
NEWS = (*know.HANDLERS, *care.HANDLERS, *walk.HANDLERS, *decide.HANDLERS, *practise.HANDLERS)
GATHER = timedelta(seconds=5)  # news that comes together is worked on together


# Every room that remembers something about people can say it and forget it.
ROOMS: Mapping[str, Room] = {"know": know, "care": care, "decide": decide, "practise": practise}


def open_company(settings: Settings) -> Company:
    """The company in `settings.home`, every room that remembers people, a new token for the command line."""
    stores, token = open_stores(settings), secrets.token_urlsafe(32)
    return Company(settings, stores, simulated=is_simulated(settings.home), local_token=token, rooms=ROOMS)


def is_simulated(home: Path) -> bool:
    """Whether the company in this home is of our own making."""
    return (home / SIMULATED_FILE).is_file()


def tell_news(stores: Stores, now: datetime, *, gather: timedelta = GATHER) -> None:
    """New evidence has come: let every room look at it, once."""
    for kind in NEWS:
        enqueue(stores, kind, now=now, once=True, after=gather)


def _import(stores: Stores, job: Job, now: datetime) -> None:
    import_job(stores, job, now)
    tell_news(stores, now)


# Jobs by their kind: one line into the room that does them.
HANDLERS: Mapping[str, Handler] = {
    "import": _import,
    **know.HANDLERS,
    **care.HANDLERS,
    **walk.HANDLERS,
    **decide.HANDLERS,
    **practise.HANDLERS,
}
