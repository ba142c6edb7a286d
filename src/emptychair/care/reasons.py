"""Reasons: where the evidence says that somebody needs us, each rule an Ibis table of its own."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import ibis

from emptychair.care.model import Reason
from emptychair.care.replies import waits
from emptychair.promises import Promise, all_promises, outcomes
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS, Stores

PATIENCE = timedelta(hours=24)  # a question that waits longer is a moment of need
UNWELL = -0.25  # feeling from which a rating speaks against us: 2 of 5 stars and less
HURRY = "urgent need"  # needs us soon, and can cope

Closures = Mapping[int, Sequence[datetime]]


def reasons(stores: Stores, now: datetime, closures: Closures | None = None) -> list[Reason]:
    """Everybody who needs us by the evidence, most weight first, then the longest wait.

    `closures`: by party, when cases of hardship were closed: words heard later are a new reason.
    """
    found = [reason for pledge in all_promises(stores.records) for reason in _let_down(stores, pledge, now)]
    found += _unanswered(stores, now) + _in_hardship(stores, closures or {})
    return sorted(found, key=lambda reason: (-reason.weight, reason.since, reason.kind, reason.subject))


def let_down(pledge: Promise, now: datetime) -> Any:
    """Broken cases of a promise whose customer then rated the same object badly: one row a case."""
    cases = outcomes(pledge, now)
    cases = cases.filter(cases.outcome.isin(["late", "never"]) & cases.party.notnull())
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.kind == pledge.object_kind)
    rated = LIVED.filter((LIVED.valence <= UNWELL) & (LIVED.chair == "customer"))
    rated = rated.join(links, rated.id == links.evidence).select(
        "id", "object", "happened_at", "received_at", "valence", "score", "scale_high", "words"
    )
    both = cases.join(rated, "object")
    worst = ibis.window(group_by=both.object, order_by=[both.valence, both.id])
    both = both.mutate(place=ibis.row_number().over(worst))
    return both.filter(both.place == 0).drop("place")


def unanswered(now: datetime) -> Any:
    """Waits for a human reply that have lasted longer than PATIENCE: one row a wait, from its first question on."""
    hour = now.astimezone(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0) - PATIENCE
    late = ibis.literal(hour.isoformat(sep=" ")).cast("timestamp(6)")
    table = waits()
    return table.filter(table.told_at.isnull() & table.party.notnull() & (table.asked_at < late))


def in_hardship() -> Any:
    """Words in which somebody says that they cannot pay or cope: one row a piece of evidence."""
    said = READINGS.filter((READINGS.kind == "cue") & (READINGS.facet == "state") & (READINGS.label != HURRY))
    said = said.select("evidence").distinct()
    spoken = LIVED.filter(LIVED.party.notnull() & (LIVED.chair == "customer"))
    spoken = spoken.join(said, spoken.id == said.evidence)
    return spoken.select("id", "party", "happened_at", "received_at")


def analyses() -> dict[str, Any]:
    """Every rule over the ledger's tables, for the comparison of engines."""
    pledge = Promise("delivery", "", "", "", "", "", object_kind="order")
    day = datetime(2024, 1, 1, tzinfo=UTC)
    rules = {"care.let_down": let_down(pledge, day), "care.unanswered": unanswered(day), "care.waits": waits()}
    return rules | {"care.hardship": in_hardship()}


def _let_down(stores: Stores, pledge: Promise, now: datetime) -> list[Reason]:
    found = []
    for row in stores.ledger.rows(let_down(pledge, now)):
        late = _how_late(row["hours_late"])
        numbers = (row["promised_evidence"], row["done_evidence"], row["id"])
        found.append(
            Reason(
                "broken promise",
                row["party"],
                pledge.object_kind,
                row["object"],
                f"{pledge.name}: {late}, and rated {row['score']:g} of {row['scale_high']:g}.",
                tuple(number for number in numbers if number is not None),
                row["happened_at"],
                row["received_at"],
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
            f"Asked us by {row['channel'].replace('_', ' ')} and has had no answer from a human being.",
            (row["evidence"],),
            row["asked_at"],
            row["heard_at"],
            0.6,
            "answer",
        )
        for row in stores.ledger.rows(unanswered(now))
    ]


def _in_hardship(stores: Stores, closures: Closures) -> list[Reason]:
    """One reason a person: all their words that nobody has cared for yet belong together."""
    table = in_hardship()
    spells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in stores.ledger.rows(table.order_by(table.happened_at, table.id)):
        spell = bisect(closures.get(row["party"], ()), row["received_at"])
        spells.setdefault((row["party"], spell), []).append(row)
    return [_hardship(said) for said in spells.values()]


def _hardship(said: Sequence[dict[str, Any]]) -> Reason:
    first = said[0]
    return Reason(
        "hardship",
        first["party"],
        "evidence",
        str(first["id"]),
        # What it is stays in their own words: a label such as "ill" kept on a person would need their consent.
        "In a diminished state, by their own words.",
        tuple(row["id"] for row in said),
        first["happened_at"],
        first["received_at"],
        1.0,
        "call",
    )


def _how_late(hours: float | None) -> str:
    if hours is None:
        return "it never came"
    days = hours / 24
    return f"{days:.0f} days late" if days >= 1.5 else f"{max(hours, 1):.0f} hours late"
