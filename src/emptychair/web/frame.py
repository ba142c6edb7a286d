"""The frame: what stands around every page, made from the request and the page in it."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import unquote

from fastapi import Request

from emptychair.shell import Company, Need, company, visitor
from emptychair.staff import User
from emptychair.web.nav import NavGroup, rail_for


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a template is given as `page`: a frozen dataclass of its own that adds the fields it needs.

    `period` is the chip in the top bar; `search` is what was searched for.
    """

    template: ClassVar[str]
    active: ClassVar[str] = ""
    title: str
    period: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template is given as `frame`."""

    title: str
    company_name: str
    simulated: bool
    nav: tuple[NavGroup, ...]
    active: str
    user: User | None
    csrf: str
    search: str
    period_label: str
    flash: tuple[str, ...]
    lang: str = "en"
    dir: str = "ltr"

    def may(self, need: str) -> bool:
        """Whether the reader covers a need ("decides"); a button nobody may press is not drawn."""
        return self.user is not None and self.user.may(Need(need))


def frame_of(request: Request, page: Page, csrf: str) -> Frame:
    """The frame of this page for this reader."""
    house, user = company(request), visitor(request)
    return Frame(
        title=page.title,
        company_name=house.settings.company_name,
        simulated=house.simulated,
        nav=rail_for(lambda path: _opens(request, user, path)),
        active=page.active,
        user=user,
        csrf=csrf,
        search=page.search,
        period_label=page.period,
        flash=flash_of(house, request),
    )


def flash_of(house: Company, request: Request) -> tuple[str, ...]:
    """What the step before has to say, once."""
    said = request.cookies.get(house.cookie("flash"), "")
    return (unquote(said)[:500],) if said else ()


def _opens(request: Request, user: User | None, path: str) -> bool:
    need = request.app.state.needs.get(("GET", path))
    return user is not None and need is not None and user.may(need)
