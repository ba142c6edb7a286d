"""Voices: what customers talk about, how it feels, and their own words beside it; every filter is in the URL."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar

from fastapi import Query, Request, Response

from emptychair import know
from emptychair.core import count
from emptychair.evidence import Which
from emptychair.parties import Party
from emptychair.shell import Need, company, guarded_router, heard, needs
from emptychair.touchpoints import all_touchpoints
from emptychair.web.rendering import Page, render
from emptychair.web.telling import ICONS, Told, told

MOST = 20

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class VoicesPage(Page):
    """Themes on the left, words on the right."""

    template: ClassVar[str] = "know/voices.html"
    active: ClassVar[str] = "voices"
    finding: list[Any]
    topic: str
    everything: str
    themes: list[tuple[know.feelings.Theme, str]]
    channels: list[tuple[str, str, bool, str | None]]
    languages: list[tuple[str, str, bool, str | None]]
    quotes: list[tuple[Told, int | None]]
    names: dict[int, Party]
    evidence: str
    prev_href: str | None
    next_href: str | None


@router.get("/voices")
@needs(Need.SEES)
def index(request: Request, offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The voices that the URL chooses."""
    return render(request, _page(request, heard.asked_for(request), offset))


def _page(request: Request, which: Which, offset: int) -> VoicesPage:
    stores = company(request).stores
    summed = know.feelings.tally(stores.ledger, which)
    rows = know.feelings.quotes(stores.ledger, which, MOST, offset)
    found = know.feelings.themes(stores.ledger, replace(which, topic=""))
    return VoicesPage(
        title="Voices",
        finding=_finding(which, summed, found),
        topic=which.topic,
        everything=_url(replace(which, topic="")),
        themes=[(theme, _url(replace(which, topic=theme.topic))) for theme in found],
        channels=_chips(stores.ledger, which, "channel"),
        languages=_chips(stores.ledger, which, "language"),
        quotes=_quotes(request, rows, which),
        names=heard.names(request, rows),
        evidence=know.feelings.said_about(which).url(),
        prev_href=_url(which, max(0, offset - MOST)) if offset else None,
        next_href=_url(which, offset + MOST) if offset + MOST < summed["n"] else None,
    )


def _finding(which: Which, summed: dict[str, Any], found: list[know.feelings.Theme]) -> list[Any]:
    link = know.feelings.said_about(which).url()
    said = count(int(summed["n"]), link, summed["newest"])
    feeling = know.feelings.mean_feeling(summed, link, summed["newest"])
    parts: list[Any] = [said, " times customers said something in words"]
    parts += [f" about {which.topic}"] if which.topic else []
    parts += ["; on average it felt ", feeling, " on −1 to +1."] if feeling.enough else ["."]
    pains = [theme for theme in found if theme.facet == "pains"]
    if pains and not which.topic:
        parts += [" What hurts most often: ", (pains[0].topic, _url(replace(which, topic=pains[0].topic))), "."]
    return parts


def _chips(ledger: Any, which: Which, by: str) -> list[tuple[str, str, bool, str | None]]:
    chosen = getattr(which, by)
    name = know.names.language_name if by == "language" else know.names.channel_name

    def narrowed(key: str) -> Which:
        return replace(which, channel=key) if by == "channel" else replace(which, language=key)

    chips = [
        (f"{name(key)} {n:,}", _url(narrowed(key)), key == chosen, ICONS.get(key) if by == "channel" else None)
        for key, n in know.feelings.spread(ledger, narrowed(""), by)
    ]
    return [("All", _url(narrowed("")), not chosen, None), *chips]


def _quotes(request: Request, rows: list[dict[str, Any]], which: Which) -> list[tuple[Told, int | None]]:
    stores = company(request).stores
    marks = know.heard.highlights(stores, rows, which.topic)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    return [(told(row, places, marks.get(row["id"], ())), row["party"]) for row in rows]


def _url(which: Which, offset: int = 0) -> str:
    link = which.url().replace("/evidence", "/voices").rstrip("?")
    return link if not offset else f"{link}{'&' if '?' in link else '?'}offset={offset}"
