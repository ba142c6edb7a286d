"""Asking: what people type into a form becomes numbers and days, or an error beside its field."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from emptychair.core import EmptyChairError, Invalid

Errors = list[tuple[str, str]]


def number(text: str, field: str) -> float:
    """A number, with a decimal point or comma. Raises Invalid."""
    plain = text.strip().replace("−", "-").rstrip("% ")
    try:
        return float(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    except ValueError:
        raise Invalid(f"{text!r} is not a number.", where=field, mend="Write it as 92 or 92.5.") from None


def day(text: str, field: str) -> date:
    """A day. Raises Invalid."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(f"{text!r} is not a day.", where=field, mend="Write it as 2024-05-31.") from None


def morning(text: str, field: str, time_zone: str) -> datetime:
    """The beginning of a day on the company's clock. Raises Invalid."""
    return datetime.combine(day(text, field), time(), tzinfo=ZoneInfo(time_zone))


def slug(text: str) -> str:
    """A short name for addresses: letters, digits and hyphens; "new" is the address of a form."""
    words = re.sub(r"[^\w]+", "-", text.lower()).strip("-")[:80].strip("-")
    return words if words not in ("", "new") else f"{words or 'one'}-one"


def beside(error: EmptyChairError, *known: str) -> Errors:
    """An error for the form that caused it: beside the field it speaks of, or beside the first."""
    field = error.where.replace(" ", "_")
    return [(field if field in known else known[0], f"{error.what} {error.mend}".strip())]
