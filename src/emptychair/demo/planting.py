"""What is planted: each truth of the simulated company with its switch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

LANGUAGE_SHARES: Mapping[str, float] = MappingProxyType(
    {"en": 0.55, "de": 0.15, "pt": 0.10, "fr": 0.09, "es": 0.08, "ar": 0.03}
)


@dataclass(frozen=True, slots=True)
class Planting:
    """Every field is one planted truth; `without(name)` removes it, and the finding with it."""

    kept_share: float = 0.81  # deliveries on or before the promised day; leaders believe 0.95
    late_score_drop: float = 1.35  # points of delivery CSAT lost by a late delivery
    change_effect: float = 0.6  # points of delivery CSAT that the windows add in the North
    duplicate_share: float = 0.05  # customers known as two people in two systems
    never_five_share: float = 0.08  # raters who never give the highest mark
    address_retry_share: float = 0.22  # online orders whose address form was tried again and again
    silence_call_share: float = 0.4  # of orders left in silence, those who ask where it is
    undrawn_used: bool = True  # the installation partner's portal: in use, on no map
    drawn_unused: bool = True  # the style quiz: on the map, out of use
    disengaging_share: float = 0.08  # customers who quietly stop coming
    installation_mean: float = 2.3  # CSAT of installation, intended as a delight
    mirror_gap: float = 2.2  # leaders minus customers on "consumer-in", 0.7 on every other dimension
    repeat_story_share: float = 0.38  # phone contacts in which the story had to be told again
    email_reply_median_hours: float = 41.0  # to a human reply, where 24 are promised
    diminished_share: float = 0.03  # customers who say that they cannot pay
    language_shares: Mapping[str, float] = field(default_factory=lambda: LANGUAGE_SHARES)

    def without(self, name: str) -> "Planting":
        """This planting with one truth removed: what an ordinary company would show instead."""
        changes: dict[str, Any] = {name: REMOVED[name]}
        return replace(self, **changes)


REMOVED: Mapping[str, Any] = MappingProxyType(
    {
        "kept_share": 0.95,
        "late_score_drop": 0.0,
        "change_effect": 0.0,
        "duplicate_share": 0.0,
        "never_five_share": 0.0,
        "address_retry_share": 0.0,
        "silence_call_share": 0.04,
        "undrawn_used": False,
        "drawn_unused": False,
        "disengaging_share": 0.0,
        "installation_mean": 4.2,
        "mirror_gap": 0.7,
        "repeat_story_share": 0.0,
        "email_reply_median_hours": 12.0,
        "diminished_share": 0.0,
        "language_shares": MappingProxyType({"en": 1.0}),
    }
)
