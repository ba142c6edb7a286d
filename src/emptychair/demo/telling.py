"""Telling us and telling others: surveys, reviews, public mentions, the panel, the mirrored self-assessment."""

from emptychair.demo import places
from emptychair.demo.definitions import DAYS, DIMENSIONS, ITEMS
from emptychair.demo.diary import DAY, HOUR, Detail, Diary
from emptychair.demo.ordering import Order, pick_product, slots_of
from emptychair.demo.scoring import eleven_points, five_points
from emptychair.evidence import Act, Chair, Identifier, ObjectRef

FACETS = ("dream", "value", "regret", "cause", "hangout", "pain", "why", "belief")
WIDEST = "consumer-in"
# What leaders, staff and customers would answer on a dimension where nothing is planted; the middle of all.
MIRROR_MEANS = {"leaders": 4.0, "staff": 3.6, "customers": 3.3}
MIRROR_MIDDLE = 3.3


def mirror_mean(audience: str, dimension: str, widest_gap: float) -> float:
    """The expected answer of an audience on a dimension; leaders and customers are `widest_gap` apart on one."""
    if dimension != WIDEST:
        return MIRROR_MEANS[audience] + 0.06 * (DIMENSIONS.index(dimension) % 3 - 1)
    share = {"leaders": 0.5, "staff": 0.0, "customers": -0.5}[audience]
    return MIRROR_MIDDLE + share * widest_gap


def answer_mirror(diary: Diary, day: int, audience: str, who: tuple[Identifier, ...]) -> None:
    """All 32 mirrored statements in one sitting; answers of one person hang together."""
    draw, at = diary.draw, diary.hours(day, 9, 21)
    leaning = draw()
    chair = Chair.CUSTOMER if audience == "customers" else Chair.COMPANY
    refs = (ObjectRef("assessment", "mirror-1"),)
    means = {dimension: mirror_mean(audience, dimension, diary.planting.mirror_gap) for dimension in DIMENSIONS}
    for number, item in enumerate(ITEMS):
        # Half of the answers follow the person's leaning: the share of each mark stays as planted.
        chances = iter((leaning if draw() < 0.5 else draw(), draw()))
        mark = five_points(chances.__next__, means[item.rpartition(".")[0]])
        facts = {"assessment": "mirror-1", "item": item, "audience": audience}
        given: Detail = {
            "chair": chair,
            "objects": refs,
            "score": float(mark),
            "scale": places.AGREEMENT,
            "properties": facts,
        }
        diary.note(at + 12 * number, Act.ANSWERED, places.PANEL, who, given, basis="consent")


def review(diary: Diary, order: Order) -> None:
    """A public review of the thing, with stars and words; one in three under no name that we know."""
    draw = diary.draw
    mean = 2.2 if order.felt_bad else 3.3 if order.late_days else 4.1
    mark = five_points(draw, mean, strict=diary.person.never_five)
    bad = "product_bad_appliance" if order.product.family == "appliance" else "product_bad_furniture"
    if mark >= 4:
        words = diary.moody("good", "product_good", *(["delivery_good"] if draw() < 0.3 else []), slots=order.slots)
    elif mark == 3:
        words = diary.says("company_mid", bad, slots=order.slots)
    else:
        grief = "delivery_bad" if order.late_days else bad
        words = diary.moody("bad", grief, *(["service_bad"] if draw() < 0.3 else []), slots=order.slots)
    refs = (ObjectRef("product", order.product.key),)
    who = (Identifier("email", diary.person.email),) if draw() < 0.66 else ()
    at = order.received_at + int((2 + draw() * 25) * DAY)
    diary.note(at, Act.RATED, places.REVIEWS, who, score=float(mark), scale=places.STARS, words=words, objects=refs)


def recommend_or_not(diary: Diary, day: int, mood: float) -> None:
    """The relationship survey, twice a year to some: would you recommend us?"""
    draw = diary.draw
    email = (Identifier("email", diary.person.email),)
    refs = (ObjectRef("survey", "relationship-nps"),)
    asked = diary.hours(day, 9, 11)
    place = places.RELATIONSHIP_SURVEY
    diary.note(asked, Act.WAS_ASKED, place, email, chair=Chair.COMPANY, objects=refs, basis="contract")
    if draw() >= 0.45 or not diary.person.consents["insight"]:
        return
    mark = eleven_points(draw, mood, strict=diary.person.never_five)
    topic = "company_good" if mark > 8 else "company_mid" if mark > 6 else "company_bad"
    words = diary.says(topic) if draw() < 0.6 else ""
    at = asked + int(draw() * 50 * HOUR)
    given: Detail = {"score": float(mark), "scale": places.NPS, "words": words, "objects": refs}
    diary.note(at, Act.RATED, place, email, given, basis="consent")


def mention(diary: Diary, order: Order, *, good: bool) -> None:
    """Saying it in public, under a handle."""
    words = diary.says("social_good" if good else "social_bad", slots=order.slots)
    handle = diary.person.social_handle
    who = (Identifier("social_handle", handle),) if handle else ()
    at = order.received_at + int(diary.draw() * 5 * DAY)
    facts = {"likes": int(diary.draw() ** 6 * 900)}
    diary.note(at, Act.SAID, places.SOCIAL, who, words=words, properties=facts)


def open_up(diary: Diary, day: int, order: Order | None) -> None:
    """An open answer in the panel on one facet of life: what matters, dreams, regrets, places."""
    draw = diary.draw
    facet = FACETS[int(draw() * len(FACETS))]
    slots = order.slots if order else slots_for_anything(diary)
    refs = (ObjectRef("survey", "panel-home"),)
    given: Detail = {
        "words": diary.says(f"facet_{facet}", slots=slots),
        "objects": refs,
        "properties": {"facet": facet},
    }
    email = (Identifier("email", diary.person.email),)
    purposes = ("insight",)
    diary.note(diary.hours(day), Act.ANSWERED, places.PANEL, email, given, basis="consent", purposes=purposes)


def press_smiley(diary: Diary, day: int) -> None:
    """One press on the kiosk at the store's door, by nobody we know."""
    mark = five_points(diary.draw, 3.8, strict=diary.person.never_five)
    refs = (ObjectRef("survey", "store-smiley"), ObjectRef("store", diary.person.region.key))
    at = diary.hours(min(day, DAYS - 1), 10, 19)
    diary.note(at, Act.RATED, places.KIOSK, (), score=float(mark), scale=places.CSAT, objects=refs, device="kiosk")


def slots_for_anything(diary: Diary) -> dict[str, str]:
    """Facts for words that hang on no order."""
    product = pick_product(diary)
    return slots_of(diary, product, "", diary.local(product.price_eur))
