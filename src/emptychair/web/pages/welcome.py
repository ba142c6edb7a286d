"""The first run: somebody at this machine, or with the printed link, becomes the owner."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import staff
from emptychair.core import Invalid, Refused
from emptychair.shell import Need, company, guarded_router, is_local, needs
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class WelcomePage(Page):
    """The form that creates the owner."""

    template: ClassVar[str] = "staff/welcome.html"
    token: str
    name: str = ""
    email: str = ""
    problem: str = ""


@router.get("/welcome")
@needs(Need.ANYONE)
def show(request: Request, token: str = "") -> Response:
    """The form, for as long as there is nobody."""
    if not staff.first_run_open(company(request).stores):
        return redirect(request, "/signin")
    _may_create(request, token)
    return render(request, WelcomePage(title="Create the owner", token=token))


@router.post("/welcome")
@needs(Need.ANYONE)
def create(
    request: Request,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
) -> Response:
    """The owner, then the sign-in page."""
    house, link = company(request), _may_create(request, token)
    try:
        staff.create_owner(house.stores, name=name, email=email, password=password, link=link, now=house.clock())
    except Invalid as error:
        page = WelcomePage(title="Create the owner", token=token, name=name, email=email, problem=str(error))
        return render(request, page, error.status)
    return redirect(request, "/signin", flash="The owner is created. Sign in to begin.")


def _may_create(request: Request, token: str) -> str | None:
    """The link to spend, or None where being at this machine is proof enough."""
    if is_local(request):
        return None
    if not token:
        raise Refused(
            "The owner is created on the machine itself, or with the link that the server printed at its start.",
            mend="Look for the link in the terminal where the server runs.",
        )
    return token
