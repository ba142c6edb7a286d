"""Believing: what people said, do and are recorded as, made into claims that rest on their evidence."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import ibis

from emptychair.evidence import Act, Channel
from emptychair.know.facets import FACETS, facet_of
from emptychair.know.model import Draft, Mark
from emptychair.know.names import channel_name, language_name, means_name, times
from emptychair.know.why import reason
from emptychair.language.cues import topics
from emptychair.store import READINGS, Ledger

MAKER = "reading"
STATED, ASKED, ASSUMED = 0.8, 0.9, 0.4  # the chance that such a claim was right when fresh: assumed until re-asked
CONSENT = "special_categories"  # the purpose under which beliefs, causes and hardship may be held at all

# Where a person goes of their own accord tells how they like to be in touch; where we go does not.
_CHOSEN = (Act.SAID, Act.ASKED, Act.BOUGHT, Act.DID, Act.JOINED, Act.PAID, Act.RETURNED)
_NO_CHOICE = (Channel.UNKNOWN, Channel.BACK_OFFICE, Channel.DELIVERY, Channel.SURVEY)
_PREFERENCES = {"preferred_channel": "channel", "preferred_payment": "payment", "preferred_language": "language"}
_LONGEST_STATEMENT = 160


def drafts(ledger: Ledger, theirs: Any, consenting: frozenset[int]) -> Iterator[Draft]:
    """Every claim that this evidence (an Ibis table like LIVED) supports, one per party, facet and wording.

    `consenting`: parties who allowed special categories to be held; nobody else's beliefs and causes become
    a claim, unless they gave them in an answer under consent.
    """
    said = theirs.filter((theirs.chair == "customer") & theirs.words.notnull())
    yield from _stated(ledger.rows(_cues(said)), consenting)
    yield from _answered(ledger.rows(_answers(said)), consenting)
    yield from _written(ledger.rows(_languages(said)))
    yield from _used(ledger.rows(_channels(theirs)))
    yield from _paid(ledger.rows(_payments(theirs)))
    yield from _described(ledger.rows(_descriptions(theirs)))


def _cues(said: Any) -> Any:
    """One row a cue: who said it, where, in which words."""
    cues = READINGS.filter(READINGS.kind == "cue")
    both = said.join(cues, said.id == cues.evidence)
    columns = ("id", "party", "happened_at", "words", "basis", "facet", "label", "quote_start", "quote_end")
    language = READINGS.filter(READINGS.kind == "language").select("evidence", code="label")
    table = both.select(*columns, "touchpoint").left_join(language, ibis._.id == language.evidence)
    return table.select(*columns, "touchpoint", "code").order_by("party", "happened_at", "id", "quote_start")


def _answers(said: Any) -> Any:
    """Open answers to a question of ours that names its facet."""
    asked = said.filter((said.act == str(Act.ANSWERED)) & said.properties.contains('"facet"'))
    return asked.select("id", "party", "happened_at", "words", "basis", "language", "properties").order_by("id")


def _languages(said: Any) -> Any:
    code = READINGS.filter(READINGS.kind == "language").select("evidence", code="label")
    both = said.join(code, said.id == code.evidence)
    return _counted(both, "code")


def _channels(theirs: Any) -> Any:
    own = theirs.filter((theirs.chair == "customer") & theirs.act.isin([str(act) for act in _CHOSEN]))
    return _counted(own.filter(~own.channel.isin([str(channel) for channel in _NO_CHOICE])), "channel")


def _payments(theirs: Any) -> Any:
    return _counted(theirs.filter((theirs.act == str(Act.PAID)) & theirs.properties.notnull()), "properties")


def _counted(table: Any, by: str) -> Any:
    newest = table.id.argmax(table.happened_at)
    counted = table.group_by("party", by).aggregate(n=table.id.nunique(), heard_at=table.happened_at.max(), id=newest)
    return counted.order_by("party", ibis.desc("n"), by)


def _descriptions(theirs: Any) -> Any:
    told = theirs.filter((theirs.act == str(Act.DESCRIBED)) & theirs.properties.notnull())
    return told.select("id", "party", "happened_at", "chair", "properties").order_by("happened_at", "id")


def _stated(rows: Iterable[dict[str, Any]], consenting: frozenset[int]) -> Iterator[Draft]:
    """The latest sentence of each wording carries the claim; n counts all pieces that say so."""
    said: dict[tuple[int, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        facet = facet_of(row["facet"])
        if facet and _may_hold(facet, row, consenting):
            said[row["party"], facet, row["label"]].append(row)
    for (party, facet, label), found in said.items():
        last = found[-1]
        start, end, words, code = last["quote_start"], last["quote_end"], last["words"], last["code"] or ""
        quoted = {"quote": words[start:end], "quote_start": start, "quote_end": end, "language": code}
        quoted["touchpoint"] = last["touchpoint"] or ""
        n = len({row["id"] for row in found})
        confidence = 1 - (1 - STATED) / n**0.5
        yield Draft(
            party, facet, label, label, Mark.STATED, confidence, last["happened_at"], MAKER,
            why=reason(words, start, end, code), evidence=last["id"], n=n, **quoted,
        )  # fmt: skip


def _may_hold(facet: str, row: dict[str, Any], consenting: frozenset[int]) -> bool:
    special = FACETS[facet].special or (row.get("label") in topics() and topics()[row["label"]].sensitive)
    return not special or row["basis"] == "consent" or row["party"] in consenting


def _answered(rows: Iterable[dict[str, Any]], consenting: frozenset[int]) -> Iterator[Draft]:
    """What somebody answers when asked about a facet is a claim as it stands, in any language."""
    for row in rows:
        facet = facet_of(str(json.loads(row["properties"]).get("facet", "")))
        if facet and _may_hold(facet, row, consenting):
            words = row["words"].strip()
            start = row["words"].index(words)
            statement = words if len(words) <= _LONGEST_STATEMENT else words[: _LONGEST_STATEMENT - 1] + "…"
            language = (row["language"] or "").split("-")[0]
            yield Draft(
                row["party"], facet, words.lower()[:200], statement, Mark.STATED, ASKED, row["happened_at"], MAKER,
                why=reason(row["words"], start, start + len(words), language), evidence=row["id"], quote=words,
                quote_start=start, quote_end=start + len(words), language=language,
            )  # fmt: skip


def _written(rows: Iterable[dict[str, Any]]) -> Iterator[Draft]:
    for row, share in _leading(rows):
        name = language_name(row["code"])
        yield _observed(row, "language", name, f"writes {name}, {times(row['n'])}", share)


def _used(rows: Iterable[dict[str, Any]]) -> Iterator[Draft]:
    listed = list(rows)
    for row, share in _leading(listed):
        name = channel_name(row["channel"])
        yield _observed(row, "channel", name, f"mostly comes by {name}, {times(row['n'])}", share)
    for row in listed:
        if row["channel"] in (Channel.VR, Channel.SOCIAL, Channel.EVENT, Channel.MESSENGER):
            name = channel_name(row["channel"])
            yield _observed(row, "hang-outs", name, f"met on {name}, {times(row['n'])}", 1.0)


def _paid(rows: Iterable[dict[str, Any]]) -> Iterator[Draft]:
    """The means of payment used most, and in how many instalments most often."""
    parts = [row | {"means": _means(row["properties"])} for row in rows]
    by_party: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in parts:
        if row["means"][0]:
            by_party[row["party"]].append(row)
    for found in by_party.values():
        counts = Counter[str]()
        for row in found:
            counts[row["means"][0]] += row["n"]
        name, n = counts.most_common(1)[0]
        same = [row for row in found if row["means"][0] == name]
        usual = max(same, key=lambda row: row["n"])["means"][1]
        latest = max(same, key=lambda row: row["heard_at"])
        instalments = f" in {usual} instalments" if usual > 1 else ""
        statement = f"pays by {means_name(name)}{instalments}, {times(n)}"
        yield _observed(latest | {"n": n}, "payment", means_name(name), statement, n / counts.total())


def _means(properties: str) -> tuple[str, int]:
    told = json.loads(properties)
    name = str(told.get("payment_type") or told.get("means") or told.get("payment_method") or "")
    parts = str(told.get("installments") or told.get("instalments") or "1").split(".")[0]
    return name, int(parts) if parts.isdigit() else 1


def _leading(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], float]]:
    """Per party what was counted most, with its share of all."""
    by_party: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_party[row["party"]].append(row)
    for found in by_party.values():
        first = max(found, key=lambda row: (row["n"], row["heard_at"]))
        yield first, first["n"] / sum(row["n"] for row in found)


def _observed(row: dict[str, Any], facet: str, says: str, statement: str, share: float) -> Draft:
    n = row["n"]
    confidence = share * n / (n + 1)  # one time is chance as often as habit
    return Draft(
        row["party"], facet, says, statement, Mark.OBSERVED, confidence, row["heard_at"], MAKER, evidence=row["id"], n=n
    )


def _described(rows: Iterable[dict[str, Any]]) -> Iterator[Draft]:
    """Preferences and place as told: by the person (stated), or only in our own records (assumed)."""
    latest: dict[tuple[int, str, Mark], Draft] = {}
    for row in rows:
        told = json.loads(row["properties"])
        own = row["chair"] == "customer"
        mark, confidence = (Mark.STATED, STATED) if own else (Mark.ASSUMED, ASSUMED)
        source = "they told us" if own else "our records say"
        for facet, key, says in _traits(told):
            statement = f"{key} ({source})"
            draft = Draft(
                row["party"], facet, says, statement, mark, confidence, row["happened_at"], MAKER, evidence=row["id"]
            )
            latest[row["party"], key.split(" ")[0] if facet == "context" else facet, mark] = draft
    yield from latest.values()


def _traits(told: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(facet, statement, short form) of each trait that says something about a facet."""
    for trait, facet in _PREFERENCES.items():
        if told.get(trait):
            name = channel_name(str(told[trait])) if facet == "channel" else str(told[trait])
            name = language_name(name) if facet == "language" else name
            yield facet, f"prefers {name}", name
    if told.get("language"):
        yield "language", f"speaks {language_name(str(told['language']))}", language_name(str(told["language"]))
    city = str(told.get("city") or "").title()
    place = ", ".join(part for part in (city, str(told.get("country") or "")) if part)
    if place:
        yield "context", f"lives in {place}", place
    work = ", ".join(str(told[key]) for key in ("title", "department", "buying_role") if told.get(key))
    if work:
        yield "context", f"works as {work}", work
