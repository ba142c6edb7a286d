"""Signing in and out."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import staff
from emptychair.core import Overloaded, Refused
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web.rendering import Page, redirect, render, set_cookie

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignInPage(Page):
    """The sign-in form; `next` is where the person was going."""

    template: ClassVar[str] = "staff/signin.html"
    next: str
    email: str = ""
    problem: str = ""


@router.get("/signin")
@needs(Need.ANYONE)
def show(request: Request, next: str = "/") -> Response:
    """The form, or the way to the first owner."""
    if staff.first_run_open(company(request).stores):
        return redirect(request, "/welcome")
    return render(request, SignInPage(title="Sign in", next=_local(next)))


@router.post("/signin")
@needs(Need.ANYONE)
def sign_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """A session, or the form again with the reason."""
    house, address = company(request), request.client.host if request.client else ""
    hours = house.settings.session_hours
    try:
        _, token = staff.sign_in(house.stores, email, password, address=address, hours=hours, now=house.clock())
    except (Refused, Overloaded) as error:
        page = SignInPage(title="Sign in", next=_local(next), email=email, problem=str(error))
        return render(request, page, error.status)
    return _signed_in(request, token, _local(next))


@router.get("/signin/link")
@needs(Need.ANYONE)
def by_link(request: Request, token: str) -> Response:
    """A one-time link, as the demo prints it, signs in."""
    house = company(request)
    _, session = staff.sign_in_by_link(house.stores, token, hours=house.settings.session_hours, now=house.clock())
    return _signed_in(request, session, "/")


@router.post("/signout")
@needs(Need.SIGNED_IN)
def sign_out(request: Request) -> Response:
    """The session ends here and in the database."""
    house = company(request)
    staff.sign_out(house.stores, request.cookies.get(house.cookie("session"), ""))
    response = redirect(request, "/signin", flash="You are signed out.")
    response.delete_cookie(house.cookie("session"))
    return response


def _signed_in(request: Request, token: str, path: str) -> Response:
    response = redirect(request, path)
    set_cookie(request, response, "session", token, seconds=14 * 86_400)  # the server ends it sooner
    response.delete_cookie(company(request).cookie("visit"))
    return response


def _local(path: str) -> str:
    # "//evil.example" and "/\evil.example" are other sites to a browser.
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
