"""One customer's life with the company, from the first look to today: journeys, troubles, opinions."""

from emptychair.demo import belonging, delivering, helping, places, telling
from emptychair.demo.definitions import DAYS
from emptychair.demo.diary import DAY, HOUR, Detail, Diary, World
from emptychair.demo.ordering import Order, abandon, buy, in_store, pick_product, research
from emptychair.demo.people import ACCOUNT, members_of, party_kind, person
from emptychair.evidence import Act, Chair, Identifier, Message, ObjectRef, Thing

TROUBLES = ("ask_broken", "ask_invoice", "ask_return", "ask_howto")
BUYING_ROLES = ("decider", "user", "payer", "influencer")


def live(world: World, index: int) -> list[Message | Thing]:
    """All that was heard of the customer of this index: a person, or a business account with its members."""
    if party_kind(index, world.seed) == ACCOUNT:
        return _live_as_account(world, index)
    diary = Diary(world, person(index, world.seed, world.planting))
    _live(diary, ())
    return list(diary.read())


def _live_as_account(world: World, index: int) -> list[Message | Thing]:
    members = members_of(index, world.seed, world.planting)
    heard: list[Message | Thing] = []
    account = f"A{index:07d}"
    for number, someone in enumerate(members):
        diary = Diary(world, someone)
        if number == 0:
            _found_account(diary, account)
        belongs = {"member_of": account, "buying_role": BUYING_ROLES[number % len(BUYING_ROLES)]}
        at = max(0, someone.day_joined) * DAY + 10 * HOUR
        office = (someone.crm_id, Identifier("email", someone.email))
        who: Detail = {"chair": Chair.COMPANY, "basis": "contract", "properties": {"name": someone.name, **belongs}}
        diary.note(at, Act.DESCRIBED, places.RECORDS, office, who, objects=(ObjectRef("account", account),))
        _live(diary, (ObjectRef("account", account),))
        heard.extend(diary.read())
    return heard


def _found_account(diary: Diary, account: str) -> None:
    trade = ("Guest House", "Dental Practice", "Lettings", "Kindergarten", "Bakery", "Studio")[diary.person.index % 6]
    name = f"{diary.person.family} {trade}"
    diary.thing("crm", "account", account, name=name, segment="business")
    traits = {"name": name, "kind": "organisation", "roles": ["customer"], "country": diary.person.region.country}
    traits["city"] = diary.person.city
    who = (Identifier("account_id", account),)
    diary.note(HOUR, Act.DESCRIBED, places.RECORDS, who, chair=Chair.COMPANY, basis="contract", properties=traits)


def _live(diary: Diary, account: tuple[ObjectRef, ...]) -> None:
    someone, draw = diary.person, diary.draw
    first = max(0, someone.day_joined)
    if someone.role == "prospect":
        _look_around(diary, first)
        return
    belonging.introduce(diary, first)
    orders = [_journey(diary, day, number, account) for number, day in enumerate(_order_days(diary, first), 1)]
    if someone.member:
        belonging.join_club(diary, first)
    belonging.visit_now_and_then(diary, first)
    belonging.hear_from_us(diary, first)
    _opine(diary, first, orders)
    if orders and someone.diminished:
        _cannot_pay(diary, orders[0])
    if draw() < 0.03 and not someone.disengaging and someone.member:
        belonging.leave(diary, first + int(draw() * (DAYS - first)))


def _look_around(diary: Diary, first: int) -> None:
    draw = diary.draw
    for _ in range(1 + int(draw() * 3)):
        research(diary, first + 15 + int(draw() * max(1, DAYS - first - 15)), pick_product(diary))
    if diary.person.online_buyer and draw() < 0.5 and diary.planting.address_retry_share:
        abandon(diary, first + int(draw() * (DAYS - first)))
    if draw() < 0.3:
        belonging.introduce(diary, first)
        telling.open_up(diary, first + 1, None)


def _order_days(diary: Diary, first: int) -> list[int]:
    """The days of one to four orders; none so late that drifting away or an open bill could not be seen."""
    draw = diary.draw
    last = diary.person.last_day - (40 if diary.person.disengaging else 25 if diary.person.diminished else 0)
    chance = draw()
    wanted = 1 if chance < 0.79 else 2 if chance < 0.95 else 3 if chance < 0.99 else 4
    return sorted(first + int(draw() * max(1, last - first)) for _ in range(wanted))


def _journey(diary: Diary, day: int, number: int, account: tuple[ObjectRef, ...]) -> Order:
    draw = diary.draw
    product = pick_product(diary)
    research(diary, day, product)
    order = buy(diary, day, product, number)
    for ref in account:
        diary.thing("crm", "account_order", f"{ref.id}/{order.ref.id}", account=ref.id, order=order.ref.id)
    delivering.wait_and_receive(diary, order)
    if order.received_at < 0 or order.received_at // DAY > diary.person.last_day - 1:
        return order
    if draw() < 0.16:
        telling.review(diary, order)
    if draw() < (0.15 if order.late_days or order.felt_bad else 0.06):
        telling.mention(diary, order, good=not (order.late_days or order.felt_bad))
    if draw() < 0.2:
        _trouble(diary, order)
    if draw() < 0.05:
        _give_back(diary, order)
    return order


def _trouble(diary: Diary, order: Order) -> None:
    draw = diary.draw
    at = diary.hours(order.received_at // DAY + 1 + int(draw() * 60), 8, 20)
    if at // DAY <= diary.person.last_day:
        way = "post" if draw() < 0.05 else ""
        kinds = TROUBLES if order.product.family == "appliance" else TROUBLES[:3]
        helping.ask(diary, at, kinds[int(draw() * len(kinds))], order, way)


def _give_back(diary: Diary, order: Order) -> None:
    draw = diary.draw
    at = diary.hours(order.received_at // DAY + 3 + int(draw() * 20), 10, 18)
    ref = diary.thing("store", "return", f"R{order.ref.id}", order=order.ref.id)
    refs = (ref, order.ref)
    reason = {"reason": ("does not fit", "not as shown", "changed my mind", "faulty")[int(draw() * 4)]}
    who = in_store(diary) or order.who
    about: Detail = {"basis": "contract"}
    diary.note(at, Act.RETURNED, places.RETURNS, who, about, objects=refs, properties=reason)
    due = at + 14 * DAY
    promise = {"promise": "refund-14-days"}
    ours: Detail = {"chair": Chair.COMPANY, "objects": (ref,), "basis": "contract"}
    diary.note(at + 60, Act.WAS_PROMISED, places.RETURNS, who, ours, due=due, properties=promise)
    paid = at + int((2 + draw() * 16) * DAY)
    served = {"did": "refunded"}
    diary.note(paid, Act.WAS_SERVED, places.RETURNS, order.who, ours, amount=order.amount, properties=served)


def _opine(diary: Diary, first: int, orders: list[Order]) -> None:
    draw, someone = diary.draw, diary.person
    span = max(1, someone.last_day - first)
    mood = 0.75 - 0.3 * any(order.late_days for order in orders) - 0.25 * any(order.felt_bad for order in orders)
    for _ in range(1 + (draw() < 0.15)):
        telling.recommend_or_not(diary, first + int(draw() * span), mood)
    if draw() < 0.3:
        telling.open_up(diary, first + int(draw() * span), orders[-1])
    if draw() < 0.12:
        telling.press_smiley(diary, first + int(draw() * span))
    if draw() < 0.03 and not someone.disengaging:
        telling.answer_mirror(diary, DAYS - 90 + int(draw() * 80), "customers", (someone.crm_id,))
    if draw() < 0.04 + 0.08 * mood:
        belonging.refer(diary, first + int(draw() * span))


def _cannot_pay(diary: Diary, order: Order) -> None:
    draw = diary.draw
    day = order.at // DAY + 5 + int(draw() * 10)
    words = diary.writes("told_remind", slots=order.slots)
    told: Detail = {"chair": Chair.COMPANY, "objects": (order.ref,), "words": words, "properties": {"by": "machine"}}
    place = places.INVOICE if draw() < 0.6 else places.INVOICE_POST
    email = (Identifier("email", diary.person.email),)
    diary.note(diary.hours(day, 8, 9), Act.WAS_TOLD, place, email, told, amount=order.amount)
    way = ("email", "phone", "post")[int(draw() ** 1.5 * 3)]
    helping.ask(diary, diary.hours(day + 1 + int(draw() * 4), 7, 23), "diminished", order, way)
