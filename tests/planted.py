"""Evidence rows for the tests of the store, made by number."""

from datetime import datetime, timedelta
from typing import Any

from emptychair.store import EVIDENCE

FIRST = datetime(2024, 1, 1, 8)
TOUCHPOINTS = ("site", "shop", "call-centre", "delivery", "invoice")


def evidence(number: int, **changed: Any) -> dict[str, Any]:
    """The row with this id: twenty parties pass five touchpoints, some say how it was."""
    row: dict[str, Any] = dict.fromkeys(EVIDENCE.columns)
    score = number % 5 + 1 if number % 3 == 0 else None
    row |= {
        "id": number,
        "key": number * 7919,
        "source": "planted",
        "message_id": f"m{number}",
        "party": number % 20 if number % 11 else None,
        "happened_at": FIRST + timedelta(hours=5 * number, microseconds=number),
        "utc_offset_minutes": 60,
        "received_at": FIRST + timedelta(days=400),
        "chair": "customer" if number % 4 else "company",
        "act": "rated" if score else "did",
        "touchpoint": TOUCHPOINTS[number * number % 5],
        "channel": "site",
        "words": "a bit späte 🙂" if score else None,
        "score": score,
        "scale_kind": "rating" if score else None,
        "scale_low": 1.0 if score else None,
        "scale_high": 5.0 if score else None,
        "valence": (score - 3) / 2 if score else None,
        "basis": "contract",
    }
    return row | changed
