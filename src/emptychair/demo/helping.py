"""Asking for help and being answered: phone, e-mail, chat, messenger, bot and letter, each with its own pace."""

from collections.abc import Callable
from math import cos, exp, log, pi, sqrt

from emptychair.demo import places
from emptychair.demo.diary import DAY, HOUR, Detail, Diary, Place
from emptychair.demo.ordering import Order
from emptychair.demo.scoring import seven_points
from emptychair.evidence import Act, Chair, Identifier, ObjectRef

EMAIL_SPREAD = 0.7  # standard deviation of the logarithm of hours to a reply by e-mail
MINUTE = 60

# Shares of contacts by way; three in ten follow the stated preference instead.
_WAYS = (("phone", 0.45), ("email", 0.3), ("chat", 0.09), ("messenger", 0.08), ("bot", 0.08))


def ask(diary: Diary, at: int, topic: str, order: Order, way: str = "") -> None:
    """One question or complaint about an order, and what we answered."""
    way = way or _way(diary, topic)
    number = len(diary.notes)
    facts = {"topic": topic.removeprefix("ask_").replace("_", "-"), "way": way}
    ticket = diary.thing("contact", "ticket", f"T{diary.name}-{number}", order=order.ref.id, **facts)
    _ANSWERED_BY[way](diary, at, topic, order, (ticket, order.ref))


def hours_to_reply_by_email(diary: Diary) -> float:
    """A log-normal number of hours around the planted median (Box and Muller's transform)."""
    normal = sqrt(-2 * log(1 - diary.draw())) * cos(2 * pi * diary.draw())
    return diary.planting.email_reply_median_hours * exp(EMAIL_SPREAD * normal)


def _way(diary: Diary, topic: str) -> str:
    draw = diary.draw
    if topic == "where_order" and draw() < 0.6:
        return "phone"
    if diary.person.preferred in _ANSWERED_BY and draw() < 0.3:
        return diary.person.preferred
    chance = draw()
    for way, share in _WAYS:
        chance -= share
        if chance < 0:
            return way
    return "phone"


def _by_phone(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    draw = diary.draw
    repeated = draw() < diary.planting.repeat_story_share
    topics = (topic, "repeat_story") if repeated else (topic, "service_bad") if draw() < 0.1 else (topic,)
    phone = (Identifier("phone", diary.person.phone),)
    transfers = 1 + int(draw() * 3) if repeated else int(draw() * 1.3)
    facts = {"minutes_waited": int(2 + draw() * 38), "transfers": transfers}
    words = diary.moody("ask", *topics, slots=order.slots)
    diary.note(at, Act.ASKED, places.HELPLINE, phone, objects=refs, words=words, properties=facts)
    answer = diary.writes(_answer(topic), slots=order.slots)
    _tell(diary, at + 8 * MINUTE, places.HELPLINE, phone, refs, answer)
    if draw() < 0.6:
        gist = diary.writes("note", slots=order.slots) + diary.writes(topic, "note_end", slots=order.slots)
        by = {"by": diary.agent, "kind": "call note"}
        told: Detail = {"chair": Chair.COMPANY, "objects": refs, "words": gist, "properties": by}
        diary.note(at + 11 * MINUTE, Act.WAS_SERVED, places.HELPLINE, phone, told)
    _rate_help(diary, at + 3 * HOUR, places.HELPLINE, refs[0], 0.25 if repeated else 0.65)


def _by_email(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    email = (Identifier("email", diary.person.email),)
    words = diary.says("opener_ask", topic, "closer_ask", slots=order.slots)
    diary.note(at, Act.ASKED, places.EMAIL, email, objects=refs, words=words)
    promise = {"promise": "human-reply-24h", "by": "machine"}
    told: Detail = {"words": diary.writes("told_auto", slots=order.slots), "properties": promise, "due": at + DAY}
    diary.note(at + MINUTE, Act.WAS_PROMISED, places.EMAIL, email, told, chair=Chair.COMPANY, objects=refs[:1])
    hours = hours_to_reply_by_email(diary)
    answer = diary.writes(_answer(topic), slots=order.slots)
    replied = at + int(hours * HOUR)
    _tell(diary, replied, places.EMAIL, email, refs, answer)
    _rate_help(diary, replied + 5 * HOUR, places.EMAIL, refs[0], 0.7 if hours < 24 else 0.4)


def _by_chat(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    who = (diary.person.crm_id,)
    diary.note(at, Act.ASKED, places.CHAT, who, objects=refs, words=diary.moody("ask", topic, slots=order.slots))
    answer = diary.writes(_answer(topic), slots=order.slots)
    _tell(diary, at + int((2 + diary.draw() * 12) * MINUTE), places.CHAT, who, refs, answer)
    _rate_help(diary, at + HOUR, places.CHAT, refs[0], 0.7)


def _by_messenger(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    who = (Identifier("phone", diary.person.phone),)
    diary.note(at, Act.ASKED, places.MESSENGER, who, objects=refs, words=diary.says(topic, slots=order.slots))
    answer = diary.writes(_answer(topic), slots=order.slots)
    _tell(diary, at + int((0.2 + diary.draw() * 6) * HOUR), places.MESSENGER, who, refs, answer)


def _by_bot(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    who = (diary.person.crm_id,)
    diary.note(at, Act.ASKED, places.BOT, who, objects=refs, words=diary.says(topic, slots=order.slots))
    answer = diary.writes("told_auto", slots=order.slots)
    told: Detail = {"chair": Chair.COMPANY, "objects": refs, "words": answer, "properties": {"by": "machine"}}
    diary.note(at + 4, Act.WAS_TOLD, places.BOT, who, told)
    if diary.draw() < 0.5:
        handed = at + int((5 + diary.draw() * 60) * MINUTE)
        _tell(diary, handed, places.CHAT, who, refs, diary.writes(_answer(topic), slots=order.slots))
    elif diary.draw() < 0.5:
        words = diary.moody("bad", "service_bad", slots=order.slots)
        diary.note(at + 6 * MINUTE, Act.SAID, places.BOT, who, objects=refs, words=words)


def _by_letter(diary: Diary, at: int, topic: str, order: Order, refs: tuple[ObjectRef, ...]) -> None:
    who = (diary.person.crm_id,)
    grief = () if topic == "diminished" else ("company_bad",)
    words = diary.writes("opener_ask", topic, *grief, "closer_ask", slots=order.slots)
    diary.note(at, Act.ASKED, places.LETTER, who, objects=refs, words=words)
    answer = diary.writes("told_reply", slots=order.slots)
    _tell(diary, at + int((4 + diary.draw() * 14) * DAY), places.LETTER, who, refs, answer)


def _tell(
    diary: Diary, at: int, place: Place, who: tuple[Identifier, ...], refs: tuple[ObjectRef, ...], words: str
) -> None:
    facts = {"by": "human", "agent": diary.agent}
    diary.note(at, Act.WAS_TOLD, place, who, chair=Chair.COMPANY, objects=refs, words=words, properties=facts)


def _answer(topic: str) -> str:
    return "told_where" if topic == "where_order" else "told_reply"


def _rate_help(diary: Diary, at: int, place: Place, ticket: ObjectRef, mood: float) -> None:
    draw = diary.draw
    if draw() >= 0.3:
        return
    mark = seven_points(draw, mood, strict=diary.person.never_five)
    words = ""
    if draw() < 0.4:
        good = mark >= 5
        words = diary.moody("good", "service_good") if good else diary.moody("bad", "service_bad")
    asked = Place(place.touchpoint, places.DELIVERY_SURVEY.channel, "survey")
    refs = (ObjectRef("survey", "help-ces"), ticket)
    given: Detail = {"score": float(mark), "scale": places.CES, "words": words, "objects": refs}
    diary.note(at, Act.RATED, asked, (Identifier("email", diary.person.email),), given, basis="consent")


_ANSWERED_BY: dict[str, Callable[[Diary, int, str, Order, tuple[ObjectRef, ...]], None]] = {
    "phone": _by_phone,
    "email": _by_email,
    "chat": _by_chat,
    "messenger": _by_messenger,
    "bot": _by_bot,
    "post": _by_letter,
}
