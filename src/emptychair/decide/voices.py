"""Voices: the customer's own words behind a number, against it and for it, and what nobody knows yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import ibis

from emptychair import know
from emptychair.core import EmptyChairError, Figure
from emptychair.decide.beliefs import belief
from emptychair.decide.measures import Measure, measurable
from emptychair.evidence import Which
from emptychair.gaps import Gap
from emptychair.methods import proportions
from emptychair.store import LIVED, READINGS, Stores

FITTING = 160  # characters: long enough to say why, short enough to be read
FEW = 30
SPARE = 8  # times as many as are shown: some will be the same words


@dataclass(frozen=True, slots=True)
class Voice:
    """One verbatim with where it was said; `marks` are the places of cues in it (start, end)."""

    id: int
    words: str
    language: str
    at: datetime
    channel: str
    score: float | None
    scale_high: float | None
    marks: tuple[tuple[int, int], ...]

    @property
    def evidence(self) -> str:
        """Where it was said."""
        return f"/evidence/{self.id}"


@dataclass(frozen=True, slots=True)
class Carried:
    """Who carries a gap: words of those on the wrong side of our belief, and of those on its right side."""

    against: tuple[Voice, ...]
    favour: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known behind a number: who left no word, and texts that no reader of ours could feel."""

    measured: Figure
    silent: Figure
    unread: tuple[tuple[str, int], ...]  # language, texts

    @property
    def few(self) -> bool:
        """Whether so few carry the number that each next voice may move it."""
        return self.measured.n < FEW


def measure_of(stores: Stores, gap: Gap, now: datetime) -> Measure | None:
    """The measure that a gap is about, where it is one of this room's."""
    try:
        if gap.subject_kind == "belief":
            return measurable(stores, belief(stores, gap.subject).measure, now)
        return measurable(stores, f"promise:{gap.subject}", now) if gap.subject_kind == "promise" else None
    except EmptyChairError:
        return None  # the promise or scale is gone; the gap still shows what was measured


def carried_by(stores: Stores, gap: Gap, now: datetime, most: int = 6) -> Carried:
    """The verbatims that carry a gap: of a promise, what was said on the very objects of its cases."""
    measure = measure_of(stores, gap, now)
    if measure is None:
        return _by_feeling(stores, gap.measured.evidence, now, most)
    return heard_on(stores, measure, gap.believed, most)


def heard_on(stores: Stores, measure: Measure, believed: float, most: int = 6) -> Carried:
    """What people say whose own case lies on the wrong side of `believed`, and on its right side."""
    near = _nearest(measure.said, believed, higher_is_better=measure.higher_is_better)
    rows = stores.ledger.rows(near.filter(near.place < most * SPARE))
    return Carried(*(_some(stores, [row for row in rows if row["wrong"] is side], most) for side in (True, False)))


def unknown(stores: Stores, measure: Measure, figure: Figure) -> Unknown:
    """What is not known behind a measure's figure."""
    said = measure.said.filter(measure.said.observation.notnull())
    told = int(stores.ledger.one(said.aggregate(n=said.observation.nunique()))["n"] or 0)
    silent = Figure(None, 0, figure.evidence, unit="%")
    if figure.n:
        share = proportions.wilson(max(figure.n - told, 0), figure.n)
        ends = 100 * share.low, 100 * share.high
        silent = Figure(100 * share.value, figure.n, figure.evidence, *ends, "%", figure.newest, decimals=0)
    unread = stores.ledger.rows(_unread(said))
    names = (know.names.language_name(row["language"]) if row["language"] else "" for row in unread)
    return Unknown(figure, silent, tuple((name, row["n"]) for name, row in zip(names, unread, strict=True)))


def _nearest(said: Any, believed: float, *, higher_is_better: bool) -> Any:
    """Every verbatim with its `place` on its own side of the belief, the worst (or best) case first."""
    felt = _read(said.select("id", "value").distinct().join(LIVED, "id"))
    wrong = felt.value < believed if higher_is_better else felt.value > believed
    good = felt.value if higher_is_better else -felt.value
    sign = ibis.ifelse(wrong, 1.0, -1.0)
    scored = ibis.coalesce(felt.valence, 0.0) * sign
    order = [good * sign, scored, felt.text * sign, (felt.words.length() - FITTING).abs(), felt.id]
    felt = felt.mutate(wrong=wrong, place=ibis.row_number().over(ibis.window(group_by=wrong, order_by=order)))
    return felt.select("id", "words", "language", "happened_at", "channel", "score", "scale_high", "wrong", "place")


def _read(table: Any) -> Any:
    """With the feeling of the words themselves as `text`: among equal scores they tell people apart."""
    texts = READINGS.filter(READINGS.kind == "valence").select("evidence", read="value")
    both = table.left_join(texts, table.id == texts.evidence)
    return both.mutate(text=ibis.coalesce(both.read, 0.0)).drop("evidence", "read")


def _some(stores: Stores, rows: list[dict[str, Any]], most: int) -> tuple[Voice, ...]:
    rows.sort(key=lambda row: row["place"])
    # One sentence said by many is shown once.
    distinct = {row["words"]: row for row in reversed(rows)}
    return _as_voices(stores, list(distinct.values())[::-1][:most])


def _by_feeling(stores: Stores, evidence: str, now: datetime, most: int) -> Carried:
    page, _, query = evidence.partition("?")
    if page != "/evidence":
        return Carried((), ())
    heard = know.heard.listed(stores, Which.from_query(dict(parse_qsl(query))), now, most=500)
    spoken = [row for row in heard if row["words"] and row["chair"] == "customer" and row["feeling"] is not None]
    spoken.sort(key=lambda row: (row["feeling"], abs(len(row["words"]) - FITTING), row["id"]))
    bad = [row for row in spoken if row["feeling"] < 0][:most]
    good = [row for row in reversed(spoken) if row["feeling"] > 0][:most]
    return Carried(_as_voices(stores, bad), _as_voices(stores, good))


def _as_voices(stores: Stores, rows: list[dict[str, Any]]) -> tuple[Voice, ...]:
    marks = know.heard.highlights(stores, rows)
    return tuple(
        Voice(
            row["id"],
            row["words"],
            row["language"] or "",
            row["happened_at"],
            row["channel"],
            row["score"],
            row["scale_high"],
            tuple(marks.get(row["id"], ())),
        )
        for row in rows
    )


def _unread(said: Any) -> Any:
    read = READINGS.filter(READINGS.kind == "valence").select("evidence").distinct()
    texts = said.select("id").distinct().anti_join(read, ibis._.id == read.evidence)
    spoken = texts.join(LIVED, "id")
    return spoken.group_by("language").aggregate(n=spoken.count()).order_by(ibis.desc("n"))
