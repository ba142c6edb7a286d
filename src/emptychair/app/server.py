"""The server: the company behind HTTP, its loops and its jobs, until it is told to stop."""

import json
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from emptychair import __version__, api, staff, web
from emptychair.app.wiring import HANDLERS, tell_news
from emptychair.core import Conflict, Settings, configure_logs
from emptychair.jobs import Handler, Runner
from emptychair.listen import intake
from emptychair.shell import Company, Pulse, Wrapped, install, lock

SERVER_FILE = "server.json"  # in the home while a server runs there: how the command line finds it

Loop = Callable[[Company], Pulse]


def create_app(
    company: Company, *, loops: Sequence[Loop] = (), handlers: Mapping[str, Handler] | None = None
) -> FastAPI:
    """The company behind HTTP. Without `loops` and `handlers` nothing moves by itself, as tests want it.

    Raises TypeError where a route declares no need.
    """
    app = FastAPI(
        title="Empty Chair",
        version=__version__,
        description="The customer's seat in every decision.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(company, loops, handlers),
    )
    app.state.company = company
    app.router.routes.clear()
    for router in (*api.routers(), *web.routers()):
        app.router.routes.extend(router.routes)
    app.state.needs = lock(app.routes)
    install(app, web.draw_problem)
    app.add_middleware(Wrapped, meters=company.meters)
    return app


def settling(company: Company) -> Pulse:
    """The loop that makes evidence of what intake took, and tells the rooms above that there is news."""

    def beat() -> bool:
        taken = intake.settle(company.stores, company.clock())
        if taken:
            tell_news(company.stores, company.clock())
        return taken > 0

    return Pulse("settling", beat, seconds=0.2, meters=company.meters)


LOOPS: Sequence[Loop] = (settling,)


def serve(company: Company, announce: Callable[[str], None]) -> None:
    """Listen until told to stop; `announce` gets the address once it answers. Closes the stores at the end."""
    configure_logs(company.settings.log_level)
    listening = _listen(company.settings)
    host, port = listening.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    # At a start every room looks once: what came while nobody ran is worked on, and the pages' answers are warm.
    tell_news(company.stores, company.clock())
    app = create_app(company, loops=LOOPS, handlers=HANDLERS)
    # No access log: addresses name people, and logs outlive an erasure.
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10)
    try:
        _write_server_file(company, url)
        _Announcing(config, lambda: announce(url)).run([listening])
    finally:
        (company.settings.home / SERVER_FILE).unlink(missing_ok=True)
        company.stores.close()


def landing(company: Company, url: str, user_id: int | None = None) -> str:
    """Where to send whoever starts the server: to create the owner, or, as this user, straight in."""
    if user_id is not None:
        return f"{url}/signin/link?token={staff.sign_in_link(company.stores, user_id, now=company.clock())}"
    if staff.first_run_open(company.stores):
        return f"{url}/welcome?token={staff.first_run_link(company.stores, now=company.clock())}"
    return f"{url}/"


class _Announcing(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        raise Conflict("This address cannot be listened on.", where=where, mend="Choose another --port.") from error
    return listening


def _write_server_file(company: Company, url: str) -> None:
    # Only its owner may read it: the token in it stands for the owner of the company.
    path = company.settings.home / SERVER_FILE
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"url": url, "token": company.local_token, "pid": os.getpid()}, file)


def _lifespan(
    company: Company, loops: Sequence[Loop], handlers: Mapping[str, Handler] | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        running: list[Pulse | Runner] = [loop(company) for loop in loops]
        if handlers is not None:
            running.append(Runner(company.stores, handlers, company.clock))
        for one in running:
            one.start()
        try:
            yield
        finally:
            for one in running:
                await run_in_threadpool(one.stop)

    return lifespan
