"""Problems as pages: what went wrong, where, and how to mend it; to strangers, the way in."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from fastapi import Request, Response

from emptychair.shell import SAFE, Problem, SignInNeeded, company
from emptychair.staff import first_run_open
from emptychair.web.rendering import Page, redirect, render


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemPage(Page):
    """The page of an error."""

    template: ClassVar[str] = "problem.html"
    problem: Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemFragment(Page):
    """The same, where only a part of a page was asked for: htmx swaps it in as it is."""

    template: ClassVar[str] = "problem-fragment.html"
    problem: Problem


def draw_problem(request: Request, problem: Problem) -> Response:
    """The page of a problem; whoever is not signed in is led to the door instead."""
    if problem.code == SignInNeeded.code and request.method in SAFE:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        first = first_run_open(company(request).stores)
        return redirect(request, "/welcome" if first else f"/signin?next={quote(path)}")
    kind = ProblemFragment if request.headers.get("hx-request-type") == "partial" else ProblemPage
    response = render(request, kind(title=problem.title, problem=problem), problem.status)
    response.headers.update(problem.headers)
    return response
