"""Reasons: where the evidence says that somebody needs us, each rule an Ibis table of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import ibis

from emptychair.care.model import Reason
from emptychair.promises import Promise, all_promises, outcomes
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS, Stores

PATIENCE = timedelta(hours=24)  # a question that waits longer is a moment of need
UNWELL = -0.25  # feeling from which a rating speaks against us: 2 of 5 stars and less


def reasons(stores: Stores, now: datetime) -> list[Reason]:
    """Everybody who needs us by the evidence, most weight first, then the longest wait."""
    found = [reason for pledge in all_promises(stores.records) for reason in _let_down(stores, pledge, now)]
    found += _unanswered(stores, now) + _in_hardship(stores)
    return sorted(found, key=lambda reason: (-reason.weight, reason.since))


def let_down(pledge: Promise, now: datetime) -> Any:
    """Broken cases of a promise whose customer then rated the same object badly: one row a case."""
    cases = outcomes(pledge, now)
    cases = cases.filter(cases.outcome.isin(["late", "never"]) & cases.party.notnull())
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == pledge.object_kind)
    rated = LIVED.filter((LIVED.valence <= UNWELL) & (LIVED.chair == "customer"))
    rated = rated.join(links, rated.id == links.evidence).select(
        "id", "object", "happened_at", "valence", "score", "words"
    )
    both = cases.join(rated, "object")
    worst = ibis.window(group_by=both.object, order_by=[both.valence, both.id])
    both = both.mutate(place=ibis.row_number().over(worst))
    return both.filter(both.place == 0).drop("place")


def unanswered(now: datetime) -> Any:
    """Questions on a ticket that nobody has answered: one row a ticket, from its first question on."""
    asked = _on_ticket(LIVED.filter((LIVED.act == "asked") & LIVED.party.notnull()))
    told = _on_ticket(LIVED.filter(LIVED.act == "was_told")).select("object").distinct()
    waiting = asked.anti_join(told, "object")
    hour = now.astimezone(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0) - PATIENCE
    late = waiting.filter(waiting.happened_at < ibis.literal(hour.isoformat(sep=" ")).cast("timestamp(6)"))
    first = ibis.window(group_by=late.object, order_by=[late.happened_at, late.id])
    late = late.mutate(place=ibis.row_number().over(first))
    return late.filter(late.place == 0).drop("place")


def in_hardship() -> Any:
    """Words in which somebody says that they cannot pay or cope: one row a piece of evidence."""
    said = READINGS.filter((READINGS.kind == "cue") & (READINGS.facet == "hardship"))
    said = said.group_by("evidence").aggregate(label=said.label.min())
    spoken = LIVED.filter(LIVED.party.notnull() & (LIVED.chair == "customer"))
    return spoken.join(said, spoken.id == said.evidence).select("id", "party", "happened_at", "label")


def analyses() -> dict[str, Any]:
    """Every rule over the ledger's tables, for the comparison of engines."""
    pledge = Promise("delivery", "", "", "", "", "", object_kind="order")
    day = datetime(2024, 1, 1, tzinfo=UTC)
    return {"care.let_down": let_down(pledge, day), "care.unanswered": unanswered(day), "care.hardship": in_hardship()}


def _let_down(stores: Stores, pledge: Promise, now: datetime) -> list[Reason]:
    found = []
    for row in stores.ledger.rows(let_down(pledge, now)):
        late = f"{_days(row['hours_late'])} late" if row["hours_late"] is not None else "it never came"
        numbers = (row["promised_evidence"], row["done_evidence"], row["id"])
        found.append(
            Reason(
                "broken promise",
                row["party"],
                pledge.object_kind,
                row["object"],
                f"{pledge.name}: {late}, and rated {row['score']:g}.",
                tuple(number for number in numbers if number is not None),
                row["happened_at"],
                min(0.9, 0.5 + 0.4 * -row["valence"]),
                "apologise" if row["words"] else "ask",
            )
        )
    return found


def _unanswered(stores: Stores, now: datetime) -> list[Reason]:
    return [
        Reason(
            "unanswered",
            row["party"],
            "ticket",
            row["object"],
            f"Asked us by {row['channel']} and has had no answer.",
            (row["id"],),
            row["happened_at"],
            0.6,
            "answer",
        )
        for row in stores.ledger.rows(unanswered(now))
    ]


def _in_hardship(stores: Stores) -> list[Reason]:
    return [
        Reason(
            "hardship",
            row["party"],
            "evidence",
            str(row["id"]),
            f"In a diminished state by their own words ({row['label']}): no selling, no dunning, a human being.",
            (row["id"],),
            row["happened_at"],
            1.0,
            "call",
        )
        for row in stores.ledger.rows(in_hardship())
    ]


def _on_ticket(table: Any) -> Any:
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == "ticket")
    return table.join(links, table.id == links.evidence).select("id", "party", "channel", "happened_at", "object")


def _days(hours: float) -> str:
    days = hours / 24
    return f"{days:.0f} days" if days >= 1.5 else f"{hours:.0f} hours"
