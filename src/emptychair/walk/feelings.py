"""Feelings: how people felt at each touchpoint, by what they rated there and what they said of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import ibis

from emptychair.core import ENOUGH, Figure
from emptychair.evidence import Which
from emptychair.store import LIVED, READINGS, Ledger
from emptychair.walk import figures
from emptychair.walk.steps import moves, visits

SHORT, LONG = 12, 140  # characters: a grunt says nothing, a letter does not fit a lane


@dataclass(frozen=True, slots=True)
class Felt:
    """A touchpoint's feeling (-1 … +1) from both sources, kept apart: the one never fills in for the other."""

    rated: Figure  # scores that were given at the touchpoint
    spoken: Figure  # what texts from anywhere say of it, as read

    @property
    def figure(self) -> Figure:
        """The one to draw: the scores where enough people gave one, else what enough people said."""
        if self.rated.n >= ENOUGH or self.rated.n >= self.spoken.n:
            return self.rated
        return self.spoken

    @property
    def source(self) -> str:
        """Where the drawn figure comes from, in words."""
        if not self.rated.n and not self.spoken.n:
            return "no voice"
        return "rated here" if self.figure is self.rated else "spoken of"


@dataclass(frozen=True, slots=True)
class Voice:
    """A customer's own words about a touchpoint, for it or against it."""

    evidence_id: int
    words: str
    language: str
    feeling: float
    happened_at: datetime

    @property
    def href(self) -> str:
        """Where this was said."""
        return Which(ids=str(self.evidence_id)).url()


def felt(ledger: Ledger) -> dict[str, Felt]:
    """By touchpoint, how people felt there; a touchpoint without any voice is missing."""
    scores = {row["touchpoint"]: row for row in ledger.rows(rated())}
    words = {row["touchpoint"]: row for row in ledger.rows(spoken())}
    return {key: felt_of(key, scores.get(key), words.get(key)) for key in {*scores, *words}}


def felt_of(touchpoint: str, score: Any = None, word: Any = None) -> Felt:
    """The feeling at one touchpoint from its two rows (n, mean, sd, newest); none is silence."""
    return Felt(
        figures.mean(score, Which(touchpoint=touchpoint, act="rated").url()),
        figures.mean(word, Which(spoken_of=touchpoint).url()),
    )


def voices(ledger: Ledger) -> dict[str, list[Voice]]:
    """By touchpoint, the latest clear words for it and against it, one of each where there are."""
    found: dict[str, list[Voice]] = defaultdict(list)
    for row in ledger.rows(quotes()):
        found[row["touchpoint"]].append(
            Voice(row["id"], row["words"].strip(), row["language"] or "", row["feeling"], row["happened_at"])
        )
    return dict(found)


def arrivals(ledger: Ledger, cut: str) -> dict[tuple[str, str], tuple[float, int]]:
    """By move: mean feeling that its walkers rated where they arrived, and how many walks rated."""
    rows = ledger.rows(arrived(cut))
    return {(row["source"], row["target"]): (row["mean"], row["n"]) for row in rows}


@cache
def rated() -> Any:
    """One row a touchpoint: n, mean, sd, newest of the scores given there, on -1 … +1."""
    scores = LIVED.filter((LIVED.act == "rated") & LIVED.valence.notnull() & LIVED.touchpoint.notnull())
    return _summed(scores.select("touchpoint", "happened_at", feeling=scores.valence))


@cache
def spoken() -> Any:
    """One row a touchpoint: the same of what evidence says of it; one voice a piece of evidence."""
    return _summed(_spoken_of())


@cache
def quotes() -> Any:
    """The latest words for and against each touchpoint: touchpoint, id, words, language, feeling, happened_at."""
    said = LIVED.filter(LIVED.words.notnull() & LIVED.touchpoint.notnull() & LIVED.valence.notnull())
    there = said.select("touchpoint", "id", "words", "language", "happened_at", feeling=said.valence)
    both = there.union(_spoken_quotes())
    length = both.words.length()
    both = both.filter((length >= SHORT) & (length <= LONG) & (both.feeling.abs() >= 0.2))
    both = both.mutate(good=both.feeling > 0)
    newest = ibis.window(
        group_by=[both.touchpoint, both.good],
        order_by=[ibis.desc(both.feeling.abs()), ibis.desc(both.happened_at), both.id],
    )
    both = both.mutate(turn=ibis.row_number().over(newest))
    return both.filter(both.turn == 0).drop("turn", "good").order_by(["touchpoint", ibis.desc("feeling")])


@cache
def arrived(cut: str) -> Any:
    """One row a move: n, mean of the scores that its walkers gave at its target."""
    scores = visits(cut)
    scores = scores.filter((scores.act == "rated") & scores.valence.notnull())
    scores = scores.group_by(["case", "touchpoint"]).aggregate(feeling=scores.valence.mean())
    walked = moves(cut).select("case", "source", "target").distinct()
    both = walked.join(scores, (walked.case == scores.case) & (walked.target == scores.touchpoint))
    return both.group_by(["source", "target"]).aggregate(n=both.feeling.count(), mean=both.feeling.mean())


def _spoken_of() -> Any:
    said = READINGS.filter((READINGS.kind == "touchpoint") & READINGS.value.notnull())
    said = said.group_by(["evidence", "label"]).aggregate(feeling=said.value.mean())
    both = said.join(LIVED, said.evidence == LIVED.id)
    return both.select("happened_at", "feeling", touchpoint=both.label)


def _spoken_quotes() -> Any:
    said = READINGS.filter((READINGS.kind == "touchpoint") & READINGS.value.notnull())
    both = said.join(LIVED, said.evidence == LIVED.id)
    both = both.filter(both.words.notnull())
    # The reading marks the one word that names the touchpoint; what people think stands around it.
    both = both.select("id", "words", "language", "happened_at", touchpoint=both.label, feeling=both.value)
    return both.select("touchpoint", "id", "words", "language", "happened_at", "feeling").distinct()


def _summed(table: Any) -> Any:
    return table.group_by("touchpoint").aggregate(
        n=table.feeling.count(),
        mean=table.feeling.mean(),
        sd=table.feeling.std(how="sample"),
        newest=table.happened_at.max(),
    )
