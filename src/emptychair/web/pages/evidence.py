"""Evidence: the list behind every number, and one piece with both chairs, its words and all that was read in them."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import Query, Request, Response

from emptychair import know
from emptychair.evidence import Which
from emptychair.parties import Party
from emptychair.shell import Need, company, guarded_router, heard, needs
from emptychair.touchpoints import all_touchpoints
from emptychair.web.rendering import Page, download, render
from emptychair.web.tables import csv_of
from emptychair.web.telling import Told, amount_of, score_of, told

MOST = 50

router = guarded_router(documented=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceList(Page):
    """What a number rests on: how much, by how many, how old, and each piece."""

    template: ClassVar[str] = "evidence/index.html"
    n: int
    parties: int
    oldest: Any
    newest: Any
    chosen: list[tuple[str, str, bool, str | None]]
    entries: list[tuple[Told, int | None]]
    names: dict[int, Party]
    json: str
    csv: str
    prev_href: str | None
    next_href: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidencePage(Page):
    """One piece of evidence."""

    template: ClassVar[str] = "evidence/show.html"
    entry: Told
    facts: list[tuple[str, str, str]]
    words: str
    lang: str
    marks: list[tuple[int, int]]
    party: Party | None
    objects: list[tuple[str, str, str]]
    readings: list[dict[str, Any]]
    properties: list[tuple[str, str]]


@router.get("/evidence")
@needs(Need.SEES)
def index(request: Request, offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The evidence that the URL chooses."""
    house, which = company(request), heard.asked_for(request)
    summed = know.heard.summed(house.stores, which, house.clock())
    rows = heard.items(request, which, most=MOST, offset=offset)
    page = EvidenceList(
        title="Evidence",
        **summed,
        chosen=_chosen(which),
        entries=_entries(request, rows, which),
        names=heard.names(request, rows),
        json="/api" + which.url(),
        csv=which.url().replace("/evidence?", "/evidence.csv?"),
        prev_href=_url(which, max(0, offset - MOST)) if offset else None,
        next_href=_url(which, offset + MOST) if offset + MOST < summed["n"] else None,
    )
    return render(request, page)


@router.get("/evidence.csv")
@needs(Need.SEES)
def as_csv(request: Request) -> Response:
    """The same as a file."""
    rows = heard.items(request, heard.asked_for(request), most=know.heard.CSV_ROWS)
    return download("evidence.csv", "text/csv; charset=utf-8", csv_of(rows))


@router.get("/evidence/{number}")
@needs(Need.SEES)
def show(request: Request, number: int, quote: str = "") -> Response:
    """One piece; `quote` (start-end) is the sentence that a claim rests on."""
    stores = company(request).stores
    piece = heard.item(request, number)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    return render(request, _piece(piece, places, _marks(piece, quote), heard.names(request, [piece])))


def _entries(request: Request, rows: list[dict[str, Any]], which: Which) -> list[tuple[Told, int | None]]:
    stores = company(request).stores
    marks = know.heard.highlights(stores, rows, which.topic)
    places = {key: place.name for key, place in all_touchpoints(stores.records).items()}
    return [(told(row, places, marks.get(row["id"], ())), row["party"]) for row in rows]


def _chosen(which: Which) -> list[tuple[str, str, bool, str | None]]:
    """What the list is narrowed down by; following one takes it away."""
    given = {name: getattr(which, name) for name in which.__slots__}
    held = {name: value for name, value in given.items() if value not in ("", None)}
    chips: list[tuple[str, str, bool, str | None]] = []
    for name, value in held.items():
        others = {key: other for key, other in held.items() if key != name and (key, name) != ("kept", "promise")}
        text = f"{name.replace('_', ' ')}: {str(value)[:60]}"
        chips.append((text, f"/evidence?{urlencode(others)}", True, "x"))
    return chips


def _url(which: Which, offset: int) -> str:
    return f"{which.url()}&offset={offset}" if offset else which.url()


def _marks(piece: dict[str, Any], quote: str) -> list[tuple[int, int]]:
    start, _, end = quote.partition("-")
    if start.isdecimal() and end.isdecimal():
        return [(int(start), int(end))]
    found = [row for row in piece["readings"] if row["kind"] == "cue"]
    return [(row["quote_start"], row["quote_end"]) for row in found]


def _piece(
    piece: dict[str, Any], places: dict[str, str], marks: list[tuple[int, int]], names: dict[int, Party]
) -> EvidencePage:
    language = next((row["label"] for row in piece["readings"] if row["kind"] == "language"), "")
    entry = told(piece | {"feeling": piece["valence"]}, places)
    return EvidencePage(
        title=entry.text,
        entry=entry,
        facts=_facts(piece, places),
        words=piece["words"] or "",
        lang=piece["language"] or language,
        marks=[(start, end) for start, end in marks if piece["words"] and start < end <= len(piece["words"])],
        party=names.get(piece["party"]) if piece["party"] is not None else None,
        objects=[(row["kind"], row["object"], _about(row)) for row in piece["objects"]],
        readings=sorted(piece["readings"], key=lambda row: (row["kind"], row["quote_start"] or 0)),
        properties=[(key, str(value)) for key, value in (piece["properties"] or {}).items()],
    )


def _about(row: dict[str, Any]) -> str:
    return Which(object_kind=row["kind"], object=row["object"]).url()


def _facts(piece: dict[str, Any], places: dict[str, str]) -> list[tuple[str, str, str]]:
    minutes = piece["utc_offset_minutes"]
    zone = f"UTC{'+' if minutes >= 0 else '−'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    scored = f"{score_of(piece)} ({piece['scale_kind']})" if piece["score"] is not None else ""
    lines = [
        ("clock", "When", f"{piece['happened_at'].strftime('%-d %B %Y, %H:%M')} UTC (they lived it at {zone})"),
        ("armchair", "Chair", "ours" if piece["chair"] == "company" else "the customer's"),
        ("map-pin", "Touchpoint", places.get(piece["touchpoint"] or "", "none")),
        ("route", "Channel", know.names.channel_name(piece["channel"])),
        ("gauge", "Score", scored),
        ("receipt", "Amount", amount_of(piece)),
        ("calendar-clock", "Due", piece["due_at"].strftime("%-d %B %Y, %H:%M UTC") if piece["due_at"] else ""),
        ("database", "Source", piece["source"]),
        ("shield-check", "Held because of", f"{piece['basis'].replace('_', ' ')}{_purposes(piece)}"),
    ]
    return [line for line in lines if line[2]]


def _purposes(piece: dict[str, Any]) -> str:
    return f", for {', '.join(piece['purposes'])}" if piece["purposes"] else ""
