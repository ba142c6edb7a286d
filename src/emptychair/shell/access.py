"""Who may enter: every route declares its need; it is judged here, before the route runs, and nowhere else."""

import hmac
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from emptychair.core import Refused
from emptychair.shell.company import Company, company
from emptychair.shell.errors import RoleRefused, SignInNeeded
from emptychair.staff import COMMAND_LINE, OPEN, Need, User, csrf_token, signed_in

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LARGEST_BODY = 2_000_000  # bytes; a route that takes files says `max_body_size=` itself

_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


def needs(need: Need) -> Callable[[_Endpoint], _Endpoint]:
    """Declare what a route asks of its caller; goes right above the function."""

    def mark(endpoint: _Endpoint) -> _Endpoint:
        endpoint.need = need  # type: ignore[attr-defined]
        return endpoint

    return mark


class Guarded(APIRoute):
    """A route that lets its caller in, or raises, before anything of the request is read."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Raises TypeError where the endpoint declares no need: such a house must not open."""
        if not isinstance(getattr(endpoint, "need", None), Need):
            raise TypeError(f"{path} ({endpoint.__module__}.{endpoint.__name__}) declares no need: add @needs(…).")
        options["max_body_size"] = options.get("max_body_size") or LARGEST_BODY
        self.need: Need = endpoint.need  # type: ignore[attr-defined]
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's own handler behind the guard."""
        handle, need = super().get_route_handler(), self.need

        async def guarded(request: Request) -> Response:
            await run_in_threadpool(_admit, request, need)
            if request.method not in SAFE and need not in (Need.KEY, Need.LOCAL):
                await _check_form(request)
            return await handle(request)

        return guarded


def guarded_router(prefix: str = "", tags: list[Any] | None = None, *, documented: bool = True) -> APIRouter:
    """A router whose routes all stand behind the guard."""
    return APIRouter(prefix=prefix, tags=tags, route_class=Guarded, include_in_schema=documented)


def lock(routes: Iterable[BaseRoute]) -> dict[tuple[str, str], Need]:
    """(method, path) → need of every route. Raises TypeError for one that came in past the guard."""
    declared: dict[tuple[str, str], Need] = {}
    for route in routes:
        if not isinstance(route, Guarded):
            raise TypeError(f"{getattr(route, 'path', route)} has no guard: make it with shell.guarded_router().")
        declared |= {(method, route.path): route.need for method in route.methods or ()}
    return declared


def visitor(request: Request) -> User | None:
    """Who is signed in, or nobody."""
    return getattr(request.state, "user", None)


def who(request: Request) -> User:
    """Who is signed in, where the route's need says that somebody is."""
    user = visitor(request)
    if user is None:
        raise SignInNeeded("Nobody is signed in.", mend="Sign in first.")
    return user


def form_token(house: Company, request: Request) -> str:
    """The secret that this browser holds: its session, or the visit of somebody not signed in."""
    cookies = request.cookies
    return cookies.get(house.cookie("session")) or cookies.get(house.cookie("visit"), "")


def is_local(request: Request) -> bool:
    """Whether the request comes from this machine itself, straight: no proxy between, no borrowed name."""
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    here = request.client is not None and request.client.host in LOOPBACK
    return here and not forwarded and (request.url.hostname or "") in LOOPBACK


def _admit(request: Request, need: Need) -> None:
    house = company(request)
    user = request.state.user = _user(house, request)
    if need in OPEN:
        if need is Need.LOCAL and not is_local(request) and user != COMMAND_LINE:
            raise RoleRefused("This is answered on the machine itself only.", mend="Ask from 127.0.0.1.")
        return
    if user is None:
        raise SignInNeeded("You are not signed in.", mend="Sign in, then try again.")
    if not user.may(need):
        raise RoleRefused(
            f"Your role ({user.role}) may not do this: it needs somebody who {need}.",
            mend="Ask the owner of this company.",
        )


def _user(house: Company, request: Request) -> User | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and house.local_token and hmac.compare_digest(token, house.local_token):
        return COMMAND_LINE
    session = request.cookies.get(house.cookie("session"))
    if not session:
        return None
    return signed_in(house.stores, session, hours=house.settings.session_hours, now=house.clock())


async def _check_form(request: Request) -> None:
    if visitor(request) == COMMAND_LINE:
        return  # no cookie, so nothing that another site could borrow
    given = request.headers.get("x-csrf-token")
    if given is None and "form" in request.headers.get("content-type", ""):
        given = str((await request.form()).get("csrf", ""))
    held = form_token(company(request), request)
    if not held or not hmac.compare_digest((given or "").encode(), csrf_token(held).encode()):
        raise Refused("This form is too old or came from another site.", mend="Open the page again and repeat it.")
