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


class Wait(NamedTuple):
    """A curve of waiting in hours, its median as a figure, how many still wait, and what it is about."""

    label: str
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
    return _curve([(row.heard_at, row.answered_at) for row in rows], now)


def ticket_curve(stores: Stores) -> survival.Curve | None:
    """Hours from a question on a ticket to a human reply, as the evidence has it; None without any.

    Those without a reply are counted as waiting until the newest evidence of all: nobody knows what came after.
    """
    newest = stores.ledger.one(LIVED.aggregate(at=LIVED.happened_at.max()))["at"]
    rows = stores.ledger.rows(waits().select("asked_at", "told_at"))
    return _curve([(row["asked_at"], row["told_at"]) for row in rows], newest)


def reply_waits(stores: Stores, now: datetime) -> list[Wait]:
    """Both curves where there are any: the evidence's tickets and our own cases."""
    tickets, ours = ticket_curve(stores), reply_curve(stores, now)
    newest = stores.ledger.one(waits().aggregate(at=ibis._.told_at.max()))["at"]
    found = []
    if tickets:
        found.append(_wait("Questions", tickets, Which(act="asked", object_kind="ticket").url(), newest))
    if ours:
        found.append(_wait("Cases", ours, "/cases?state=all", now))
    return found


def _wait(label: str, curve: survival.Curve, link: str, newest: datetime | None) -> Wait:
    low, high = curve.median_ends
    answered = sum(step.happened for step in curve.steps)
    median = Figure(curve.median, curve.n, link, low, high, "hours", newest)
    return Wait(label, curve, median, curve.n - answered)


def _curve(ends: list[tuple[datetime, datetime | None]], until: datetime) -> survival.Curve | None:
    if not ends:
        return None
    hours = [max(((told or until) - heard).total_seconds(), 0.0) / 3600 for heard, told in ends]
    return survival.kaplan_meier(hours, [told is not None for _, told in ends])


def _human_replies() -> Any:
    machines = EVIDENCE_OBJECTS.filter((EVIDENCE_OBJECTS.kind == "by") & (EVIDENCE_OBJECTS.object == "machine"))
    told = LIVED.filter((LIVED.act == "was_told") & LIVED.id.notin(machines.evidence))
    return _on_tickets(told).select("object", told_at=ibis._.happened_at)


def _on_tickets(table: Any) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == "ticket")
    columns = ("id", "party", "channel", "happened_at", "received_at", "object")
    return table.join(links, table.id == links.evidence).select(*columns)
