"""Answers to an assessment are evidence: who said it, from which chair, when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import ibis

from emptychair.core import Invalid
from emptychair.evidence import Act, Chair, Channel, Identifier, Message, ObjectRef, Scale, record
from emptychair.practise.items import Assessment
from emptychair.store import EVIDENCE_OBJECTS, LIVED, Stores

AUDIENCES = ("leaders", "staff", "customers")


def answer(
    stores: Stores,
    asked: Assessment,
    *,
    audience: str,
    who: str,
    answers: Mapping[str, int],
    now: datetime,
    names: Sequence[Identifier] = (),
) -> int:
    """Take one sitting: item → agreement. `who` tells sittings apart and need not name anybody.

    Items left out are not answered, which is allowed. Raises Invalid for an unknown item or an answer
    off the scale, or for a sitting without any answer.
    """
    if audience not in AUDIENCES:
        raise Invalid(f"There is no audience {audience!r}.", where=asked.key, mend=f"Use {', '.join(AUDIENCES)}.")
    known = {item.key for item in asked.items}
    for item, given in answers.items():
        if item not in known:
            raise Invalid(f"The assessment has no item {item!r}.", where=asked.key, mend="Use the shipped form.")
        if not asked.low <= given <= asked.high:
            raise Invalid(f"{given} is off the scale.", where=item, mend=f"Answer {asked.low} to {asked.high}.")
    if not answers:
        raise Invalid("Nothing was answered.", where=asked.key, mend="Answer at least one statement.")
    scale = Scale("agreement", asked.low, asked.high)
    # By the day only: with the minute, the audit trail or a colleague's memory would tell who it was.
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    messages = [_message(asked, audience, who, item, given, scale, names, day) for item, given in answers.items()]
    return record(stores, messages, now=day).recorded


def observations(key: str) -> Any:
    """Every answer to an assessment: item, audience, sitting (who), score, at, evidence."""
    links = EVIDENCE_OBJECTS
    ours = links.filter((links.kind == "assessment") & (links.object == key)).select("evidence")
    items = links.filter(links.kind.isin(AUDIENCES)).select("evidence", audience="kind", item="object")
    sitting = links.filter(links.kind == "sitting").select("evidence", sitting="object")
    table = LIVED.filter(LIVED.score.notnull()).select("id", "party", "score", "happened_at")
    table = table.join(ours, table.id == ours.evidence).select("id", "party", "score", "happened_at")
    table = table.join(items, table.id == items.evidence).drop("evidence")
    table = table.left_join(sitting, table.id == sitting.evidence)
    who = ibis.coalesce(table.party.cast("string"), table.sitting)
    return table.select("item", "audience", "score", who=who, at=table.happened_at, evidence=table.id)


def analyses() -> dict[str, Any]:
    """The answers over the ledger's tables, for the comparison of engines."""
    return {"practise.answers": observations("mirror-1")}


def forget(stores: Stores, parties: Sequence[int]) -> None:
    """Nothing beside the evidence, which is erased where it lives."""


def export(stores: Stores, party: int) -> dict[str, Any]:
    """Nothing beside the evidence, which is exported where it lives."""
    return {}


def _message(
    asked: Assessment,
    audience: str,
    who: str,
    item: str,
    given: int,
    scale: Scale,
    names: Sequence[Identifier],
    now: datetime,
) -> Message:
    return Message(
        source="emptychair:assessment",
        message_id=f"{asked.key}:{audience}:{who}:{item}",
        at=now,
        act=Act.ANSWERED,
        chair=Chair.CUSTOMER if audience == "customers" else Chair.COMPANY,
        identifiers=tuple(names),
        channel=Channel.SURVEY,
        objects=(ObjectRef("assessment", asked.key), ObjectRef("sitting", f"{asked.key}:{audience}:{who}")),
        score=given,
        scale=scale,
        properties={"assessment": asked.key, "item": item, "audience": audience},
    )
