"""Before the first row: what identifies an import, how large it is, and what its recipe introduces."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from emptychair import promises, touchpoints
from emptychair.listen.recipes import Recipe
from emptychair.store import Records

BLOCK_BYTES = 1 << 20
TEXT_ENDINGS = {".csv", ".tsv", ".txt", ".tab", ".jsonl", ".ndjson"}


def fingerprint(recipe: Recipe, files: Iterable[Path]) -> str:
    """The same for the same recipe and the same content of files, wherever they lie."""
    digest = hashlib.sha256(recipe.model_dump_json().encode())
    for path in files:
        digest.update(path.name.encode())
        for block in _blocks(path, unpack=False):
            digest.update(block)
    return digest.hexdigest()


def rows_about(files: Iterable[Path]) -> int:
    """Roughly how many rows there are, by lines; 0 where a file has no lines to count."""
    total = 0
    for path in files:
        if Path(path.name.removesuffix(".gz")).suffix.lower() not in TEXT_ENDINGS:
            return 0
        total += sum(block.count(b"\n") for block in _blocks(path, unpack=True))
    return total


def introduce(records: Records, recipe: Recipe, now: datetime) -> None:
    """Define the recipe's touchpoints and promises, except those that a person has defined already."""
    places = touchpoints.all_touchpoints(records)
    new = [
        touchpoints.Touchpoint(
            line.key,
            line.name,
            stage=line.stage,
            channel=line.channel,
            controller=line.controller,
            intended_feeling=line.feeling,
            intended_value=line.value,
            cues={language: list(words) for language, words in line.cues.items()},
        )
        for line in recipe.touchpoints
        if line.key not in places or places[line.key].origin == "found"
    ]
    touchpoints.define(records, new, now)
    known = {promise.key for promise in promises.all_promises(records)}
    for promise in promised(recipe):
        if promise.key not in known:
            promises.define(records, promise, now)


def promised(recipe: Recipe) -> list[promises.Promise]:
    """The promises that a recipe introduces, as the promises' room knows them."""
    return [
        promises.Promise(
            key=line.key,
            name=line.name,
            company_value=line.value,
            behaviour=line.behaviour,
            standard=line.standard,
            measure=line.measure,
            object_kind=line.kept_by.object,
            kept_act=line.kept_by.act,
            basis=line.basis,
            touchpoint=line.touchpoint,
            owner=line.owner,
        )
        for line in recipe.promises
    ]


def _blocks(path: Path, *, unpack: bool) -> Iterator[bytes]:
    with gzip.open(path) if unpack and path.suffix == ".gz" else path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
