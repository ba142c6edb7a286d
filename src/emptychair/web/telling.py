"""Evidence as people tell it: an act in a sentence, a channel as an icon, a score on its scale."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emptychair.know import names

ICONS = {
    "store": "store", "site": "globe", "app": "smartphone", "email": "mail", "phone": "phone", "chat": "message-circle",
    "messenger": "messages-square", "sms": "send", "post": "file-text", "social": "share-2", "review_site": "star",
    "survey": "clipboard-list", "kiosk": "tablet", "bot": "bot", "delivery": "truck", "partner": "handshake",
    "event": "calendar-clock", "vr": "eye", "back_office": "building-2", "unknown": "circle-dashed",
}  # fmt: skip
_ACTS = {
    "said": "Said", "rated": "Rated", "answered": "Answered", "asked": "Asked us", "did": "Did something",
    "bought": "Bought", "paid": "Paid", "received": "Received it", "returned": "Returned it", "cancelled": "Cancelled",
    "joined": "Joined", "left": "Left", "referred": "Told somebody about us", "described": "We wrote down who they are",
    "consented": "Said what we may do", "was_promised": "We promised", "was_told": "We wrote", "was_asked": "We asked",
    "was_served": "We did our part", "was_offered": "We made an offer",
}  # fmt: skip
_DONE = ("what", "did", "reason", "stage", "page")


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of evidence, ready to be drawn."""

    id: int
    when: datetime
    icon: str
    text: str
    words: str
    language: str
    feeling: float | None
    chair: str  # "us" or "them"
    highlights: tuple[tuple[int, int], ...] = ()

    @property
    def href(self) -> str:
        """The piece itself."""
        return f"/evidence/{self.id}"


def told(row: dict[str, Any], places: dict[str, str], highlights: Any = ()) -> Told:
    """A row of the ledger with its feeling; `places` gives touchpoints their names."""
    ours = row["chair"] == "company"
    return Told(
        id=row["id"],
        when=row["happened_at"],
        icon=icon(row),
        text=sentence(row, places),
        words=row["words"] or "",
        language=row["language"] or "",
        feeling=None if ours else row.get("feeling"),
        chair="us" if ours else "them",
        highlights=tuple(highlights),
    )


def icon(row: dict[str, Any]) -> str:
    """The icon of a channel, or of the act where it says more."""
    acts = {"bought": "shopping-bag", "paid": "credit-card", "received": "package", "consented": "shield-check"}
    return acts.get(row["act"]) or ICONS.get(row["channel"], "circle-dashed")


def sentence(row: dict[str, Any], places: dict[str, str]) -> str:
    """What happened, in a few words."""
    what = _ACTS.get(row["act"], row["act"].replace("_", " ").capitalize())
    parts = [what, score_of(row), amount_of(row), _detail(row)]
    place = places.get(row["touchpoint"] or "", "")
    said = " ".join(part for part in parts if part)
    return f"{said} · {place}" if place else f"{said} · {names.channel_name(row['channel'])}"


def score_of(row: dict[str, Any]) -> str:
    """A score with its scale, never without."""
    if row["score"] is None:
        return ""
    return f"{row['score']:g} on {row['scale_low']:g} to {row['scale_high']:g}"


def amount_of(row: dict[str, Any]) -> str:
    """Money with its currency."""
    return f"{row['amount']:,.2f} {row['currency']}" if row["amount"] is not None else ""


def _detail(row: dict[str, Any]) -> str:
    if row["act"] == "was_promised" and row["due_at"]:
        return f"by {row['due_at'].strftime('%-d %b %Y')}"
    given = row["properties"]
    facts = (json.loads(given) if isinstance(given, str) else given) or {}
    if row["act"] == "consented":
        allowed = [f"{key} {'yes' if value else 'no'}" for key, value in facts.items() if isinstance(value, bool)]
        return ": " + ", ".join(allowed) if allowed else ""
    if row["act"] in ("did", "was_served", "returned"):
        return next((f"({facts[key]})" for key in _DONE if isinstance(facts.get(key), str)), "")
    return ""
