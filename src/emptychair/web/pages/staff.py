"""Staff: who works here, what each may do; and one's own account."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import staff
from emptychair.core import Conflict, Invalid, Refused
from emptychair.shell import Need, Role, company, guarded_router, needs, who
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffPage(Page):
    """Everyone with an account, the table of roles, and the form for the next one."""

    template: ClassVar[str] = "staff/index.html"
    active: ClassVar[str] = "settings"
    users: list[staff.User]
    roles: list[tuple[str, str]]
    may: list[tuple[str, list[str]]]
    name: str = ""
    email: str = ""
    role: str = Role.VIEWER
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountPage(Page):
    """One's own account."""

    template: ClassVar[str] = "staff/account.html"
    active: ClassVar[str] = "settings"
    user: staff.User
    problem: str = ""


@router.get("/staff")
@needs(Need.ADMINISTERS)
def index(request: Request) -> Response:
    """Everyone."""
    return render(request, _page(request))


@router.post("/staff")
@needs(Need.ADMINISTERS)
def create(
    request: Request,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
) -> Response:
    """A new account."""
    house, by = company(request), who(request)
    try:
        staff.create_user(house.stores, name=name, email=email, password=password, role=role, by=by, now=house.clock())
    except (Invalid, Conflict) as error:
        return render(request, _page(request, name=name, email=email, role=role, problem=str(error)), error.status)
    return redirect(request, "/staff", flash=f"{name} may now sign in.")


@router.post("/staff/{user_id}/role")
@needs(Need.ADMINISTERS)
def change_role(request: Request, user_id: int, role: Annotated[Role, Form()]) -> Response:
    """Another role."""
    house = company(request)
    staff.change_role(house.stores, user_id, role, by=who(request), now=house.clock())
    return redirect(request, "/staff", flash="The role is changed.")


@router.post("/staff/{user_id}/closure")
@needs(Need.ADMINISTERS)
def close(request: Request, user_id: int, reopen: Annotated[bool, Form()] = False) -> Response:
    """Close an account, or open it again."""
    house = company(request)
    staff.set_active(house.stores, user_id, reopen, by=who(request), now=house.clock())
    return redirect(request, "/staff", flash="The account is open." if reopen else "The account is closed.")


@router.get("/account")
@needs(Need.SIGNED_IN)
def account(request: Request) -> Response:
    """One's own account."""
    return render(request, AccountPage(title="Your account", user=who(request)))


@router.post("/account/password")
@needs(Need.SIGNED_IN)
def change_password(request: Request, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = "") -> Response:
    """Another password; every session ends, this one too."""
    house, user = company(request), who(request)
    try:
        staff.change_password(house.stores, user, old, new, now=house.clock())
    except (Invalid, Refused) as error:
        return render(request, AccountPage(title="Your account", user=user, problem=str(error)), error.status)
    return redirect(request, "/signin", flash="The password is changed. Sign in with the new one.")


def _page(request: Request, **given: str) -> StaffPage:
    roles = [(role.value, role.value.capitalize()) for role in Role]
    may = [(role.value, sorted(need.value for need in staff.MAY[role] if need not in staff.OPEN)) for role in Role]
    return StaffPage(title="Staff", users=staff.users(company(request).stores), roles=roles, may=may, **given)
