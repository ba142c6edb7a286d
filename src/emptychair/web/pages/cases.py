"""Cases: who needs us, why, what was said, and how long people wait for a human being."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import Form, Query, Request, Response
from markupsafe import Markup

from emptychair import care, parties, staff
from emptychair.core import Invalid
from emptychair.evidence import Channel
from emptychair.know import names
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.store import Stores
from emptychair.touchpoints import all_touchpoints
from emptychair.web import caring, charts
from emptychair.web.rendering import Page, redirect, render
from emptychair.web.telling import Told, told

MOST = 25
WAYS = (Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.MESSENGER, Channel.SMS, Channel.POST, Channel.STORE)

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class CasesPage(Page):
    """The list as its URL narrows it down, and the time to a human reply."""

    template: ClassVar[str] = "cases/index.html"
    active: ClassVar[str] = "cases"
    finding: list[Any]
    lines: list[caring.Line]
    total: int
    states: list[tuple[str, str, bool]]
    kinds: list[tuple[str, str, bool, str | None]]
    owners: list[tuple[str, str, bool, str | None]]
    waits: list[tuple[care.Wait, str]]
    chart: Markup | None
    chart_table: charts.Table | None
    json: str
    shown: str
    prev_href: str | None
    next_href: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage(Page):
    """One case: the reason, the evidence behind it, what to do next, how it ended."""

    template: ClassVar[str] = "cases/show.html"
    active: ClassVar[str] = "cases"
    line: caring.Line
    party: parties.Party
    told: list[Told]
    gentle: bool
    others: list[care.Case]
    ways: list[tuple[str, str]]
    outcomes: tuple[tuple[str, str], ...]
    outcome: str
    answer_after: str
    words: str
    channel: str
    errors: list[tuple[str, str]]


@router.get("/cases")
@needs(Need.SEES_PEOPLE)
def index(
    request: Request,
    kind: str = "",
    owner: str = "",
    state: str = "waiting",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Who needs us: filters in the URL."""
    return render(request, _list(company(request), care.Asked(kind, owner, state), offset, who(request).name))


@router.get("/cases/{case_id}")
@needs(Need.SEES_PEOPLE)
def show(request: Request, case_id: int) -> Response:
    """One case."""
    house = company(request)
    page = _page(house, case_id)
    staff.note(house.stores, who(request), "saw", "party", str(page.party.id), {"case": case_id}, now=house.clock())
    return render(request, page)


@router.post("/cases/{case_id}/owner")
@needs(Need.CHANGES_PEOPLE)
def take(request: Request, case_id: int, owner: Annotated[str, Form()] = "") -> Response:
    """Take it, or hand it over to somebody."""
    house, user = company(request), who(request)
    care.assign(house.stores, case_id, owner=owner or user.name, now=house.clock(), by=user)
    said = f"{owner} has it now." if owner else "It is yours. Read it, then answer."
    return redirect(request, f"/cases/{case_id}", flash=said)


@router.post("/cases/{case_id}/answer")
@needs(Need.CHANGES_PEOPLE)
def answer(
    request: Request, case_id: int, words: Annotated[str, Form()] = "", channel: Annotated[str, Form()] = "phone"
) -> Response:
    """What a human being told them: becomes evidence, and stops the clock."""
    house, user = company(request), who(request)
    try:
        way, now = Channel(channel) if channel in set(Channel) else Channel.UNKNOWN, house.clock()
        care.answer(house.stores, case_id, words=words, channel=way, by=user.name, now=now, user=user)
    except Invalid as error:
        page = _page(house, case_id, words=words, channel=channel, errors=[("words", f"{error.what} {error.mend}")])
        return render(request, page, 400)
    return redirect(request, f"/cases/{case_id}", flash="Kept with the case and in their story. The clock has stopped.")


@router.post("/cases/{case_id}/closure")
@needs(Need.CHANGES_PEOPLE)
def close(request: Request, case_id: int, outcome: Annotated[str, Form()] = "") -> Response:
    """End it, and say who left with their needs met."""
    house, user = company(request), who(request)
    try:
        care.close(house.stores, case_id, outcome=outcome, now=house.clock(), by=user)
    except Invalid as error:
        return render(request, _page(house, case_id, errors=[("outcome", error.what)]), 400)
    return redirect(request, f"/cases/{case_id}", flash="Closed.")


def _list(house: Company, asked: care.Asked, offset: int, me: str) -> CasesPage:
    stores, now = house.stores, house.clock()
    total = sum(care.tally(stores, asked, "state").values())
    lines = caring.lines(stores, care.today(stores, asked, most=MOST, offset=offset), now)
    waits = care.reply_waits(stores, now)
    svg, table = caring.reply_chart(waits)
    last = min(offset + MOST, total)
    return CasesPage(
        title="Cases",
        finding=_finding(care.standing(stores), house),
        lines=lines,
        total=total,
        states=[(word, _url(asked._replace(state=key)), asked.state == key) for key, word in _STATES],
        kinds=_kinds(stores, asked),
        owners=_owners(asked, me),
        waits=caring.reply_stats(waits),
        chart=svg,
        chart_table=table,
        json=_url(asked).replace("/cases", "/api/cases", 1),
        shown=f"{offset + 1} to {last} of {total:,}" if total else "none",
        prev_href=_url(asked, max(offset - MOST, 0)) if offset else None,
        next_href=_url(asked, offset + MOST) if last < total else None,
    )


def _finding(standing: care.Standing, house: Company) -> list[Any]:
    if not standing.cases:
        return ["Nobody is waiting for us."]
    parts: list[Any] = [caring.people_figure(standing)]
    parts.append(f", in {standing.cases:,} case{'s' if standing.cases != 1 else ''}")
    if standing.since:
        parts += ["; the longest has waited for ", (caring.waited(standing.since, house.clock()), None)]
    return [*parts, "."]


def _kinds(stores: Stores, asked: care.Asked) -> list[tuple[str, str, bool, str | None]]:
    counts = care.tally(stores, asked._replace(kind=""), "kind")
    everything: list[tuple[str, str, bool, str | None]] = [
        (f"Every reason {sum(counts.values()):,}", _url(asked._replace(kind="")), not asked.kind, None)
    ]
    return everything + [
        (f"{caring.KINDS.get(kind, kind.capitalize())} {n:,}", _url(asked._replace(kind=kind)), asked.kind == kind,
         caring.ICONS.get(kind)) for kind, n in counts.items()
    ]  # fmt: skip


def _owners(asked: care.Asked, me: str) -> list[tuple[str, str, bool, str | None]]:
    choices = [("", "Everybody's", None), (care.NOBODY, "Nobody's", "circle-dashed"), (me, "Mine", "user")]
    if asked.owner not in ("", care.NOBODY, me):
        choices.append((asked.owner, f"{asked.owner}'s", "user"))
    return [(word, _url(asked._replace(owner=key)), asked.owner == key, icon) for key, word, icon in choices]


def _url(asked: care.Asked, offset: int = 0) -> str:
    given = {"kind": asked.kind, "owner": asked.owner, "state": asked.state if asked.state != "waiting" else ""}
    query = urlencode({key: value for key, value in (given | {"offset": offset}).items() if value})
    return f"/cases?{query}" if query else "/cases"


def _page(
    house: Company, case_id: int, *, words: str = "", channel: str = "", errors: list[tuple[str, str]] | None = None
) -> CasePage:
    stores, now = house.stores, house.clock()
    case = care.case(stores, case_id)
    party = parties.party(stores.records, case.party)
    rows = caring.story_of(stores, case)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    mine = care.cases_of(stores, party.id)
    used = [row["channel"] for row in rows if row["chair"] == "customer" and row["channel"] in set(WAYS)]
    return CasePage(
        title=party.label,
        line=caring.lines(stores, [case], now)[0],
        party=party,
        told=[told(row | {"feeling": row["valence"]}, places) for row in rows],
        gentle=any(one.kind == "hardship" and one.state != "closed" for one in [case, *mine]),
        others=[one for one in mine if one.id != case.id],
        ways=[(way.value, names.channel_name(way.value).capitalize()) for way in WAYS],
        outcomes=caring.OUTCOMES,
        outcome=dict(caring.OUTCOMES).get(case.outcome, ""),
        answer_after=caring.waited(case.heard_at, case.answered_at) if case.answered_at else "",
        words=words,
        channel=channel or (used[-1] if used else "phone"),
        errors=errors or [],
    )


_STATES = (("waiting", "Waiting"), ("answered", "Answered"), ("closed", "Closed"), ("all", "All"))
