"""Events with a known meaning: Segment's ecommerce and B2B specs, read as acts, money and objects."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from emptychair.evidence import Act, Message, ObjectRef, Scale
from emptychair.listen.intake.told import text

ACTS = {
    "order completed": Act.BOUGHT,
    "order refunded": Act.RETURNED,
    "order cancelled": Act.CANCELLED,
    "signed up": Act.JOINED,
    "account created": Act.JOINED,
    "account deleted": Act.LEFT,
    "invite sent": Act.REFERRED,
}
OBJECTS = {
    "order_id": "order",
    "checkout_id": "checkout",
    "cart_id": "cart",
    "product_id": "product",
    "review_id": "review",
    "ticket_id": "ticket",
    "survey_id": "survey",
    "subscription_id": "subscription",
}
STARS = Scale("rating", 1, 5)


def shop_event(event: str, said: dict[str, Any], message: Message) -> Message:
    """The same message with what its event is known to mean; other events stay something they did."""
    message = replace(message, objects=_objects(said))
    if event.lower() == "product reviewed":
        return _review(said, message)
    act = ACTS.get(event.lower())
    if act is None:
        return message
    amount, currency = _money(said)
    return replace(message, act=act, amount=amount, currency=currency)


def _review(said: dict[str, Any], message: Message) -> Message:
    score = _number(said.get("rating"), float)
    act = Act.SAID if score is None else Act.RATED
    scale = None if score is None else STARS
    return replace(message, act=act, score=score, scale=scale, words=text(said.get("review_body")))


def _money(said: dict[str, Any]) -> tuple[Decimal | None, str]:
    # Without its currency an amount is not money: it stays among the properties, nothing is guessed.
    currency = text(said.get("currency")).upper()
    given = next((said[key] for key in ("total", "revenue", "value") if said.get(key) is not None), None)
    amount = _number(given, Decimal)
    return (amount, currency) if amount is not None and len(currency) == 3 else (None, "")


def _objects(said: dict[str, Any]) -> tuple[ObjectRef, ...]:
    found = [ObjectRef(kind, text(said.get(key))[:200]) for key, kind in OBJECTS.items() if text(said.get(key))]
    products = said.get("products")
    for product in products if isinstance(products, list) else []:
        if isinstance(product, dict) and text(product.get("product_id")):
            found.append(ObjectRef("product", text(product["product_id"])[:200]))
    return tuple(dict.fromkeys(found))


def _number(value: Any, kind: Callable[[str], Any]) -> Any:
    try:
        number = kind(text(value)) if text(value) else None
    except (ValueError, InvalidOperation):
        return None
    return number if number is None or abs(number) < 10**12 else None  # also refuses NaN and infinity
