"""Evidence in our own shape: for whoever writes a sender anew."""

from asyncio import wrap_future
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from emptychair.api.senders import by_header
from emptychair.evidence import Act, Chair, Channel
from emptychair.listen import intake
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.staff import WriteKey

router = guarded_router("/api/evidence", tags=["intake"])


class Strict(BaseModel):
    """A shape in which an unknown field is a mistake, not a loss."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Name(Strict):
    """One name under which a party is known."""

    kind: str = Field(min_length=1, max_length=60, examples=["email"])
    value: str = Field(min_length=1, max_length=200, examples=["ana@example.com"])


class Thing(Strict):
    """Something that the evidence is about."""

    kind: str = Field(min_length=1, max_length=60, examples=["order"])
    id: str = Field(min_length=1, max_length=200, examples=["A-1042"])


class ScaleIn(Strict):
    """The scale on which a score was given."""

    kind: str = Field(min_length=1, max_length=30, examples=["nps"])
    low: float
    high: float


class Piece(Strict):
    """One observation. `message_id` is unique in its source: sending it again changes nothing."""

    message_id: str = Field(min_length=1, max_length=100)
    at: AwareDatetime = Field(description="When it happened, with the local offset.")
    act: Act
    chair: Chair = Chair.CUSTOMER
    who: list[Name] = Field(default=[], max_length=20, description="Strongest name first; none for an anonymous voice.")
    touchpoint: str = Field(default="", max_length=80)
    channel: Channel = Channel.UNKNOWN
    device: str = Field(default="", max_length=60)
    objects: list[Thing] = Field(default=[], max_length=200)
    words: str = Field(default="", max_length=200_000)
    language: str = Field(default="", max_length=35, description="BCP 47, such as pt-BR.")
    score: float | None = Field(default=None, allow_inf_nan=False)
    scale: ScaleIn | None = None
    amount: Decimal | None = Field(default=None, max_digits=18, decimal_places=4)
    currency: str = Field(default="", pattern="^([A-Z]{3})?$", description="ISO 4217.")
    due_at: AwareDatetime | None = None
    basis: str = Field(default="legitimate_interest", max_length=60)
    purposes: list[str] = Field(default=[], max_length=50)
    properties: dict[str, Any] = {}


class Pieces(Strict):
    """Up to 2,500 observations, taken together or not at all."""

    evidence: list[Piece] = Field(min_length=1, max_length=2_500)


class Taken(BaseModel):
    """How many observations are on the disk."""

    taken: int


@router.post("", status_code=202)
@needs(Need.KEY)
async def receive(request: Request, pieces: Pieces, key: Annotated[WriteKey, Depends(by_header)]) -> Taken:
    """Take evidence. 202 means: it is on the disk; it is in the ledger within a second."""
    house = company(request)
    told = [piece.model_dump(mode="json", exclude_defaults=True) for piece in pieces.evidence]
    letters = intake.native_letters(told, f"api:{key.name}", house.clock())
    await wrap_future(house.stores.inbox.put(letters))
    house.meters.count("intake_messages", len(letters), source=key.name)
    return Taken(taken=len(letters))
