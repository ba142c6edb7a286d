"""How what was said felt, and what it was about: evidence with its feeling, themes with share, mean and interval."""

from dataclasses import replace
from datetime import datetime
from math import sqrt
from typing import Any, NamedTuple

import ibis

from emptychair.core import Figure
from emptychair.evidence import Which, chosen
from emptychair.methods import proportions, quantiles
from emptychair.store import READINGS, Ledger

MOST_FEELINGS = 40  # points of one person's line


class Theme(NamedTuple):
    """A topic of cues: how many speak of it, their share of all with words, how those voices feel (-1..1)."""

    topic: str
    facet: str
    n: int
    share: Figure
    feeling: Figure


def felt(table: Any) -> Any:
    """The evidence of `table` with its `feeling`: the score's valence, else the text's, else null."""
    texts = READINGS.filter(READINGS.kind == "valence").select("evidence", text="value")
    joined = table.left_join(texts, table.id == texts.evidence)
    return joined.mutate(feeling=ibis.coalesce(joined.valence, joined.text)).drop("evidence", "text")


def voices(which: Which) -> Any:
    """What customers said in words, as chosen, with its feeling."""
    table = chosen(which)
    return felt(table.filter((table.chair == "customer") & table.words.notnull()))


def themes(ledger: Ledger, which: Which, most: int = 60) -> list[Theme]:
    """What the chosen voices speak of, the most frequent first."""
    said = voices(which)
    all_of_them = int(ledger.one(said.aggregate(n=said.count()))["n"])
    rows = ledger.rows(topics_of(which).order_by([ibis.desc("n"), "label"]).limit(most))
    return [_theme(row, all_of_them, which) for row in rows]


def said_about(which: Which, topic: str = "") -> Which:
    """The evidence of the chosen voices (about one topic), as its link asks for it."""
    return replace(which, topic=topic or which.topic, words=which.words or "any", chair="customer")


def tally(ledger: Ledger, which: Which) -> dict[str, Any]:
    """Of the chosen voices: n, parties, with a feeling (felt), its mean and sd, newest."""
    said = voices(which)
    return ledger.one(
        said.aggregate(
            n=said.count(),
            parties=said.party.nunique(),
            felt=said.feeling.count(),
            mean=said.feeling.mean(),
            sd=said.feeling.std(how="sample"),
            newest=said.happened_at.max(),
        )
    )


def spread(ledger: Ledger, which: Which, by: str) -> list[tuple[str, int]]:
    """How many of the chosen voices per channel, language or touchpoint: what one may narrow down to."""
    said = voices(which)
    if by == "language":
        code = READINGS.filter(READINGS.kind == "language").select("evidence", code="label")
        said = said.drop("language").left_join(code, said.id == code.evidence).rename(language="code")
    said = said.filter(said[by].notnull())
    counted = said.group_by(by).aggregate(n=said.count())
    return [(row[by], row["n"]) for row in ledger.rows(counted.order_by([ibis.desc("n"), by]).limit(12))]


def quotes(ledger: Ledger, which: Which, most: int = 20, offset: int = 0) -> list[dict[str, Any]]:
    """The chosen voices themselves, newest first, with their feeling."""
    said = voices(which)
    return ledger.rows(said.order_by([ibis.desc(said.happened_at), ibis.desc(said.id)]).limit(most, offset=offset))


def lately(table: Any) -> Any:
    """The newest feelings in some evidence, each as it was: when, feeling, evidence number."""
    mine = felt(table.filter(table.chair == "customer"))
    mine = mine.filter(mine.feeling.notnull()).select("id", "happened_at", "feeling")
    return mine.order_by([ibis.desc(mine.happened_at), ibis.desc(mine.id)]).limit(MOST_FEELINGS)


def mean_feeling(row: dict[str, Any], evidence: str, newest: datetime | None = None) -> Figure:
    """A mean feeling from felt (n), mean, sd: with Student's t interval, kept on the scale."""
    n = int(row["felt"] or 0)
    if n < 2 or row["sd"] is None:
        return Figure(row["mean"], n, evidence, newest=newest, decimals=2)
    half = quantiles.t(0.95, n - 1) * row["sd"] / sqrt(n)
    ends = max(-1.0, row["mean"] - half), min(1.0, row["mean"] + half)
    return Figure(row["mean"], n, evidence, *ends, newest=newest, decimals=2)


def analyses() -> dict[str, Any]:
    """The expressions of this room, for whoever compares engines."""
    return {"voices": voices(Which()).select("id", "party", "feeling"), "themes": topics_of(Which())}


def topics_of(which: Which) -> Any:
    """What the chosen voices speak of: one row a topic with n, felt, mean, sd, newest."""
    said = voices(which)
    cues = READINGS.filter(READINGS.kind == "cue").select("evidence", "facet", "label").distinct()
    both = said.join(cues, said.id == cues.evidence)
    return both.group_by("label", "facet").aggregate(
        n=both.count(),
        felt=both.feeling.count(),
        mean=both.feeling.mean(),
        sd=both.feeling.std(how="sample"),
        newest=both.happened_at.max(),
    )


def _theme(row: dict[str, Any], all_of_them: int, which: Which) -> Theme:
    about = said_about(which, row["label"]).url()
    share = proportions.wilson(row["n"], all_of_them)
    ends = 100 * share.low, 100 * share.high
    told = Figure(100 * share.value, all_of_them, said_about(which).url(), *ends, unit="%", newest=row["newest"])
    return Theme(row["label"], row["facet"], row["n"], told, mean_feeling(row, about, row["newest"]))
