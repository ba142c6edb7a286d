"""Belonging and letting go: records, consent, the club, visits, offers, referrals, drifting away, leaving."""

from emptychair.demo import places
from emptychair.demo.definitions import DAYS
from emptychair.demo.diary import DAY, Detail, Diary
from emptychair.demo.ordering import in_store, money, pick_product, visitor
from emptychair.demo.people import Person, second_record
from emptychair.evidence import Act, Chair, Identifier, ObjectRef


def introduce(diary: Diary, day: int) -> None:
    """The customer record as the company first holds it, and the consents given with it."""
    someone = diary.person
    at = day * DAY + 7 * 3600 + int(diary.draw() * 3600)
    ids: tuple[Identifier, ...] = (
        someone.crm_id,
        Identifier("email", someone.email),
        Identifier("phone", someone.phone),
    )
    if someone.member and not someone.duplicate:
        ids = (*ids, someone.loyalty_id)
    if someone.social_handle and someone.index % 3 == 0:
        ids = (*ids, Identifier("social_handle", someone.social_handle))
    traits = _traits(someone, someone.name)
    diary.note(at, Act.DESCRIBED, places.RECORDS, ids, chair=Chair.COMPANY, basis="contract", properties=traits)
    diary.note(at + 60, Act.CONSENTED, places.RECORDS, ids[:2], basis="consent", properties=dict(someone.consents))
    if someone.duplicate:
        _introduce_again(diary, at)


def join_club(diary: Diary, day: int) -> None:
    """Joining the club, in a store or in the app."""
    in_app = diary.person.app_user
    place, who = (places.CLUB, (diary.person.crm_id,)) if in_app else (places.CLUB_IN_STORE, in_store(diary))
    if who:
        diary.note(diary.hours(day, 9, 19), Act.JOINED, place, who, objects=(ObjectRef("club", "wren-club"),))


def visit_now_and_then(diary: Diary, first: int) -> None:
    """Regular visitors come every few weeks; those who drift away stop on their last day, and may say why."""
    someone, draw = diary.person, diary.draw
    if not someone.disengaging and draw() >= 0.1:
        return
    diary.identified = True
    day, last = max(0, first) + int(draw() * 20), someone.last_day
    while day < last:
        _visit(diary, day)
        day += 18 + int(draw() * 24)
    if someone.disengaging:
        _drift(diary)


def hear_from_us(diary: Diary, first: int) -> None:
    """Newsletters and offers, where marketing was agreed to; some are opened."""
    draw, someone = diary.draw, diary.person
    if not someone.consents["marketing"]:
        return
    bare = diary.tongue.products[pick_product(diary).key][2]
    for _ in range(int(draw() * 2.4)):
        day = max(0, first) + int(draw() * (DAYS - max(0, first)))
        slots = {**diary.slots, "product": bare, "amount": money(diary, diary.local(5 + int(draw() * 40)))}
        words = diary.writes("offer", slots=slots)
        email = (Identifier("email", someone.email),)
        at = diary.hours(day, 8, 10)
        told: Detail = {"chair": Chair.COMPANY, "words": words, "purposes": ("marketing",), "basis": "consent"}
        diary.note(at, Act.WAS_OFFERED, places.NEWSLETTER, email, told)
        if draw() < 0.25 and day < someone.last_day:
            opened: Detail = {"device": "phone", "properties": {"did": "opened"}}
            diary.note(at + int(draw() * DAY), Act.DID, places.NEWSLETTER, email, opened)


def refer(diary: Diary, day: int) -> None:
    """Telling somebody else about us."""
    product = diary.tongue.products[pick_product(diary).key][2]
    words = diary.says("refer", slots={**diary.slots, "product": product})
    diary.note(diary.hours(day), Act.REFERRED, places.CLUB, (diary.person.crm_id,), words=words)


def leave(diary: Diary, day: int) -> None:
    """Giving up the club, in words, and withdrawing the consents."""
    email = (Identifier("email", diary.person.email),)
    club = (ObjectRef("club", "wren-club"),)
    at = diary.hours(day, 9, 22)
    diary.note(at, Act.LEFT, places.CLUB, email, objects=club, words=diary.says("leave"))
    withdrawn = {"marketing": False, "profiling": False}
    diary.note(at + 300, Act.CONSENTED, places.CLUB, email, basis="consent", properties=withdrawn)


def _traits(someone: Person, name: str) -> dict[str, object]:
    return {
        "name": name,
        "kind": "person",
        "roles": [someone.role],
        "country": someone.region.country,
        "region": someone.region.key,
        "city": someone.city,
        "language": someone.language,
        "time_zone": someone.region.zone,
        "birth_year": someone.birth_year,
        "preferred_channel": someone.preferred,
        "persona": someone.persona,
    }


def _introduce_again(diary: Diary, at: int) -> None:
    someone = diary.person
    name, ids = second_record(someone)
    traits: dict[str, object] = {"name": name, "kind": "person", "roles": [someone.role], "city": someone.city}
    traits |= {"country": someone.region.country, "birth_year": someone.birth_year}
    later = at + int((1 + diary.draw() * 5) * DAY)
    about: Detail = {"chair": Chair.COMPANY, "basis": "contract", "properties": traits}
    diary.note(later, Act.DESCRIBED, places.CLUB_IN_STORE, ids, about)
    store = (ObjectRef("store", someone.region.key),)
    for _ in range(3):
        day = later // DAY + 1 + int(diary.draw() * 120)
        at_store = diary.hours(min(day, someone.last_day), 10, 18)
        facts = {"did": "showed the card"}
        diary.note(at_store, Act.DID, places.SHOWROOM, ids[:1], objects=store, properties=facts)


def _visit(diary: Diary, day: int) -> None:
    draw, someone = diary.draw, diary.person
    chance = draw()
    if chance < 0.45 and someone.app_user:
        place = places.CARE_TIPS if draw() < 0.4 else places.PAGE_IN_APP
        facts = {"did": "looked"}
        diary.note(diary.hours(day, 7, 23), Act.DID, place, visitor(diary), device="phone", properties=facts)
    elif chance < 0.8 or not in_store(diary):
        facts = {"did": "looked"}
        who = (someone.crm_id,)
        diary.note(diary.hours(day, 7, 23), Act.DID, places.PAGE_ON_SITE, who, device=someone.device, properties=facts)
    else:
        store = (ObjectRef("store", someone.region.key),)
        facts = {"did": "visited"}
        diary.note(diary.hours(day, 10, 18), Act.DID, places.SHOWROOM, in_store(diary), objects=store, properties=facts)


def _drift(diary: Diary) -> None:
    someone, draw = diary.person, diary.draw
    at = diary.hours(someone.last_day, 9, 20)
    email = (Identifier("email", someone.email),)
    chance = draw()
    if chance < 0.35:
        diary.note(at, Act.CONSENTED, places.NEWSLETTER, email, basis="consent", properties={"marketing": False})
    if 0.2 < chance < 0.6:
        refs = (ObjectRef("survey", "panel-home"),)
        diary.note(at, Act.ANSWERED, places.PANEL, email, words=diary.says("drift"), objects=refs, basis="consent")
