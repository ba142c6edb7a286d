"""Errors at the door: every error becomes one `Problem`, drawn as a page or sent as problem+json."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from emptychair.core import EmptyChairError, Overloaded, Refused, get_logger

log = get_logger(__name__)


class SignInNeeded(EmptyChairError):
    """Nobody is signed in, and the route is not open to everybody."""

    code = "sign_in_needed"
    status = 401


class RoleRefused(Refused):
    """Somebody is signed in, and their role does not cover the route's need."""

    code = "role_refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as RFC 9457 tells it; `code` and `message` are what tracking clients look for."""

    status: int
    code: str
    what: str
    where: str = ""
    mend: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def as_json(self) -> dict[str, Any]:
        """The body of application/problem+json."""
        body = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.what}
        body |= {"code": self.code, "message": self.what}
        return body | {key: value for key, value in (("where", self.where), ("mend", self.mend)) if value}

    def response(self) -> Response:
        """For machines."""
        return JSONResponse(self.as_json(), self.status, self.headers, "application/problem+json")


Draw = Callable[[Request, Problem], Response]


def install(app: FastAPI, page: Draw) -> None:
    """Answer every error in one place: as problem+json under /api and /v1, else as `page` draws it."""

    def answer(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        return problem.response() if for_machines(request) else page(request, problem)

    for kind in (EmptyChairError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def problem_of(error: Exception) -> Problem:
    """Any exception as a problem; one that we did not foresee tells nothing of itself."""
    match error:
        case Overloaded():
            pause = str(error.retry_after_seconds)
            headers = {"Retry-After": pause, "X-RateLimit-Reset": pause}
            return Problem(error.status, error.code, error.what, error.where, error.mend, headers)
        case EmptyChairError():
            return Problem(error.status, error.code, error.what, error.where, error.mend)
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            code = re.sub(r"\W+", "_", HTTPStatus(error.status_code).phrase.lower())
            return Problem(error.status_code, code, _sentence(error), headers=dict(error.headers or {}))
    log.error("a request failed", exc_info=error)
    return Problem(500, "error", "Something broke on our side.", mend="Try again; the log of the server says more.")


def for_machines(request: Request) -> bool:
    """Whether the answer is read by a program."""
    accept = request.headers.get("accept", "")
    return request.url.path.startswith(("/api/", "/v1/", "/health/", "/metrics")) or (
        "application/json" in accept and "text/html" not in accept
    )


def _invalid(error: RequestValidationError) -> Problem:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return Problem(422, "invalid", f"{first['msg']}.", where, "Correct that field and send it again.")


def _sentence(error: HTTPException) -> str:
    known = {404: "There is no such page.", 405: "This address cannot be used in that way."}
    return known.get(error.status_code, f"{error.detail}.")
