"""Let a row speak: make messages and things of it, as the outputs of a recipe say."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, Scale, Thing
from emptychair.listen.recipes.evaluate import (
    Reading,
    Row,
    Value,
    is_blank,
    label,
    moment_of,
    number_of,
    plain,
    question_of,
    value_of,
)
from emptychair.listen.recipes.expressions import Constant, Template
from emptychair.listen.recipes.model import About, EvidenceOut, Known, PartyOut, Recipe, ThingOut
from emptychair.listen.recipes.values import Moment, Problem

Said = Callable[[Row], "Message | Thing | None"]


def message_maker(out: EvidenceOut, default_id: str, recipe: Recipe, now: datetime) -> Said:
    """The message that an evidence line makes of a row, or None where its `when` does not hold.

    The function raises Problem where the row cannot be taken.
    """
    reading = Reading.of(recipe)
    asked = question_of(out.when, reading) if out.when else None
    act, chair, channel = _word(out.act, Act, reading), _word(out.chair, Chair, reading), _channel(out, recipe)
    touchpoint, device = _word(out.touchpoint, str, reading), _word(out.device, str, reading)
    language, currency = _word(out.language, str, reading), _word(out.currency, str, reading)
    who, at, objects = _who(out.who, out.anonymous, reading), _at(out.at, now, reading), _objects(out.objects, reading)
    message_id, said = _id(out.message_id or Template(template=default_id), reading), _words(out, reading)
    score, amount, due = _score(out, reading), _amount(out, reading), _due(out, reading)
    scale = Scale(out.scale.kind, out.scale.low, out.scale.high) if out.scale else None
    properties = _properties(out.properties, reading)
    fixed: dict[str, Any] = {"promise": out.promise} if out.promise else {}

    def made(row: Row) -> Message | None:
        if asked is not None and not asked(row):
            return None
        moment = at(row)
        precision = "not_before" if out.not_before else "day" if moment.day_only else ""
        return Message(
            source=recipe.source,
            message_id=message_id(row),
            at=moment.at,
            act=act(row),
            chair=chair(row),
            identifiers=who(row),
            touchpoint=touchpoint(row),
            channel=channel(row),
            device=device(row),
            objects=objects(row),
            words=said(row),
            language=language(row),
            score=score(row),
            scale=scale,
            amount=amount(row),
            currency=currency(row),
            due_at=due(row),
            basis=out.basis,
            purposes=out.purposes,
            properties=properties(row) | fixed | ({"at_precision": precision} if precision else {}),
        )

    return made


def party_maker(out: PartyOut, table: str, recipe: Recipe, now: datetime) -> Said:
    """The traits of a party that a row tells, as a message with the act `described`.

    Its id is made of names and traits, so that the same traits are told once and new ones are told anew.
    """
    reading = Reading.of(recipe)
    asked = question_of(out.when, reading) if out.when else None
    who, at = _who(out.who, False, reading), _at(out.at, now, reading)
    own_id = _id(out.message_id, reading) if out.message_id else None
    traits = {"name": out.name, "country": out.country, "city": out.city} | out.properties
    properties = _properties({name: one for name, one in traits.items() if one is not None}, reading)
    fixed = {"kind": out.kind, "roles": list(out.roles)}

    def made(row: Row) -> Message | None:
        if asked is not None and not asked(row):
            return None
        identifiers, told = who(row), properties(row) | fixed
        return Message(
            source=recipe.source,
            message_id=own_id(row) if own_id else _told_id(table, identifiers, told),
            at=at(row).at,
            act=Act.DESCRIBED,
            chair=Chair.COMPANY,
            identifiers=identifiers,
            channel=Channel.BACK_OFFICE,
            properties=told,
        )

    return made


def _told_id(table: str, identifiers: tuple[Identifier, ...], told: dict[str, Any]) -> str:
    digest = hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=6).hexdigest()
    return "/".join([table, "described", *(identifier.value for identifier in identifiers), digest])


def thing_maker(out: ThingOut, recipe: Recipe) -> Said:
    """The thing that a row tells of, or None where `when` does not hold."""
    reading = Reading.of(recipe)
    asked = question_of(out.when, reading) if out.when else None
    name, attributes = value_of(out.id, reading), _properties(out.attributes, reading)

    def made(row: Row) -> Thing | None:
        if asked is not None and not asked(row):
            return None
        known = name(row)
        if is_blank(known):
            raise Problem(f"says no id for the {out.kind}", "Fill the id in.", label(out.id))
        return Thing(recipe.source, out.kind, str(known), attributes(row))

    return made


def _word(expression: Any, kind: Callable[[Any], Any], reading: Reading) -> Callable[[Row], Any]:
    if isinstance(expression, Constant):
        word = kind(expression.constant)
        return lambda row: word
    value, column = value_of(expression, reading), label(expression)

    def worded(row: Row) -> Any:
        found = value(row)
        try:
            return kind(found)
        except ValueError:
            raise Problem("is no word of the vocabulary", "Map it to one.", column, str(found)) from None

    return worded


def _channel(out: EvidenceOut, recipe: Recipe) -> Callable[[Row], Channel]:
    reading = Reading.of(recipe)
    if out.channel != Constant(constant=""):
        return _word(out.channel, Channel, reading)
    channels = {line.key: line.channel for line in recipe.touchpoints}
    if isinstance(out.touchpoint, Constant):
        channel = channels.get(str(out.touchpoint.constant), Channel.UNKNOWN)
        return lambda row: channel
    touchpoint = value_of(out.touchpoint, reading)
    return lambda row: channels.get(str(touchpoint(row)), Channel.UNKNOWN)


def _who(known: tuple[Known, ...], anonymous: bool, reading: Reading) -> Callable[[Row], tuple[Identifier, ...]]:
    names = [(one.kind, value_of(one.value, reading)) for one in known]
    columns = label(known)

    def identifiers(row: Row) -> tuple[Identifier, ...]:
        found = tuple(Identifier(kind, str(value)) for kind, one in names if not is_blank(value := one(row)))
        if not found and not anonymous:
            raise Problem("is blank: nobody is known who this is about", "Fill it in, or skip such rows.", columns)
        return found

    return identifiers


def _at(expression: Any, now: datetime, reading: Reading) -> Callable[[Row], Moment]:
    moment, column = moment_of(expression, reading), label(expression)
    # A day is known in its own zone only: today's evidence may be tomorrow's date east of here.
    latest = now.astimezone(UTC)

    def at(row: Row) -> Moment:
        found = moment(row)
        if found is None:
            raise Problem("is blank: nothing tells when this was", "Fill the date in.", column)
        if found.at > latest:
            raise Problem(
                "lies in the future", "Correct the date, or the recipe's `time_zone`.", column, found.at.isoformat()
            )
        return found

    return at


def _objects(about: tuple[About, ...], reading: Reading) -> Callable[[Row], tuple[ObjectRef, ...]]:
    single = [(one.kind, value_of(one.id, reading)) for one in about if not one.of]
    many = [(one.kind, one.of, value_of(one.id, reading)) for one in about if one.of]

    def objects(row: Row) -> tuple[ObjectRef, ...]:
        found = [ObjectRef(kind, str(value)) for kind, one in single if not is_blank(value := one(row))]
        for kind, join, one in many:
            found += [ObjectRef(kind, str(value)) for each in row[join] if not is_blank(value := one(each))]
        return tuple(dict.fromkeys(found)) if many else tuple(found)

    return objects


def _id(expression: Any, reading: Reading) -> Callable[[Row], str]:
    value, column = value_of(expression, reading), label(expression)

    def message_id(row: Row) -> str:
        found = value(row)
        if is_blank(found):
            raise Problem("leaves the message without an id", "Fill in the columns that make the id.", column)
        return str(found)

    return message_id


def _words(out: EvidenceOut, reading: Reading) -> Callable[[Row], str]:
    if out.words is None:
        return lambda row: ""
    value = value_of(out.words, reading)
    return lambda row: str(value(row) or "")


def _score(out: EvidenceOut, reading: Reading) -> Callable[[Row], float | None]:
    if out.score is None or out.scale is None:
        return lambda row: None
    number, column, low, high = number_of(out.score, reading), label(out.score), out.scale.low, out.scale.high

    def score(row: Row) -> float:
        found = number(row)
        if found is None:
            raise Problem("is blank: there is no score", "Fill it in, or add `when` to the recipe.", column)
        if not low <= found <= high:
            raise Problem(
                f"is outside its scale ({low:g} to {high:g})",
                "Correct the score, or list the code as `blank`.", column, str(found),
            )  # fmt: skip
        return float(found)

    return score


def _amount(out: EvidenceOut, reading: Reading) -> Callable[[Row], Decimal | None]:
    return (lambda row: None) if out.amount is None else number_of(out.amount, reading)


def _due(out: EvidenceOut, reading: Reading) -> Callable[[Row], datetime | None]:
    if out.due_at is None:
        return lambda row: None
    moment, column = moment_of(out.due_at, reading), label(out.due_at)

    def due(row: Row) -> datetime:
        found = moment(row)
        if found is None:
            raise Problem("is blank: nothing tells when it is due", "Fill it in, or add `when`.", column)
        return found.at

    return due


def _properties(expressions: dict[str, Any], reading: Reading) -> Callable[[Row], dict[str, Any]]:
    values: list[tuple[str, Value]] = [(name, value_of(one, reading)) for name, one in expressions.items()]
    return lambda row: {name: plain(value) for name, one in values if not is_blank(value := one(row))}
