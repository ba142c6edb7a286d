"""Replies: how long people wait for a human being, from the evidence of tickets and from our own cases."""

from datetime import datetime
from typing import Any, NamedTuple

import ibis
from sqlalchemy import select

from emptychair.care.schema import cases
from emptychair.core import Figure
from emptychair.evidence import Which
from emptychair.methods import survival
from emptychair.store import EVIDENCE_OBJECTS, LIVED, Stores

CHANNELS, FEW = 4, 20  # curves that a picture can hold; waits without which a curve is mostly chance

Ends = tuple[datetime, datetime | None]


class Wait(NamedTuple):
    """A curve of waiting in hours, its median, how many still wait; about "questions" by a channel or our "cases"."""

    about: str
    channel: str
    curve: survival.Curve
    median: Figure
    waiting: int


def waits() -> Any:
    """One row a wait on a ticket: from the first question after the last human reply to the next human reply.

    Columns evidence (the question), object, party, channel, asked_at, heard_at, told_at (null: still waiting).
    What a machine said is no reply.
    """
    asked = _on_tickets(LIVED.filter(LIVED.act == "asked"))
    replies = _human_replies()
    later = asked.select("id", "object", "happened_at").join(replies, "object")
    later = later.filter(later.told_at >= later.happened_at)
    first = later.group_by("id").aggregate(told_at=later.told_at.min())
    questions = asked.left_join(first, asked.id == first.id).drop("id_right")
    # Several questions that the same reply ended (or that none has ended yet) are one wait, not several short ones.
    order = ibis.window(group_by=[questions.object, questions.told_at], order_by=[questions.happened_at, questions.id])
    questions = questions.mutate(place=ibis.row_number().over(order))
    wait = questions.filter(questions.place == 0)
    return wait.select(
        "object",
        "party",
        "channel",
        "told_at",
        evidence=wait.id,
        asked_at=wait.happened_at,
        heard_at=wait.received_at,
    )


def reply_curve(stores: Stores, now: datetime) -> survival.Curve | None:
    """Hours from when a reason reached us to a human reply, over every case, taken or not.

    Those still waiting count as waiting (censored), so neither leaving hard cases open nor leaving
    them on the list makes us look fast. None before the first case.
    """
    with stores.records.read() as db:
        rows = db.execute(select(cases.c.heard_at, cases.c.answered_at)).all()
    return survival.kaplan_meier(*_hours([(row.heard_at, row.answered_at) for row in rows], now)) if rows else None


def reply_waits(stores: Stores, now: datetime) -> list[Wait]:
    """How long people wait for a human being: questions on tickets by their busiest channels, then our own cases.

    Questions without a reply count as waiting until the newest evidence of all: nobody knows what came after.
    """
    newest = stores.ledger.one(LIVED.aggregate(at=LIVED.happened_at.max()))["at"]
    by_channel: dict[str, list[Ends]] = {}
    for row in stores.ledger.rows(waits().select("channel", "asked_at", "told_at")):
        by_channel.setdefault(row["channel"], []).append((row["asked_at"], row["told_at"]))
    busiest = sorted(by_channel, key=lambda channel: (-len(by_channel[channel]), channel))[:CHANNELS]
    found = [_asked(channel, by_channel[channel], newest) for channel in busiest if len(by_channel[channel]) >= FEW]
    ours = reply_curve(stores, now)
    return [*found, _wait("cases", "", ours, "/cases?state=all", now)] if ours else found


def _asked(channel: str, ends: list[Ends], newest: datetime) -> Wait:
    which = Which(act="asked", object_kind="ticket", channel=channel)
    told = max((at for _, at in ends if at), default=None)
    return _wait("questions", channel, survival.kaplan_meier(*_hours(ends, newest)), which.url(), told)


def _wait(about: str, channel: str, curve: survival.Curve, link: str, newest: datetime | None) -> Wait:
    low, high = curve.median_ends
    answered = sum(step.happened for step in curve.steps)
    median = Figure(curve.median, curve.n, link, low, high, "hours", newest)
    return Wait(about, channel, curve, median, curve.n - answered)


def _hours(ends: list[Ends], until: datetime) -> tuple[list[float], list[bool]]:
    hours = [max(((told or until) - heard).total_seconds(), 0.0) / 3600 for heard, told in ends]
    return hours, [told is not None for _, told in ends]


def _human_replies() -> Any:
    machines = EVIDENCE_OBJECTS.filter((EVIDENCE_OBJECTS.kind == "by") & (EVIDENCE_OBJECTS.object == "machine"))
    told = LIVED.filter((LIVED.act == "was_told") & LIVED.id.notin(machines.evidence))
    return _on_tickets(told).select("object", told_at=ibis._.happened_at)


def _on_tickets(table: Any) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == "ticket")
    columns = ("id", "party", "channel", "happened_at", "received_at", "object")
    return table.join(links, table.id == links.evidence).select(*columns)
