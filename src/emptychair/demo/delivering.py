"""Waiting, delivery and installation: what was promised, what came, and how it felt."""

from math import log

from emptychair.demo import helping, places
from emptychair.demo.definitions import DAYS
from emptychair.demo.diary import CHANGE_DAY, DAY, HOUR, Detail, Diary
from emptychair.demo.ordering import HOME, TAKEN, Order, visitor
from emptychair.demo.scoring import five_points
from emptychair.evidence import Act, Chair, Identifier, ObjectRef

CSAT_BASE = 3.6  # delivery on time, first day of evidence, an ordinary region
REGION_SPREAD = 0.05  # points by which regions differ from the start
COMMON_TREND = 0.1  # points gained everywhere over the two years
DUE_HOUR = 20
PORTAL_USES = ("chose a slot", "uploaded a photo", "looked for the installer", "moved the slot")
KEPT_TO_THE_MINUTE = 0.984  # of deliveries on the promised day or before; the rest came that night


def wait_and_receive(diary: Diary, order: Order) -> None:
    """From the promise to the thing at home, with the silence and the lateness that are planted."""
    if order.mode == TAKEN:
        refs = (order.ref,)
        diary.note(order.at + 300, Act.RECEIVED, places.TILL, order.who, objects=refs, basis="contract")
        order.received_at = order.at + 300
        return
    due_day = order.at // DAY + 4 + int(diary.draw() * 14)
    _promise(diary, order, due_day * DAY + DUE_HOUR * HOUR)
    if diary.draw() < 0.015 and order.mode == HOME:
        _cancel(diary, order, due_day - 2)
        return
    _wait(diary, order, due_day)
    _receive(diary, order, due_day)
    if order.mode == HOME:
        _ask_how_it_was(diary, order)
        if order.product.installed:
            _install(diary, order)


def delivery_mean(diary: Diary, order: Order) -> float:
    """The planted expectation of the delivery score of an order that has arrived."""
    region = diary.person.region
    number = int(region.key[-2:])
    day = order.received_at // DAY
    mean = CSAT_BASE + REGION_SPREAD * (1 if number % 2 else -1) + COMMON_TREND * day / DAYS
    if order.late_days:
        mean -= diary.planting.late_score_drop
    if region.area == "North" and day >= CHANGE_DAY:
        mean += diary.planting.change_effect
    return mean


def _promise(diary: Diary, order: Order, due: int) -> None:
    place = places.CONFIRMATION if order.mode == HOME else places.COLLECT
    promise = "on-time-delivery" if order.mode == HOME else "ready-to-collect"
    facts = {"promise": promise, "region": diary.person.region.key, "by": "machine"}
    words = diary.writes("told_confirm", slots=order.slots)
    told: Detail = {"chair": Chair.COMPANY, "objects": (order.ref,), "words": words, "due": due, "basis": "contract"}
    diary.note(order.at + 200, Act.WAS_PROMISED, place, order.who, told, properties=facts)


def _cancel(diary: Diary, order: Order, day: int) -> None:
    about: Detail = {"objects": (order.ref,), "basis": "contract"}
    at = max(order.at + HOUR, diary.hours(day))
    diary.note(at, Act.CANCELLED, places.STATUS_IN_APP, order.who, about, device="phone")
    facts = {"did": "refunded"}
    diary.note(at + DAY, Act.WAS_SERVED, places.RECORDS, order.who, about, chair=Chair.COMPANY, properties=facts)


def _wait(diary: Diary, order: Order, due_day: int) -> None:
    draw = diary.draw
    ordered_day = order.at // DAY
    about: Detail = {"chair": Chair.COMPANY, "objects": (order.ref,), "basis": "contract"}
    silent = draw() < 0.5
    if not silent:
        words = diary.writes("told_shipped", slots=order.slots)
        by: Detail = {"words": words, "properties": {"by": "machine"}}
        diary.note(diary.hours(due_day - 3), Act.WAS_TOLD, places.STATUS_MAIL, order.who, by, about)
    if draw() < 0.25:
        picked: Detail = {"properties": {"did": "picked and packed"}}
        diary.note(diary.hours(due_day - 3, 5, 8), Act.WAS_SERVED, places.WAREHOUSE, order.who, picked, about)
    if diary.person.app_user and draw() < 0.5:
        looked = diary.hours(ordered_day + 2 + int(draw() * (due_day - ordered_day - 2)))
        facts = {"did": "looked where it is"}
        diary.note(looked, Act.DID, places.STATUS_IN_APP, visitor(diary), objects=(order.ref,), properties=facts)
    if draw() < (diary.planting.silence_call_share if silent else 0.04) and order.mode == HOME:
        asked = diary.hours(ordered_day + 2 + int(draw() * max(1, due_day - ordered_day - 3)), 9, 19)
        helping.ask(diary, asked, "where_order", order)


def _receive(diary: Diary, order: Order, due_day: int) -> None:
    draw = diary.draw
    place = places.DOORSTEP if order.mode == HOME else places.COLLECT
    if draw() >= diary.planting.kept_share:
        order.late_days = 1 + min(int(-2.2 * log(1 - draw())), 11)
        order.slots["late"] = diary.tongue.days(order.late_days)
        at = diary.hours(due_day + order.late_days, 8, 19.5)
    elif draw() < KEPT_TO_THE_MINUTE:
        at = diary.hours(due_day - int(draw() ** 3 * 3), 8, 19.5)
    else:
        at = diary.hours(due_day, 20.5, 22)
    if diary.person.region.area == "North" and at // DAY >= CHANGE_DAY and order.mode == HOME:
        words = diary.writes("told_window", slots=order.slots)
        told: Detail = {
            "chair": Chair.COMPANY,
            "objects": (order.ref,),
            "words": words,
            "properties": {"by": "machine"},
        }
        phone = (Identifier("phone", diary.person.phone),)
        diary.note(diary.hours(at // DAY - 1, 17, 19), Act.WAS_TOLD, places.WINDOW, phone, told)
    order.received_at = at
    facts = {"region": diary.person.region.key}
    diary.note(at, Act.RECEIVED, place, order.who, objects=(order.ref,), properties=facts, basis="contract")


def _ask_how_it_was(diary: Diary, order: Order) -> None:
    draw = diary.draw
    asked = order.received_at + 2 * HOUR
    survey = ObjectRef("survey", "delivery-csat")
    email = (Identifier("email", diary.person.email),)
    refs = (survey, order.ref)
    diary.note(asked, Act.WAS_ASKED, places.DELIVERY_SURVEY, email, chair=Chair.COMPANY, objects=refs, basis="contract")
    if draw() >= 0.75:
        return
    mark = five_points(draw, delivery_mean(diary, order), strict=diary.person.never_five)
    words = _delivery_words(diary, order, mark) if draw() < 0.5 else ""
    facts = {"region": diary.person.region.key, "store": diary.person.region.key}
    given: Detail = {"score": float(mark), "scale": places.CSAT, "words": words, "properties": facts, "objects": refs}
    answered = asked + int(draw() * 30 * HOUR)
    diary.note(answered, Act.RATED, places.DELIVERY_SURVEY, email, given, basis="consent")
    order.felt_bad = mark <= 2


def _delivery_words(diary: Diary, order: Order, mark: int) -> str:
    if order.late_days:
        return diary.moody("bad", "delivery_bad", slots=order.slots)
    if mark <= 2:
        family = "product_bad_appliance" if order.product.family == "appliance" else "product_bad_furniture"
        return diary.moody("bad", family, slots=order.slots)
    if mark == 3:
        return diary.says("company_mid", slots=order.slots)
    messages = diary.person.region.area == "North" and order.received_at // DAY >= CHANGE_DAY
    topic = "delivery_window" if messages and diary.draw() < 0.5 else "delivery_good"
    return diary.moody("good", topic, slots=order.slots)


def _install(diary: Diary, order: Order) -> None:
    draw = diary.draw
    day = order.received_at // DAY + 2 + int(draw() * 8)
    slot_end = day * DAY + (12 if draw() < 0.5 else 17) * HOUR
    product = order.product.key
    ref = diary.thing("partner", "installation", f"I{order.ref.id}", order=order.ref.id, product=product)
    phone = (Identifier("phone", diary.person.phone),)
    about: Detail = {"objects": (ref,), "basis": "contract"}
    facts = {"promise": "installation-on-appointment"}
    promised: Detail = {"chair": Chair.COMPANY, "due": slot_end, "properties": facts}
    booked = order.received_at + 3 * HOUR
    diary.note(booked, Act.WAS_PROMISED, places.INSTALLATION, phone, promised, about)
    if diary.planting.undrawn_used:
        _use_portal(diary, booked, ref)
    at = slot_end - int(draw() * 3 * HOUR) if draw() < 0.74 else slot_end + int((0.5 + draw() * 30) * HOUR)
    done = {"by": "partner", "region": diary.person.region.key}
    diary.note(at, Act.RECEIVED, places.INSTALLATION, order.who, about, properties=done)
    if draw() < 0.65:
        _rate_installation(diary, order, ref, at + int(draw() * 40 * HOUR))


def _use_portal(diary: Diary, booked: int, installation: ObjectRef) -> None:
    draw = diary.draw
    for did in PORTAL_USES[: 1 + int(draw() ** 2 * 4)]:
        booked += 600 + int(draw() * 20 * HOUR)
        about: Detail = {"objects": (installation,), "device": "phone", "properties": {"did": did}}
        diary.note(booked, Act.DID, places.PORTAL, (Identifier("email", diary.person.email),), about)


def _rate_installation(diary: Diary, order: Order, installation: ObjectRef, at: int) -> None:
    mark = five_points(diary.draw, diary.planting.installation_mean, strict=diary.person.never_five)
    words = ""
    if diary.draw() < 0.6:
        good = mark >= 4
        topic = "installation_good" if good else "installation_bad"
        words = diary.moody("good" if good else "bad", topic, slots=order.slots)
    refs = (ObjectRef("survey", "installation-csat"), installation)
    given: Detail = {"score": float(mark), "scale": places.CSAT, "words": words, "objects": refs}
    email = (Identifier("email", diary.person.email),)
    diary.note(at, Act.RATED, places.INSTALLATION_SURVEY, email, given, basis="consent")
    order.felt_bad = order.felt_bad or mark <= 2
