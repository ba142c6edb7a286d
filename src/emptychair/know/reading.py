"""Reading: what each verbatim says, by named readers; kept apart from the evidence and made again at will."""

from collections.abc import Callable, Sequence
from typing import Any

import ibis

from emptychair.know.facets import facet_of
from emptychair.know.readers import Readers
from emptychair.language.aspects import NAME as ASPECTS
from emptychair.language.aspects import VERSION as ASPECTS_VERSION
from emptychair.language.aspects import Mention, touchpoints_spoken_of
from emptychair.language.cues import VERSION as CUES_VERSION
from emptychair.language.cues import Cue, find_cues, topics
from emptychair.language.identify import identify
from emptychair.language.sentences import sentence_around
from emptychair.store import LIVED, READINGS, Stores

BATCH = 2_000
Row = dict[str, Any]
Progress = Callable[[int, int, str], None]


def read_all(stores: Stores, readers: Readers, progress: Progress) -> int:
    """Read every piece of evidence with words that these readers have not read; says how many.

    Readings and the cursor `reading:<version>` are written in one transaction a batch: whatever is
    interrupted goes on where it stopped, and nothing is read twice into the ledger.
    """
    name = f"reading:{readers.version}"
    done = 0
    total = _waiting(stores, stores.ledger.cursor(name))
    while batch := _next(stores, stores.ledger.cursor(name)):
        rows = read_batch(batch, readers)
        with stores.ledger.write() as ledger:
            ledger.delete("readings", "evidence", [row["id"] for row in batch])
            ledger.append("readings", rows)
            ledger.move_cursor(name, batch[-1]["id"])
        done += len(batch)
        progress(done, max(total, done), f"{done:,} of {max(total, done):,} texts read")
    return done


def read_batch(batch: Sequence[Row], readers: Readers) -> list[Row]:
    """Rows of `readings` for evidence rows (id, words, language, chair, valence).

    Kinds: "language" (label = code, value = confidence), "valence" (-1..1 as the words feel; a score is kept
    apart from it), "cue" (one of the fourteen facets, label = topic, value = its valence, offsets), "touchpoint"
    (label = key, value = how it is felt, offsets of the first word for it; one row per touchpoint and text).
    A touchpoint's feeling is the score's where the customer gave one and speaks of this touchpoint only; else
    what the clauses that name it say; else the text reader's word on the sentence; else nothing.
    Words of our own chair are read for their language only.
    """
    spoken = [_language(row) for row in batch]
    readings = [_reading(row, *found) for row, found in zip(batch, spoken, strict=True) if found[0]]
    theirs = [(row, code) for row, (code, *_) in zip(batch, spoken, strict=True) if row["chair"] == "customer" and code]
    cues = {row["id"]: find_cues(row["words"], code) for row, code in theirs}
    readings += [_cue(row, cue) for row, _ in theirs for cue in cues[row["id"]]]
    readings += _valences(theirs, readers)
    readings += _mentions(theirs, readers)
    return readings


def _waiting(stores: Stores, after: int) -> int:
    table = LIVED.filter((LIVED.id > after) & LIVED.words.notnull())
    return int(stores.ledger.one(table.aggregate(n=table.count()))["n"])


def _next(stores: Stores, after: int) -> list[Row]:
    table = LIVED.filter((LIVED.id > after) & LIVED.words.notnull())
    columns = table.select("id", "words", "language", "chair", "valence")
    return stores.ledger.rows(columns.order_by("id").limit(BATCH))


def _language(row: Row) -> tuple[str, str, str, float]:
    """Code, reader, its version and confidence; the code is "" where nobody can tell."""
    if row["language"]:
        return row["language"].lower().split("-")[0].split("_")[0], "declared", "1", 1.0
    found = identify(row["words"])
    return (found.language, "py3langid", "1", found.confidence) if found else ("", "", "", 0.0)


def _reading(row: Row, code: str, reader: str, version: str, confidence: float) -> Row:
    return _row(row, reader, version, "language", label=code, value=confidence)


def _cue(row: Row, cue: Cue) -> Row:
    place = {"start": cue.start, "end": cue.end, "value": float(topics()[cue.topic].valence)}
    return _row(row, "cues", CUES_VERSION, "cue", facet=facet_of(cue.facet), label=cue.topic, **place)


def _valences(theirs: Sequence[tuple[Row, str]], readers: Readers) -> list[Row]:
    found = []
    for language in sorted({code for _, code in theirs}):
        rows = [row for row, code in theirs if code == language]
        read = readers.valences([row["words"] for row in rows], language)
        felt = [(row, one) for row, one in zip(rows, read, strict=True) if one]
        found += [_row(row, reader, version, "valence", value=value) for row, (value, reader, version) in felt]
    return found


def _mentions(theirs: Sequence[tuple[Row, str]], readers: Readers) -> list[Row]:
    found: list[Row] = []
    unfelt: dict[str, list[Row]] = {}
    for row, code in theirs:
        here: dict[str, list[Mention]] = {}
        for mention in touchpoints_spoken_of(row["words"], readers.words, code):
            here.setdefault(mention.touchpoint, []).append(mention)
        alone = row["valence"] is not None and len(here) == 1
        for touchpoint, some in here.items():
            reading = _mention(row, touchpoint, some, alone)
            if reading["value"] is None:
                around = sentence_around(row["words"], some[0].start, some[0].end, code)
                unfelt.setdefault(code, []).append(reading | {"words": around.text})
            else:
                found.append(reading)
    return found + _felt_by_words(unfelt, readers)


def _mention(row: Row, touchpoint: str, some: Sequence[Mention], alone: bool) -> Row:
    hints = [mention.valence_hint for mention in some if mention.valence_hint is not None]
    felt = row["valence"] if alone else sum(hints) / len(hints) if hints else None
    place = {"label": touchpoint, "value": felt, "start": some[0].start, "end": some[0].end}
    return _row(row, ASPECTS + (" by score" if alone else ""), ASPECTS_VERSION, "touchpoint", **place)


def _felt_by_words(unfelt: dict[str, list[Row]], readers: Readers) -> list[Row]:
    """Touchpoints spoken of without score and cue, felt as the reader of whole texts feels their sentence."""
    found = []
    for code, readings in unfelt.items():
        read = readers.valences([reading.pop("words") for reading in readings], code)
        for reading, one in zip(readings, read, strict=True):
            heard = {"value": one[0], "reader": f"{ASPECTS} by {one[1]}", "version": one[2]} if one else {}
            found.append(reading | heard)
    return found


def _row(row: Row, reader: str, version: str, kind: str, **read: Any) -> Row:
    place = {"quote_start": read.get("start"), "quote_end": read.get("end"), "value": read.get("value")}
    named = {"reader": reader, "version": version, "kind": kind, "facet": read.get("facet", "")}
    return {"evidence": row["id"], **named, "label": read.get("label", ""), **place}


def readings_of(stores: Stores, ids: Sequence[int], kind: str) -> dict[int, list[Row]]:
    """The readings of one kind, by evidence number."""
    table = READINGS.filter((READINGS.kind == kind) & READINGS.evidence.isin(list(ids)))
    found: dict[int, list[Row]] = {}
    for row in stores.ledger.rows(table.order_by(ibis.asc(table.quote_start))) if ids else []:
        found.setdefault(row["evidence"], []).append(row)
    return found
