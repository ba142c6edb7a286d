"""A reader of feeling taught by the company's own rated comments: TF-IDF of words and pairs, then ridge."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import lsqr

from emptychair.core import Invalid
from emptychair.language.judging import HeldOut, judge
from emptychair.language.words import fold, is_unspaced, words

NAME = "taught"
VERSION = "1"
FEWEST_EXAMPLES = 100
MOST_TERMS = 50_000
RIDGE = 1.0
FOLDS = 5
_MEND = "Teach a new one from the rated comments."

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What was learnt: per term its rarity (inverse document frequency) and weight, and the base valence."""

    terms: tuple[str, ...]
    rarity: Array
    weights: Array
    base: float

    def read(self, texts: Sequence[str]) -> Array:
        """Valence of each text, -1..1; a text without a known term gets the base."""
        columns = _columns([_terms(text) for text in texts], self._places, self.rarity)
        read: Array = np.clip(self.base + columns @ self.weights, -1.0, 1.0)
        return read

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.terms)}


@dataclass(frozen=True)
class TaughtReader:
    """A linear reader and how well it did on comments it had not seen."""

    learnt: Weights
    held_out: HeldOut
    name: str = NAME

    def read(self, texts: Sequence[str]) -> Array:
        """Valence of each text, -1 (bad) to 1 (good), in an array of the same length."""
        return self.learnt.read(texts)

    @cached_property
    def version(self) -> str:
        """Method and fingerprint of the weights: the same version always gives the same reading."""
        return f"{VERSION}+{hashlib.sha256(self.to_bytes()).hexdigest()[:12]}"

    def to_bytes(self) -> bytes:
        """The whole reader as compressed JSON: kept and moved without running anybody's code."""
        judged = self.held_out
        content = {
            "reader": [NAME, VERSION],
            "terms": self.learnt.terms,
            "rarity": self.learnt.rarity.tolist(),
            "weights": self.learnt.weights.tolist(),
            "base": self.learnt.base,
            "held_out": [judged.auc, judged.auc_low, judged.auc_high, judged.accuracy, judged.n, judged.examples],
        }
        return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The reader that `to_bytes` kept. Raises Invalid where the bytes are none, or of another version."""
        try:
            kept = json.loads(zlib.decompress(stored))
            reader = kept["reader"]
        except (zlib.error, ValueError, TypeError, KeyError) as error:
            raise Invalid("these bytes are no taught reader", mend=_MEND) from error
        if reader != [NAME, VERSION]:
            raise Invalid(f"this reader is {reader}, not {[NAME, VERSION]}", mend=_MEND)
        learnt = Weights(tuple(kept["terms"]), np.array(kept["rarity"]), np.array(kept["weights"]), kept["base"])
        return cls(learnt, HeldOut(*kept["held_out"]))


def teach(examples: Iterable[tuple[str, float]]) -> TaughtReader | None:
    """A reader taught by (text, valence -1..1) pairs; None under 100 with words or where one side is missing.

    Deterministic whatever the order. Its `held_out` figures come from 5-fold cross-validation in which equal
    texts share a fold, so that a "very good" seen in training does not flatter the reader.
    """
    known = [(text, valence) for text, valence in sorted(examples) if words(text)]
    rated = np.array([valence for _, valence in known], dtype=np.float64)
    if len(known) < FEWEST_EXAMPLES or not ((rated > 0).any() and (rated < 0).any()):
        return None
    texts = [text for text, _ in known]
    read = _cross_read(texts, rated)
    return TaughtReader(_learn(texts, rated), judge(read, rated, len(texts)))


def _cross_read(texts: Sequence[str], rated: Array) -> Array:
    """What readers taught by the other folds read in each text."""
    folds = np.array([zlib.crc32(fold(text).text.strip().encode()) % FOLDS for text in texts])
    read = np.zeros(len(texts))
    for held in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != held).tolist(), np.flatnonzero(folds == held).tolist()
        if len(unseen) and len(seen):
            taught = _learn([texts[i] for i in seen], rated[seen])
            read[unseen] = taught.read([texts[i] for i in unseen])
    return read


def _learn(texts: Sequence[str], rated: Array) -> Weights:
    """Ridge regression of the rating on TF-IDF columns, solved by LSQR (damping = root of the penalty)."""
    counted = [_terms(text) for text in texts]
    found_in = Counter(term for terms in counted for term in terms)
    kept = sorted(sorted(found_in, key=lambda term: (-found_in[term], term))[:MOST_TERMS])
    rarity = np.log((1 + len(texts)) / (1 + np.array([found_in[term] for term in kept]))) + 1
    base = float(rated.mean())
    columns = _columns(counted, {term: place for place, term in enumerate(kept)}, rarity)
    solution = lsqr(columns, rated - base, damp=RIDGE**0.5, atol=1e-8, btol=1e-8, iter_lim=300)[0]
    return Weights(tuple(kept), rarity.round(5), solution.round(6), round(base, 6))


def _terms(text: str) -> Counter[str]:
    """Words and pairs of neighbouring words; in scripts without spaces, runs of one to three letters."""
    folded = fold(text).text
    if is_unspaced(folded):
        runs = "".join(folded.split())
        return Counter(runs[i : i + size] for size in (1, 2, 3) for i in range(len(runs) - size + 1))
    single = words(folded)
    return Counter([*single, *(f"{first} {second}" for first, second in pairwise(single))])


def _columns(counted: Sequence[Counter[str]], places: dict[str, int], rarity: Array) -> csr_array:
    """One row a text, of unit length: (1 + log count) x rarity for each known term."""
    rows, columns, values = [], [], []
    for row, terms in enumerate(counted):
        known = [(places[term], count) for term, count in terms.items() if term in places]
        weights = [(1 + np.log(count)) * rarity[place] for place, count in known]
        length = float(np.linalg.norm(weights)) or 1.0
        rows += [row] * len(known)
        columns += [place for place, _ in known]
        values += [weight / length for weight in weights]
    return csr_array((values, (rows, columns)), shape=(len(counted), len(places)), dtype=np.float64)
