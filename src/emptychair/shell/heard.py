"""Evidence for readers of different trust: whose it is stays hidden from those who may not see people."""

import json
from typing import Any

from fastapi import Request

from emptychair import know, parties
from emptychair.core import Refused
from emptychair.evidence import Which
from emptychair.shell.access import visitor
from emptychair.shell.company import company
from emptychair.staff import Need, note

PAGING = ("offset", "most", "cursor")
_PERSONAL = ("party", "identifiers", "properties", "message_id", "device")


def sees_people(request: Request) -> bool:
    """Whether the reader may know whose evidence it is."""
    user = visitor(request)
    return user is not None and user.may(Need.SEES_PEOPLE)


def asked_for(request: Request) -> Which:
    """The evidence that a URL chooses. Raises Refused for one person's where the reader may not see people."""
    which = Which.from_query({key: value for key, value in request.query_params.items() if key not in PAGING})
    if which.party is not None and not sees_people(request):
        raise Refused("Your role does not see people.", mend="Ask the owner of this company.")
    return which


def items(request: Request, which: Which, *, most: int, offset: int = 0) -> list[dict[str, Any]]:
    """The evidence as plain rows; without names for those who may not see them."""
    house = company(request)
    rows = know.heard.listed(house.stores, which, house.clock(), most=most, offset=offset)
    return [_plain(row, sees_people(request)) for row in rows]


def item(request: Request, number: int) -> dict[str, Any]:
    """One piece with objects and readings; a look at somebody's evidence is noted."""
    house, named = company(request), sees_people(request)
    piece = know.heard.one_piece(house.stores, number)
    if named and piece["party"] is not None:
        note(house.stores, visitor(request), "saw evidence of", "party", str(piece["party"]), now=house.clock())
    return _plain(piece, named)


def names(request: Request, rows: list[dict[str, Any]]) -> dict[int, parties.Party]:
    """Who spoke, by number; nobody for readers who may not see people."""
    numbers = [row["party"] for row in rows if row.get("party") is not None]
    return parties.named(company(request).stores.records, numbers) if numbers and sees_people(request) else {}


def _plain(row: dict[str, Any], named: bool) -> dict[str, Any]:
    row = {key: value for key, value in row.items() if key != "key"}
    for name in ("identifiers", "properties", "purposes"):
        row[name] = json.loads(row[name]) if row[name] else None
    return row if named else {key: None if key in _PERSONAL else value for key, value in row.items()}
