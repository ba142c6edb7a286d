"""People: who needs us, and one person: who they are, how little we know, what hurts, their story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from markupsafe import Markup

from emptychair import care, know, parties, promises, staff
from emptychair.core import Figure
from emptychair.evidence import Which
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.touchpoints import all_touchpoints
from emptychair.web import charts
from emptychair.web.rendering import Page, render
from emptychair.web.telling import ICONS, Told, told

MOST = 50

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PeoplePage(Page):
    """The list, as sorted and narrowed down by its URL."""

    template: ClassVar[str] = "people/index.html"
    active: ClassVar[str] = "people"
    people: list[know.Person]
    total: int
    roles: list[tuple[str, str, bool, str | None]]
    orders: list[tuple[str, str, bool]]
    prev_href: str | None
    next_href: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of somebody: how well it is known, in a word and a share."""

    key: str
    label: str
    question: str
    state: str  # known, known once, unknown
    figure: Figure  # kappa in per cent, resting on the evidence of its claims


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPage(Page):
    """Everything that somebody on the phone needs, on one page."""

    template: ClassVar[str] = "people/show.html"
    active: ClassVar[str] = "people"
    party: parties.Party
    since: datetime
    facts: list[tuple[str, str, str]]
    unknown: Figure
    facets: list[Facet]
    hurts: list[know.Claim]
    values: list[know.Claim]
    others: list[know.Claim]
    feeling: float | None
    feeling_line: Markup
    channels: list[tuple[str, str, bool, str | None]]
    months: list[tuple[str, list[Told]]]
    total: int
    shown: str
    prev_href: str | None
    next_href: str | None
    promised: list[tuple[promises.Promise, dict[str, Any]]]
    cases: list[care.Case]
    consents: list[dict[str, Any]]
    merges: list[dict[str, Any]]
    choices: list[tuple[str, str]]


@router.get("/people")
@needs(Need.SEES_PEOPLE)
def index(request: Request, role: str = "", sort: str = "need", offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Who needs us."""
    house = company(request)
    found, total = know.people(house.stores, now=house.clock(), role=role, order=sort, most=MOST, offset=offset)
    page = PeoplePage(
        title="People",
        people=found,
        total=total,
        roles=_roles(house, role, sort),
        orders=[(name, _list_url(role, key), key == sort) for key, name in _ORDERS.items()],
        prev_href=_list_url(role, sort, max(0, offset - MOST)) if offset else None,
        next_href=_list_url(role, sort, offset + MOST) if offset + MOST < total else None,
    )
    return render(request, page)


@router.get("/people/{number}")
@needs(Need.SEES_PEOPLE)
def show(request: Request, number: int, channel: str = "", offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """One person; every look is noted."""
    house = company(request)
    page = portrait(house, number, channel, offset)
    staff.note(house.stores, who(request), "saw", "party", str(page.party.id), now=house.clock())
    return render(request, page)


def portrait(house: Company, number: int, channel: str = "", offset: int = 0) -> PersonPage:
    """The page of one person, with one screen of their story. Raises NotFound."""
    stores, now = house.stores, house.clock()
    party = parties.party(stores.records, number)
    held = know.claims_of(stores, party.id)
    known = know.understanding(held, now)
    story = know.story.story(stores.ledger, party.id, channel=channel, offset=offset)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    entries = [told(row, places) for row in story.entries]
    feelings = [row["feeling"] for row in story.feelings]
    return PersonPage(
        title=party.label,
        party=party,
        since=story.oldest or party.since,
        facts=_facts(house, party, held, now),
        unknown=_figure(100 * known.not_known, [claim for claim in held if claim.counts(now)]),
        facets=_facets(known, [claim for claim in held if claim.counts(now)]),
        hurts=_claims(held, "pains", "regrets", "state"),
        values=_claims(held, "values", "delights", "dreams", "jobs", "causes", "beliefs"),
        others=_claims(held, "channel", "language", "payment", "hang-outs", "context"),
        feeling=feelings[-1] if feelings else None,
        feeling_line=_line(party, feelings),
        channels=_channels(party.id, story, channel),
        months=_by_month(entries),
        total=story.total,
        shown=f"{offset + 1:,} to {offset + len(entries):,} of {story.total:,}" if entries else "nothing here",
        prev_href=_story_url(party.id, channel, max(0, offset - know.story.PAGE)) if offset else None,
        next_href=_story_url(party.id, channel, offset + len(entries)) if offset + len(entries) < story.total else None,
        promised=know.story.promised(stores, party.id, now),
        cases=care.cases_of(stores, party.id),
        consents=parties.purposes_of(stores.records, party.id),
        merges=parties.merges_of(stores.records, party.id),
        choices=[(facet.key, facet.label) for facet in know.FACETS.values()],
    )


_ORDERS = {"need": "Needs us", "feeling": "Last feeling", "broken": "Broken promises", "heard": "Last heard"}


def _roles(house: Company, role: str, sort: str) -> list[tuple[str, str, bool, str | None]]:
    counts = sorted(parties.roles(house.stores.records).items(), key=lambda pair: -pair[1])
    chips = [(f"{name} {n:,}", _list_url(name, sort), name == role, None) for name, n in counts]
    return [("Everybody", _list_url("", sort), not role, None), *chips]


def _list_url(role: str, sort: str, offset: int = 0) -> str:
    given = {"role": role, "sort": sort if sort != "need" else "", "offset": offset or ""}
    chosen = urlencode({key: value for key, value in given.items() if value})
    return f"/people?{chosen}" if chosen else "/people"


def _story_url(number: int, channel: str, offset: int = 0) -> str:
    chosen = urlencode({key: value for key, value in (("channel", channel), ("offset", offset)) if value})
    return f"/people/{number}?{chosen}#story" if chosen else f"/people/{number}#story"


def _facts(house: Company, party: parties.Party, held: list[know.Claim], now: datetime) -> list[tuple[str, str, str]]:
    """How to speak to them: language, channel, place, and the names by which they can be reached."""
    best = {claim.facet: claim.statement for claim in reversed(held) if claim.counts(now)}
    reach = [n for n in parties.identifiers_of(house.stores.records, party.id) if n.kind in _REACH]
    place = ", ".join(str(party.traits[key]).title() for key in ("city",) if party.traits.get(key))
    country = str(party.traits.get("country") or "")
    lines = [
        ("languages", "Language", best.get("language", "not known")),
        ("message-circle", "How they like to be in touch", best.get("channel", "not known")),
        ("map-pin", "Lives in", ", ".join(part for part in (place, country) if part) or "not known"),
        ("credit-card", "Pays", best.get("payment", "not known")),
    ]
    return lines + [(_REACH[name.kind], name.kind.replace("_", " ").capitalize(), name.value) for name in reach[:4]]


_REACH = {"email": "mail", "phone": "phone", "social_handle": "share-2"}


def _figure(value: float, held: list[know.Claim]) -> Figure:
    """A share of what could be known: counted, not estimated, from the evidence that the claims stand on."""
    ids = sorted({claim.evidence for claim in held if claim.evidence})
    link = Which(ids=",".join(str(number) for number in ids)).url()
    newest = max((claim.heard_at for claim in held), default=None)
    return Figure(value, len(ids), link, unit="%", newest=newest, decimals=0, always=True)


def _facets(known: know.Understanding, held: list[know.Claim]) -> list[Facet]:
    states = dict.fromkeys(known.unknown, "unknown") | dict.fromkeys(known.stale, "known once")
    ranked = sorted(know.FACETS.values(), key=lambda facet: -known.facets[facet.key])
    return [
        Facet(
            facet.key,
            facet.label,
            facet.question,
            states.get(facet.key, "known"),
            _figure(100 * known.facets[facet.key], [claim for claim in held if claim.facet == facet.key]),
        )
        for facet in ranked
    ]


def _claims(held: list[know.Claim], *facets: str) -> list[know.Claim]:
    return [claim for facet in facets for claim in held if claim.facet == facet]


def _line(party: parties.Party, feelings: list[float]) -> Markup:
    if len(feelings) < 2:
        return Markup()
    finding = f"How {party.label} felt, {len(feelings)} times, oldest to newest"
    return charts.spark(feelings, finding=finding, feeling=True, low=-1.0, high=1.0, width=460, height=56)


def _channels(number: int, story: know.story.Story, channel: str) -> list[tuple[str, str, bool, str | None]]:
    chips = [
        (f"{know.names.channel_name(key)} {n:,}", _story_url(number, key), key == channel, ICONS.get(key))
        for key, n in story.channels
    ]
    return [("Everything", _story_url(number, ""), not channel, None), *chips]


def _by_month(entries: list[Told]) -> list[tuple[str, list[Told]]]:
    months: dict[str, list[Told]] = {}
    for entry in entries:
        months.setdefault(entry.when.strftime("%B %Y"), []).append(entry)
    return list(months.items())
