"""The parties around the customers: the range, leaders, staff, the installation partner, suppliers, voices."""

from typing import Any

from emptychair.demo import places
from emptychair.demo.definitions import DAYS, company, products, rates, regions
from emptychair.demo.diary import DAY, HOUR, Detail, Diary, World
from emptychair.demo.people import Person, person
from emptychair.demo.scoring import five_points
from emptychair.demo.telling import answer_mirror, slots_for_anything
from emptychair.evidence import Act, Chair, Identifier, Message, ObjectRef, Thing

LEADERS = (
    "Managing Director",
    "Head of Delivery",
    "Head of Contact Centre",
    "Head of Partners",
    "Head of Digital",
    "Head of Stores",
    "Head of Finance",
    "Head of People",
)
DEPARTMENTS = ("Stores", "Delivery", "Contact Centre", "Digital", "Finance", "Warehouse")
STAFF = 60
INSTALLERS = 12
PARTNER = "Torvent Fitting"
SUPPLIERS = ("Ulvarn Woodworks", "Casa Brenta Textiles", "Oskel Appliances", "Lumenfold Lighting", "Packmar Cartons")
VOICES = (*["critic"] * 4, *["fan"] * 10, *["influencer"] * 4)
OFFICES = (("Consumer Protection Office of Aldermoor", "regulator"), ("City of Wieselau", "government"))
DESK = 60  # member numbers from here on mark people of the house, never of a business account

# What each number of the house stands for, in order; customers follow after.
HOUSE = 1 + len(LEADERS) + STAFF + 1 + INSTALLERS + len(SUPPLIERS) + len(VOICES) + len(OFFICES)


def furnish(world: World, index: int) -> list[Message | Thing]:
    """All that was heard of, or told by, party `index` (0 … HOUSE - 1) around the customers."""
    if index == 0:
        return _range(world)
    diary = Diary(world, person(index, world.seed, world.planting, DESK))
    index -= 1
    for count, write in _TURNS:
        if index < count:
            write(world, diary, index)
            return list(diary.read())
        index -= count
    raise IndexError(index)


def _range(world: World) -> list[Message | Thing]:
    told = company(world.as_of)
    things: list[Message | Thing] = []
    for product in products():
        prices = {currency: round(product.price_eur * rate) for currency, rate in rates().items()}
        facts: dict[str, Any] = {"family": product.family, "list_price": prices}
        facts["needs_installation"] = product.installed
        things.append(Thing("demo:shop", "product", product.key, facts))
    for region in regions():
        facts = {"area": region.area, "name": region.name, "country": region.country, "city": region.cities[0]}
        things.append(Thing("demo:store", "store", region.key, facts))
    for survey in told.surveys:
        facts = {"kind": survey.kind, "low": survey.low, "high": survey.high, "question": survey.question}
        things.append(Thing("demo:survey", "survey", survey.key, facts))
    change = told.change
    facts = {"title": change.title, "on": change.on.isoformat(), "regions": list(change.touched_regions)}
    things.append(Thing("demo:delivery", "change", change.key, facts))
    return things


def _leader(world: World, diary: Diary, number: int) -> None:
    who = _employ(diary, number, LEADERS[number], "Leadership")
    for belief in company(world.as_of).beliefs:
        if belief.holder == LEADERS[number]:
            day = DAYS - 1 - (world.as_of - belief.since).days
            facts = {"belief": belief.key, "measure": belief.measure, "value": belief.value, "unit": belief.unit}
            about: Detail = {"chair": Chair.COMPANY, "words": belief.statement, "properties": facts}
            diary.note(diary.hours(day, 9, 17), Act.ANSWERED, places.STAFF, who, about)
    answer_mirror(diary, DAYS - 95, "leaders", who)


def _staff(world: World, diary: Diary, number: int) -> None:
    department = DEPARTMENTS[number % len(DEPARTMENTS)]
    who = _employ(diary, len(LEADERS) + number, f"{department} staff", department)
    answer_mirror(diary, DAYS - 93 + int(diary.draw() * 10), "staff", who)
    for quarter in range(8):
        rated = DEPARTMENTS[int(diary.draw() * len(DEPARTMENTS))]
        if rated == department:
            continue
        mark = five_points(diary.draw, 3.0 if rated == "Delivery" else 3.7)
        about: Detail = {"objects": (ObjectRef("department", rated),), "properties": {"survey": "internal-service"}}
        given: Detail = {"chair": Chair.COMPANY, "score": float(mark), "scale": places.CSAT, **about}
        diary.note(diary.hours(80 + quarter * 90, 8, 17), Act.RATED, places.STAFF, who, given, basis="contract")


def _partner(world: World, diary: Diary, number: int) -> None:
    who = (Identifier("partner_id", "torvent"),)
    traits = {"name": PARTNER, "kind": "organisation", "roles": ["partner"], "trade": "installation"}
    _describe(diary, who, traits)
    for month in range(24):
        facts = {"did": "reported", "installations": 20 + int(diary.draw() * 30)}
        at = diary.hours(month * 30 + 2, 8, 17)
        diary.note(at, Act.WAS_SERVED, places.INSTALLATION, who, chair=Chair.COMPANY, properties=facts)


def _installer(world: World, diary: Diary, number: int) -> None:
    someone = diary.person
    who = (Identifier("partner_staff_id", f"TF{number:03d}"), Identifier("email", _mail(someone, "torvent.example")))
    _describe(diary, who, {"name": someone.name, "kind": "person", "roles": ["partner"], "works_for": PARTNER})
    answer_mirror(diary, DAYS - 88, "staff", who)


def _supplier(world: World, diary: Diary, number: int) -> None:
    who = (Identifier("supplier_id", f"S{number:03d}"),)
    _describe(diary, who, {"name": SUPPLIERS[number], "kind": "organisation", "roles": ["supplier"]})
    for quarter in range(8):
        refs = (ObjectRef("purchase", f"P{number}-{quarter}"),)
        about: Detail = {"chair": Chair.COMPANY, "objects": refs, "basis": "contract"}
        diary.note(diary.hours(20 + quarter * 88, 8, 16), Act.WAS_SERVED, places.STAFF, who, about)


def _voice(world: World, diary: Diary, number: int) -> None:
    role, someone = VOICES[number], diary.person
    who = (Identifier("social_handle", f"@{role}_{number}_{someone.latin.lower()}"),)
    traits = {"name": someone.name, "kind": "person", "roles": [role], "country": someone.region.country}
    _describe(diary, who, traits)
    for _ in range(6 + int(diary.draw() * 12)):
        day = int(diary.draw() * DAYS)
        bad = role == "critic" or (role == "influencer" and diary.draw() < 0.4)
        words = diary.says("social_bad" if bad else "social_good", slots=slots_for_anything(diary))
        facts = {"likes": int(diary.draw() ** 3 * (90_000 if role == "influencer" else 400))}
        diary.note(diary.hours(day, 7, 23), Act.SAID, places.SOCIAL, who, words=words, properties=facts)


def _office(world: World, diary: Diary, number: int) -> None:
    name, role = OFFICES[number]
    who = (Identifier("office_id", f"O{number}"),)
    _describe(diary, who, {"name": name, "kind": "organisation", "roles": [role]})
    about = {"topic": "delivery dates in advertisements" if role == "regulator" else "permit for the open house"}
    refs = (ObjectRef("ticket", f"O{number}-1"),)
    words = "Please explain how the delivery dates on your product pages are calculated." if role == "regulator" else ""
    asked = diary.hours(420, 9, 15)
    diary.note(asked, Act.ASKED, places.LETTER, who, objects=refs, words=words, properties=about)
    told: Detail = {"chair": Chair.COMPANY, "objects": refs, "properties": {"by": "human"}}
    diary.note(asked + 9 * DAY, Act.WAS_TOLD, places.LETTER, who, told)


def _employ(diary: Diary, number: int, title: str, department: str) -> tuple[Identifier, ...]:
    someone = diary.person
    who = (Identifier("employee_id", f"E{number:04d}"), Identifier("email", _mail(someone, "hearthwren.example")))
    traits = {"name": someone.name, "kind": "person", "roles": ["employee"], "title": title, "department": department}
    _describe(diary, who, traits)
    return who


def _describe(diary: Diary, who: tuple[Identifier, ...], traits: dict[str, Any]) -> None:
    about: Detail = {"chair": Chair.COMPANY, "basis": "contract", "properties": traits}
    diary.note(8 * HOUR, Act.DESCRIBED, places.STAFF, who, about)


def _mail(someone: Person, domain: str) -> str:
    return f"{someone.email.partition('@')[0]}@{domain}"


_TURNS = (
    (len(LEADERS), _leader),
    (STAFF, _staff),
    (1, _partner),
    (INSTALLERS, _installer),
    (len(SUPPLIERS), _supplier),
    (len(VOICES), _voice),
    (len(OFFICES), _office),
)
