"""Reading evidence: one filter that a URL can carry, and the lists and counts behind every number."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import ibis

from emptychair.core import Invalid, NotFound
from emptychair.store import EVIDENCE_OBJECTS, LIVED, READINGS, THINGS, Ledger


@dataclass(frozen=True, slots=True)
class Which:
    """Which evidence: every field narrows; empty means all. `url()` is the link behind a number."""

    ids: str = ""  # comma-separated evidence numbers
    party: int | None = None
    source: str = ""
    act: str = ""
    chair: str = ""
    touchpoint: str = ""
    channel: str = ""
    language: str = ""
    object_kind: str = ""
    object: str = ""
    among: str = ""  # comma-separated objects of `object_kind`: about one of them
    apart_from: str = ""  # the same: about one of that kind, and about none of these
    scale: str = ""
    at_least: float | None = None  # score
    at_most: float | None = None
    since: str = ""  # ISO dates, UTC; `until` is exclusive
    until: str = ""
    words: str = ""  # "any": has words; anything else: contains this
    topic: str = ""  # label of a reading, such as "delivery late"
    spoken_of: str = ""  # touchpoint that the words speak of
    promise: str = ""
    kept: str = ""  # with `promise`: "kept", "broken" or "open"
    about: str = ""  # with `promise`: all that is about the objects of its cases with this outcome

    def url(self) -> str:
        """The page that lists this evidence."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return "/evidence?" + urlencode({key: value for key, value in given.items() if value not in ("", None)})

    @classmethod
    def from_query(cls, given: dict[str, str]) -> "Which":
        """From a URL's parameters. Raises Invalid for an unknown field or a bad number."""
        known = {f.name: f for f in fields(cls)}
        values: dict[str, Any] = {}
        for key, value in given.items():
            if key not in known:
                raise Invalid(f"Evidence cannot be chosen by {key!r}.", mend=f"Use one of {', '.join(known)}.")
            kind = str(known[key].type)
            try:
                values[key] = int(value) if "int" in kind else float(value) if "float" in kind else value
            except ValueError as error:
                raise Invalid(f"{value!r} is not a number.", where=key, mend="Give a number.") from error
        return cls(**values)


def chosen(which: Which) -> Any:
    """The lived evidence that `which` chooses, as an Ibis table (without promise, kept and about: see promises)."""
    table = LIVED
    for name in ("party", "source", "act", "chair", "touchpoint", "channel"):
        value = getattr(which, name)
        if value not in ("", None):
            table = table.filter(table[name] == value)
    if which.ids:
        table = table.filter(table.id.isin([int(part) for part in which.ids.split(",") if part.strip().isdigit()]))
    if which.scale:
        table = table.filter(table.scale_kind == which.scale)
    if which.at_least is not None:
        table = table.filter(table.score >= which.at_least)
    if which.at_most is not None:
        table = table.filter(table.score <= which.at_most)
    if which.since:
        table = table.filter(table.happened_at >= _moment(which.since))
    if which.until:
        table = table.filter(table.happened_at < _moment(which.until))
    return _by_words(_by_object(table, which), which)


def entries(ledger: Ledger, which: Which, *, offset: int = 0, most: int = 50) -> list[dict[str, Any]]:
    """The evidence itself, newest first."""
    table = chosen(which)
    return ledger.rows(table.order_by([ibis.desc(table.happened_at), ibis.desc(table.id)]).limit(most, offset=offset))


def tally(ledger: Ledger, which: Which) -> dict[str, Any]:
    """How much there is of it: n, parties, oldest, newest."""
    table = chosen(which)
    return ledger.one(
        table.aggregate(
            n=table.count(),
            parties=table.party.nunique(),
            oldest=table.happened_at.min(),
            newest=table.happened_at.max(),
        )
    )


def by_source(ledger: Ledger) -> list[dict[str, Any]]:
    """How much was heard from each source, and when it last spoke: source, n, newest."""
    return ledger.rows(
        LIVED.group_by("source").aggregate(n=LIVED.count(), newest=LIVED.happened_at.max()).order_by("source")
    )


def entry(ledger: Ledger, evidence_id: int) -> dict[str, Any]:
    """One piece of evidence with its objects and readings. Raises NotFound."""
    found = ledger.rows(LIVED.filter(LIVED.id == evidence_id))
    if not found:
        raise NotFound("There is no such evidence.", where=f"evidence {evidence_id}", mend="It may have been erased.")
    links = EVIDENCE_OBJECTS.filter(EVIDENCE_OBJECTS.evidence == evidence_id)
    readings = READINGS.filter(READINGS.evidence == evidence_id)
    return found[0] | {"objects": ledger.rows(links), "readings": ledger.rows(readings)}


def thing(ledger: Ledger, kind: str, object_id: str) -> dict[str, Any]:
    """An object's attributes as last told (JSON text under "attributes"); empty where nothing was told."""
    return ledger.one(THINGS.filter((THINGS.kind == kind) & (THINGS.object == object_id)))


def _by_object(table: Any, which: Which) -> Any:
    if not which.object_kind and not which.object:
        return table
    links = EVIDENCE_OBJECTS
    if which.object_kind:
        links = links.filter(links.kind == which.object_kind)
    if which.object:
        links = links.filter(links.object == which.object)
    if which.among:
        links = links.filter(links.object.isin(which.among.split(",")))
    table = table.filter(table.id.isin(links.evidence))
    if which.apart_from:
        table = table.filter(~table.id.isin(links.filter(links.object.isin(which.apart_from.split(","))).evidence))
    return table


def _by_words(table: Any, which: Which) -> Any:
    if which.words == "any":
        table = table.filter(table.words.notnull())
    elif which.words:
        table = table.filter(table.words.lower().contains(which.words.lower()))
    if which.language:
        # Declared by the sender, or read from the words where nobody declared it.
        read = READINGS.filter((READINGS.kind == "language") & (READINGS.label == which.language))
        table = table.filter((table.language == which.language) | table.id.isin(read.evidence))
    for kind, label in (("cue", which.topic), ("touchpoint", which.spoken_of)):
        if label:
            found = READINGS.filter((READINGS.kind == kind) & (READINGS.label == label))
            table = table.filter(table.id.isin(found.evidence))
    return table


def _moment(text: str) -> Any:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{text!r} is not a date.", mend="Write it as 2024-05-31.") from error
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return ibis.literal(moment.isoformat(sep=" ")).cast("timestamp(6)")
