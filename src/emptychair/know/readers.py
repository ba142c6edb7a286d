"""Who reads how a text feels: the company's own ratings where they taught a reader, else VADER, else nobody."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from emptychair.know.schema import taught_readers
from emptychair.language.cues import VERSION as CUES_VERSION
from emptychair.language.sentiment import read_valence
from emptychair.language.taught import TaughtReader, teach
from emptychair.store import LIVED, Ledger, Stores
from emptychair.touchpoints import cue_words

VERSION = "1"  # of what the reading room writes; raising it reads everything anew
FEWEST = 100  # rated comments in a language before they teach
GROWTH = 1.5  # a reader is taught again when its examples have grown by half
MOST_EXAMPLES = 20_000  # a year of ratings teaches no better than the newest of them, and takes minutes


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers in use. `version` names them all: readings under another version are made again."""

    taught: Mapping[str, TaughtReader]
    words: Mapping[str, Mapping[str, Sequence[str]]]  # by touchpoint and language

    @property
    def version(self) -> str:
        """A fingerprint of everything that decides what is read."""
        parts = [VERSION, CUES_VERSION, repr(sorted((k, v.version) for k, v in self.taught.items()))]
        parts.append(repr(sorted((key, sorted(by.items())) for key, by in self.words.items())))
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=5).hexdigest()

    def valences(self, texts: Sequence[str], language: str) -> list[tuple[float, str, str] | None]:
        """Value, reader and version of each text of one language; None where no reader dares to say."""
        taught = self.taught.get(language)
        if taught is not None:
            return [(float(value), taught.name, taught.version) for value in taught.read(texts)]
        read = [read_valence(text, language) for text in texts]
        return [(one.value, one.reader, one.version) if one.value is not None else None for one in read]


def readers(stores: Stores, now: datetime) -> Readers:
    """The readers of this company; teaches those that ratings have outgrown."""
    counts = rated_comments(stores.ledger)
    kept = _kept(stores)
    for language, n in counts.items():
        if n >= FEWEST and n >= GROWTH * kept.get(language, ("", 0))[1]:
            _teach(stores, language, n, now)
    return Readers(_load(_kept(stores)), cue_words(stores.records))


def rated_comments(ledger: Ledger) -> dict[str, int]:
    """How many comments with words and a score the customers wrote, by declared language."""
    table = _rated()
    return {row["language"]: row["n"] for row in ledger.rows(table.group_by("language").aggregate(n=table.count()))}


def _teach(stores: Stores, language: str, n: int, now: datetime) -> None:
    table = _rated()
    chosen = table.filter(table.language == language).order_by(table.id.desc()).limit(MOST_EXAMPLES)
    rows = stores.ledger.rows(chosen.select("words", "valence"))
    reader = teach((row["words"], row["valence"]) for row in rows)
    row = {"language": language, "examples": n, "taught_at": now, "version": "", "weights": b""}
    if reader is not None:
        row |= {"version": reader.version, "weights": reader.to_bytes()}
    with stores.records.write() as db:
        db.execute(taught_readers.delete().where(taught_readers.c.language == language))
        db.execute(taught_readers.insert().values(**row))


def _rated() -> Any:
    said = LIVED.filter((LIVED.chair == "customer") & LIVED.words.notnull() & LIVED.valence.notnull())
    return said.filter(said.language.notnull()).mutate(language=said.language.lower().split("-")[0])


def _kept(stores: Stores) -> dict[str, tuple[str, int, bytes]]:
    with stores.records.read() as db:
        return {row.language: (row.version, row.examples, row.weights) for row in db.execute(select(taught_readers))}


def _load(kept: Mapping[str, tuple[str, int, bytes]]) -> dict[str, TaughtReader]:
    return {language: _unpacked(weights) for language, (_, _, weights) in kept.items() if weights}


@lru_cache(maxsize=16)
def _unpacked(weights: bytes) -> TaughtReader:
    return TaughtReader.from_bytes(weights)
