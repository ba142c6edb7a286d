"""Observations: the Ibis tables behind every measure, one row each: evidence, party, at, value."""

from datetime import UTC, datetime
from typing import Any

import ibis

from emptychair.care import waits
from emptychair.promises import Promise, outcomes
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS

ANY_PRESENT = datetime(1970, 1, 1, tzinfo=UTC)
CONTACTS = ("phone", "chat", "email", "messenger")


def kept(pledge: Promise) -> Any:
    """100 for a case that was settled in time, 0 for one that was settled late."""
    settled = _settled(pledge)
    value = ibis.ifelse(settled.outcome == "kept", 100.0, 0.0)
    return settled.select(evidence=settled.done_evidence, party=settled.party, at=settled.done_at, value=value)


def scored(kind: str, touchpoint: str) -> Any:
    """The score that a customer gave on one kind of scale, at one touchpoint or anywhere."""
    table = LIVED.filter((LIVED.scale_kind == kind) & LIVED.score.notnull() & (LIVED.chair == "customer"))
    if touchpoint:
        table = table.filter(table.touchpoint == touchpoint)
    return table.select(evidence=table.id, party=table.party, at=table.happened_at, value=table.score)


def promoting(table: Any) -> Any:
    """Scores 0 to 10 as 100 (promoter), 0 (passive) or -100 (detractor)."""
    return table.mutate(value=ibis.cases((table.value >= 9, 100.0), (table.value <= 6, -100.0), else_=0.0))


def rated(touchpoint: str) -> Any:
    """How a touchpoint felt, -2 … +2, by the place of each rating on its own scale."""
    table = LIVED.filter((LIVED.touchpoint == touchpoint) & LIVED.valence.notnull() & (LIVED.act == "rated"))
    return table.select(evidence=table.id, party=table.party, at=table.happened_at, value=table.valence * 2)


def spoken(label: str, channel: str) -> Any:
    """100 for a contact in whose words the topic was read, 0 for one without it."""
    table = LIVED.filter(LIVED.words.notnull() & (LIVED.chair == "customer") & (LIVED.channel == channel))
    said = READINGS.filter((READINGS.kind == "cue") & (READINGS.label == label)).select("evidence").distinct()
    both = table.left_join(said, table.id == said.evidence)
    value = ibis.ifelse(both.evidence.notnull(), 100.0, 0.0)
    return both.select(evidence=both.id, party=both.party, at=both.happened_at, value=value)


def replied(channel: str) -> Any:
    """Hours from each question on a ticket to the first answer after it."""
    both = _answered(channel)
    hours = (both.told_at.epoch_seconds() - both.at.epoch_seconds()) / 3600
    return both.filter(both.told_at.notnull()).select("evidence", "party", "at", value=hours)


def unanswered(channel: str, now: datetime) -> Any:
    """Hours that each question on a ticket has waited so far, of those that nobody has answered yet."""
    waiting = _answered(channel)
    waiting = waiting.filter(waiting.told_at.isnull())
    hour = now.astimezone(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    moment = ibis.literal(hour.isoformat(sep=" ")).cast("timestamp(6)")
    hours = (moment.epoch_seconds() - waiting.at.epoch_seconds()) / 3600
    return waiting.select("evidence", "party", "at", value=ibis.greatest(hours, 0.0))


def retried(touchpoint: str, kind: str) -> Any:
    """100 for an object (such as an order) for which a touchpoint was met more than once, 0 for once."""
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == kind)
    here = LIVED.filter(LIVED.touchpoint == touchpoint)
    here = here.join(links, here.id == links.evidence)
    tries = here.group_by("object").aggregate(
        evidence=here.id.min(), party=here.party.min(), at=here.happened_at.min(), n=here.count()
    )
    return tries.select("evidence", "party", "at", value=ibis.ifelse(tries.n > 1, 100.0, 0.0))


def said_with(table: Any) -> Any:
    """Of these observations, those with words in the same evidence: observation, id, value."""
    words = _words()
    both = table.join(words, table.evidence == words.id)
    return both.select(observation=both.evidence, id=both.id, value=both.value)


def said_of_cases(pledge: Promise) -> Any:
    """What customers said on the object of each settled promise once its outcome could be known:
    observation, id, value (100 where it was kept, 0 where it came late).
    """
    cases = _settled(pledge)
    value = ibis.ifelse(cases.outcome == "kept", 100.0, 0.0)
    known = ibis.least(cases.done_at, cases.due_at)
    cases = cases.select("object", observation=cases.done_evidence, known=known, value=value)
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == pledge.object_kind)
    on_object = cases.join(links.select("object", "evidence"), "object")
    words = _words()
    said = on_object.join(words, on_object.evidence == words.id)
    return said.filter(said.happened_at >= said.known).select("observation", "id", "value")


def scored_cases(pledge: Promise) -> Any:
    """The scores that customers gave on the object of each settled promise: outcome, scale_kind, touchpoint and the
    columns of observations.
    """
    cases = _settled(pledge).select("object", "outcome")
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == pledge.object_kind).select("object", "evidence")
    scored_ = LIVED.filter(LIVED.score.notnull() & (LIVED.act == "rated") & (LIVED.chair == "customer"))
    points = scored_.select("id", "party", "scale_kind", "touchpoint", at="happened_at", value="score")
    return cases.join(links, "object").join(points, links.evidence == points.id).drop("id")


def _settled(pledge: Promise) -> Any:
    # What was kept or came late does not depend on the present: any will do, and one keeps the question the same.
    cases = outcomes(pledge, ANY_PRESENT)
    return cases.filter(cases.outcome.isin(["kept", "late"]))


def _words() -> Any:
    said = LIVED.filter(LIVED.words.notnull() & (LIVED.chair == "customer"))
    return said.select("id", "happened_at")


def _answered(channel: str) -> Any:
    # By a human being: what a machine said is no reply; questions that one reply ended are one wait.
    table = waits()
    return table.filter(table.channel == channel).select("evidence", "party", "told_at", at=table.asked_at)
