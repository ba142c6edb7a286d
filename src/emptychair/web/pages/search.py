"""Search: a person, a word that somebody said, a page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import Request, Response

from emptychair import know, parties
from emptychair.evidence import Which
from emptychair.shell import Need, company, guarded_router, heard, needs
from emptychair.touchpoints import all_touchpoints
from emptychair.web.nav import RAIL
from emptychair.web.rendering import Page, render
from emptychair.web.telling import Told, told

MOST = 20

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage(Page):
    """What was found, people first."""

    template: ClassVar[str] = "know/search.html"
    people: list[parties.Party]
    quotes: list[Told]
    said: int
    all_of_them: str
    pages: list[tuple[str, str, str]]


@router.get("/search")
@needs(Need.SEES)
def index(request: Request, q: str = "") -> Response:
    """People only for those who may see them."""
    stores, words = company(request).stores, q.strip()
    which = Which(words=words, chair="customer")
    rows = know.feelings.quotes(stores.ledger, which, MOST) if words else []
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    page = SearchPage(
        title="Search",
        search=q,
        people=parties.search(stores.records, words) if heard.sees_people(request) else [],
        quotes=[told(row, places, _places(row["words"], words)) for row in rows],
        said=int(know.feelings.tally(stores.ledger, which)["n"]) if words else 0,
        all_of_them=which.url(),
        pages=_pages(request, words),
    )
    return render(request, page)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    start = text.lower().find(words.lower())
    return [(start, start + len(words))] if start >= 0 and len(text.lower()) == len(text) else []


def _pages(request: Request, words: str) -> list[tuple[str, str, str]]:
    needed: dict[Any, Need] = request.app.state.needs
    items = [item for group in RAIL for item in group.items if words and words.lower() in item.label.lower()]
    return [(item.icon, item.label, item.href) for item in items if ("GET", item.href) in needed]
