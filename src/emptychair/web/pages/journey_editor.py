"""Drawing a journey: one form without script; every change is shown before anything is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from fastapi import Depends, Request, Response

from emptychair import walk
from emptychair.core import Invalid
from emptychair.shell import Need, company, guarded_router, needs, who
from emptychair.touchpoints import all_touchpoints
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)

FEELINGS = [
    ("", "not stated"), ("2.0", "+2 wonderful"), ("1.5", "+1.5"), ("1.0", "+1 good"), ("0.5", "+0.5"),
    ("0.0", "0 neutral"), ("-0.5", "−0.5"), ("-1.0", "−1 bad"), ("-1.5", "−1.5"), ("-2.0", "−2 terrible"),
]  # fmt: skip
Fields = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditorPage(Page):
    """The map as it would be saved."""

    template: ClassVar[str] = "journeys/edit.html"
    active: ClassVar[str] = "journeys"
    drawn: walk.JourneyMap
    touchpoints: list[tuple[str, str]]
    feelings: list[tuple[str, str]]
    changed: bool
    errors: list[tuple[str, str]]


async def fields_of(request: Request) -> dict[str, str]:
    """Every field of the form, as many as the map has steps."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


Given = Annotated[dict[str, str], Depends(fields_of)]


@router.get("/journeys/{key}/edit")
@needs(Need.DECIDES)
def edit(request: Request, key: str) -> Response:
    """The latest version, to be redrawn."""
    return _editor(request, walk.journey(company(request).stores.records, key))


@router.post("/journeys/{key}/draft")
@needs(Need.DECIDES)
def draft(request: Request, key: str, fields: Given) -> Response:
    """The same form with one thing moved, added or removed; nothing is saved."""
    drawn = drawn_of(walk.journey(company(request).stores.records, key), fields)
    try:
        return _editor(request, changed(drawn, fields), changed=True)
    except Invalid as error:
        return _editor(request, drawn, changed=True, errors=[("name", str(error))])


@router.post("/journeys/{key}/versions")
@needs(Need.DECIDES)
def save(request: Request, key: str, fields: Given) -> Response:
    """What the form says becomes the next version."""
    house = company(request)
    drawn = drawn_of(walk.journey(house.stores.records, key), fields)
    try:
        version = walk.define(house.stores.records, replace(drawn, drawn_by=who(request).name), house.clock())
    except Invalid as error:
        return _editor(request, drawn, changed=True, errors=[("name", str(error))])
    return redirect(request, f"/journeys/{key}", flash=f"Version {version} is drawn.")


def drawn_of(known: walk.JourneyMap, fields: Fields) -> walk.JourneyMap:
    """The map that the form says; what it does not speak of stays as it was."""
    stages = tuple(_stage(number, fields) for number in range(_count(fields, "stages")))
    name, persona = fields.get("name", known.name), fields.get("persona", known.persona)
    return replace(known, name=name, persona=persona, stages=stages, drawn_at=None, review_by=_day(fields))


def changed(drawn: walk.JourneyMap, fields: Fields) -> walk.JourneyMap:
    """The map after the button that was pressed: "<verb>:<stage>:<step>". Raises Invalid for an unknown one."""
    verb, _, rest = fields.get("change", "").partition(":")
    places = [int(part) for part in rest.split(":") if part.isdigit()]
    try:
        return CHANGES[verb](drawn, places, fields)
    except (KeyError, IndexError) as error:
        raise Invalid("This button is unknown here.", mend="Open the editor again.") from error


Change = Callable[[walk.JourneyMap, list[int], Fields], walk.JourneyMap]
CHANGES: Mapping[str, Change] = {
    "earlier": lambda drawn, at, _: walk.redraw.move_step(drawn, at[0], at[1], -1),
    "later": lambda drawn, at, _: walk.redraw.move_step(drawn, at[0], at[1], 1),
    "remove": lambda drawn, at, _: walk.redraw.remove_step(drawn, at[0], at[1]),
    "add": lambda drawn, at, fields: walk.redraw.add_step(drawn, at[0], fields.get(f"new-{at[0]}", "")),
    "stage-earlier": lambda drawn, at, _: walk.redraw.move_stage(drawn, at[0], -1),
    "stage-later": lambda drawn, at, _: walk.redraw.move_stage(drawn, at[0], 1),
    "stage-remove": lambda drawn, at, _: walk.redraw.remove_stage(drawn, at[0]),
    "stage-add": lambda drawn, _, __: walk.redraw.add_stage(drawn, f"Stage {len(drawn.stages) + 1}"),
}


def _editor(
    request: Request, drawn: walk.JourneyMap, *, changed: bool = False, errors: list[tuple[str, str]] | None = None
) -> Response:
    inventory = all_touchpoints(company(request).stores.records)
    page = EditorPage(
        title=f"Draw {drawn.name}",
        drawn=drawn,
        touchpoints=[(place.key, place.name) for place in sorted(inventory.values(), key=lambda place: place.name)],
        feelings=FEELINGS,
        changed=changed,
        errors=errors or [],
    )
    return render(request, page, 400 if errors else 200)


def _stage(number: int, fields: Fields) -> walk.DrawnStage:
    steps = tuple(_step(f"{number}-{place}", fields) for place in range(_count(fields, f"steps-{number}")))
    return walk.DrawnStage(fields.get(f"stage-{number}", ""), steps, fields.get(f"note-{number}", ""))


def _step(place: str, fields: Fields) -> walk.DrawnStep:
    def said(what: str) -> str:
        return fields.get(f"{what}-{place}", "").strip()

    def lines(what: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in said(what).splitlines() if line.strip())

    feeling = said("feeling")
    return walk.DrawnStep(
        said("touchpoint"),
        said("named"),
        said("doing"),
        said("thinking"),
        lines("pains"),
        lines("gains"),
        float(feeling) if feeling in dict(FEELINGS) and feeling else None,
    )


def _count(fields: Fields, name: str) -> int:
    number = fields.get(name, "0")
    return min(int(number), 100) if number.isdigit() else 0


def _day(fields: Fields) -> datetime | None:
    try:
        return datetime.fromisoformat(fields.get("review_by", "")).replace(tzinfo=UTC)
    except ValueError:
        return None
