"""Researching, choosing, ordering and paying, with the friction that is planted in the address form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from emptychair.demo import places
from emptychair.demo.definitions import Product, products
from emptychair.demo.diary import DAY, HOUR, Detail, Diary, Place
from emptychair.evidence import Act, Chair, Identifier, ObjectRef

SYMBOLS: Mapping[str, str] = {"EUR": "€", "GBP": "£", "BRL": "R$", "MXN": "MX$"}
HOME, COLLECTED, TAKEN = "home delivery", "click and collect", "taken from the store"


@dataclass(slots=True)
class Order:
    """One order on its way: when, what, how, and the facts that words may mention."""

    ref: ObjectRef
    product: Product
    at: int
    mode: str
    amount: Decimal
    who: tuple[Identifier, ...]
    slots: dict[str, str]
    late_days: int = 0
    received_at: int = -1
    felt_bad: bool = False


def research(diary: Diary, day: int, product: Product) -> None:
    """Some looking around in the days before `day`, each person by other ways."""
    draw, someone = diary.draw, diary.person
    who = visitor(diary)
    facts = {"product": product.key}
    for _ in range(int(draw() * 2.6) if someone.online_buyer else 0):
        place = places.PAGE_IN_APP if someone.app_user and draw() < 0.6 else places.PAGE_ON_SITE
        at = diary.hours(day - int(draw() * 14), 7, 23)
        diary.note(at, Act.DID, place, who, device=someone.device, properties={"did": "looked", **facts})
    _visit_something(diary, day - int(draw() * 10), product)
    if draw() < 0.12:
        diary.note(diary.hours(day - 15), Act.DID, places.ADVERT, who, device="phone", properties={"did": "clicked"})
    if not diary.planting.drawn_unused and draw() < 0.1:
        diary.note(diary.hours(day - 3), Act.DID, places.QUIZ, who, device="desktop", properties={"did": "answered"})


def buy(diary: Diary, day: int, product: Product, number: int) -> Order:
    """One order and its payment; returns what the following days need."""
    online = diary.person.online_buyer and diary.draw() < 0.85
    at = diary.hours(day, 7, 23) if online else diary.hours(day, 10, 19)
    order = _order(diary, at, product, number, online)
    if online:
        _checkout(diary, order)
        diary.identified = diary.identified or diary.person.identified_in_app
    payment = _payment(diary) if online else places.TILL
    facts = {"mode": order.mode, "region": diary.person.region.key, "list_price": str(order.amount)}
    paid = order.amount if diary.draw() < 0.8 else (order.amount * 85 / 100).quantize(Decimal("0.01"))
    refs = (order.ref, ObjectRef("product", product.key))
    common: Detail = {"objects": refs, "amount": paid, "basis": "contract"}
    device = diary.person.device if online else ""
    diary.note(at, Act.BOUGHT, payment, order.who, common, device=device, properties=facts)
    means = ("card", "transfer", "instalments", "wallet")[int(diary.draw() ** 2 * 4)]
    diary.note(at + 90, Act.PAID, payment, order.who, common, properties={"means": means})
    return order


def visitor(diary: Diary) -> tuple[Identifier, ...]:
    """Who the app and the site think this is: nobody they know, until the first login."""
    someone = diary.person
    return (someone.crm_id, someone.anonymous_id) if diary.identified else (someone.anonymous_id,)


def in_store(diary: Diary) -> tuple[Identifier, ...]:
    """Who a store knows: the club card, where there is one; a planted duplicate lives on another record."""
    someone = diary.person
    return (someone.loyalty_id,) if someone.member or someone.duplicate else ()


def slots_of(diary: Diary, product: Product, order: str, amount: Decimal) -> dict[str, str]:
    """The facts that words about this order may mention."""
    the, acc, bare = diary.tongue.products[product.key]
    return {
        **diary.slots,
        "the": the,
        "The": the[0].upper() + the[1:],
        "acc": acc,
        "product": bare,
        "order": order,
        "amount": money(diary, amount),
        "late": diary.tongue.days(1),
    }


def money(diary: Diary, amount: Decimal) -> str:
    """An amount as people of this language write it."""
    symbol = SYMBOLS.get(diary.person.region.currency, "$")
    plain = f"{amount:.0f}" if amount > 99 else f"{amount:.2f}"
    return f"{symbol}{plain}" if diary.person.language == "en" else f"{plain.replace('.', ',')} {symbol}"


def pick_product(diary: Diary) -> Product:
    """Anything from the range, each as likely."""
    shelf = products()
    return shelf[int(diary.draw() * len(shelf))]


def _order(diary: Diary, at: int, product: Product, number: int, online: bool) -> Order:
    draw, someone = diary.draw, diary.person
    if online:
        mode = HOME if product.installed or draw() < 0.88 else COLLECTED
    else:
        mode = HOME if product.installed or draw() < 0.45 else TAKEN
    amount = diary.local(product.price_eur * (0.85 + 0.3 * draw()))
    ref = diary.thing(
        "shop",
        "order",
        f"HW{someone.code.lstrip('0')}-{number}",
        product=product.key,
        mode=mode,
        region=someone.region.key,
        area=someone.region.area,
    )
    # Goods that are brought home need a name and an address, so even the till writes them to the customer record.
    who = in_store(diary) if mode == TAKEN else (someone.crm_id, Identifier("email", someone.email))
    return Order(ref, product, at, mode, amount, who, slots_of(diary, product, ref.id, amount))


def _visit_something(diary: Diary, day: int, product: Product) -> None:
    draw = diary.draw
    chance = draw()
    if chance < 0.3:
        _store_visit(diary, day, product)
    elif chance < 0.38:
        words = diary.says("vr_good", slots=_sight(diary, product)) if draw() < 0.6 else ""
        act = Act.SAID if words else Act.DID
        facts = {"did": "walked through", "product": product.key}
        diary.note(diary.hours(day), act, places.VR, visitor(diary), words=words, device="headset", properties=facts)
    elif chance < 0.43:
        words = diary.says("event_good") if draw() < 0.5 else ""
        act = Act.SAID if words else Act.DID
        diary.note(diary.hours(day, 18, 21), act, places.OPEN_HOUSE, in_store(diary), words=words)
    elif chance < 0.52:
        slots = _sight(diary, product)
        words = diary.moody("ask", "ask_advice", slots=slots)
        at = diary.hours(day, 9, 20)
        ticket = ObjectRef("conversation", f"A{diary.name}-{day}")
        diary.note(at, Act.ASKED, places.CHAT_ADVICE, visitor(diary), words=words, objects=(ticket,))
        told: Detail = {"words": diary.writes("told_advice", slots=slots), "properties": {"by": "human"}}
        diary.note(
            at + 240, Act.WAS_TOLD, places.CHAT_ADVICE, visitor(diary), told, chair=Chair.COMPANY, objects=(ticket,)
        )
    elif chance < 0.6:
        diary.note(diary.hours(day), Act.WAS_OFFERED, places.CATALOGUE, (diary.person.crm_id,), chair=Chair.COMPANY)


def _store_visit(diary: Diary, day: int, product: Product) -> None:
    draw = diary.draw
    at = diary.hours(day, 10, 18)
    store = (ObjectRef("store", diary.person.region.key),)
    who = in_store(diary)
    diary.note(at, Act.DID, places.SHOWROOM, who, objects=store, properties={"did": "visited"})
    if draw() < 0.35:
        facts = {"did": "looked up stock", "product": product.key}
        diary.note(at + 600, Act.DID, places.KIOSK, (), objects=store, device="kiosk", properties=facts)
    if draw() < 0.3:
        good = draw() < 0.65
        words = diary.says("store_good" if good else "store_bad", slots=_sight(diary, product))
        place = places.STORE_ADVICE if good else places.TILL
        diary.note(at + 1500, Act.SAID, place, who, objects=store, words=words)


def _sight(diary: Diary, product: Product) -> dict[str, str]:
    return slots_of(diary, product, "", diary.local(product.price_eur))


def _checkout(diary: Diary, order: Order) -> None:
    draw, someone = diary.draw, diary.person
    who = visitor(diary)
    objects = (order.ref,)
    device = someone.device
    tries = 2 + int(draw() * 3) if draw() < diary.planting.address_retry_share else 1
    begun = order.at - 120 - tries * 70
    diary.note(begun, Act.DID, _basket(diary), who, objects=objects, device=device, properties={"did": "checked out"})
    address = places.ADDRESS_IN_APP if someone.app_user else places.ADDRESS
    for turn in range(tries):
        worked = turn == tries - 1
        facts = {"did": "sent the form", "result": "accepted" if worked else "postcode not recognised"}
        diary.note(begun + 45 + turn * 65, Act.DID, address, who, objects=objects, device=device, properties=facts)
    if tries > 1 and draw() < 0.25:
        words = diary.moody("bad", "checkout_bad", slots=order.slots)
        diary.note(order.at + HOUR, Act.SAID, address, order.who, objects=objects, words=words, device=device)
    if not diary.identified and someone.identified_in_app:
        both = (someone.crm_id, Identifier("email", someone.email), someone.anonymous_id)
        nowhere = _basket(diary)._replace(touchpoint="")
        diary.note(begun + 20, Act.DID, nowhere, both, device=device, properties={"did": "logged in"})


def abandon(diary: Diary, day: int) -> None:
    """A basket filled and left at the address form."""
    who, device = visitor(diary), diary.person.device
    at = diary.hours(day, 18, 23)
    diary.note(at, Act.DID, _basket(diary), who, device=device, properties={"did": "checked out"})
    for turn in range(2):
        facts = {"did": "sent the form", "result": "postcode not recognised"}
        diary.note(at + 60 + turn * 70, Act.DID, places.ADDRESS, who, device=device, properties=facts)


def _basket(diary: Diary) -> Place:
    return places.BASKET_IN_APP if diary.person.app_user else places.BASKET


def _payment(diary: Diary) -> Place:
    return places.PAYMENT_IN_APP if diary.person.app_user else places.PAYMENT


def days_after(order: Order, days: float) -> int:
    """The day so many days after the order."""
    return order.at // DAY + int(days)
