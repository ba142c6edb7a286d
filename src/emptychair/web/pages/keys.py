"""Write keys: which sources may send evidence."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import staff
from emptychair.core import Conflict, Invalid
from emptychair.shell import Need, company, guarded_router, needs, who
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeysPage(Page):
    """The keys; `fresh` is one just made, shown this once. `address` is where a source has to send."""

    template: ClassVar[str] = "staff/keys.html"
    active: ClassVar[str] = "settings"
    keys: list[staff.WriteKey]
    address: str
    fresh: str = ""
    name: str = ""
    problem: str = ""


@router.get("/write-keys")
@needs(Need.ADMINISTERS)
def index(request: Request) -> Response:
    """All keys."""
    return render(request, _page(request))


@router.post("/write-keys")
@needs(Need.ADMINISTERS)
def create(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """A new key, on the page itself: a redirect could not show it without keeping it."""
    house = company(request)
    try:
        fresh = staff.create_key(house.stores, name, by=who(request), now=house.clock())
    except (Invalid, Conflict) as error:
        return render(request, _page(request, name=name, problem=str(error)), error.status)
    return render(request, _page(request, fresh=fresh))


@router.post("/write-keys/{number}/revocation")
@needs(Need.ADMINISTERS)
def revoke(request: Request, number: int) -> Response:
    """The key opens nothing any more."""
    house = company(request)
    staff.revoke_key(house.stores, number, by=who(request), now=house.clock())
    return redirect(request, "/write-keys", flash="The key is revoked.")


def _page(request: Request, **given: str) -> KeysPage:
    address = str(request.base_url).rstrip("/")
    return KeysPage(title="Write keys", keys=staff.write_keys(company(request).stores), address=address, **given)
