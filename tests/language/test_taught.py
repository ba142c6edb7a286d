"""A reader taught by rated comments finds planted feeling, beats VADER on real Portuguese, and is re-makeable."""

import csv
import random
from functools import cache

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from conftest import shared_data
from emptychair.core import Invalid
from emptychair.language.judging import auc, judge
from emptychair.language.taught import TaughtReader, teach


@cache
def rated_reviews() -> list[tuple[str, float]]:
    with (shared_data("olist") / "olist_order_reviews_dataset.csv").open(encoding="utf-8") as file:
        rows = [(row["review_comment_message"].strip(), int(row["review_score"])) for row in csv.DictReader(file)]
    return [(text, (score - 3) / 2) for text, score in rows if text]


def planted(number: int, feelings: dict[str, float]) -> list[tuple[str, float]]:
    """Comments of neutral words and one word that decides the rating."""
    dice = random.Random(7)
    neutral = [f"wort{chr(97 + i)}" for i in range(26)]
    return [
        (" ".join([*dice.choices(neutral, k=6), word]), valence)
        for word, valence in dice.choices(list(feelings.items()), k=number)
    ]


def test_it_beats_vader_by_far_in_portuguese() -> None:
    """The bar is .25 of AUC between 1-2 and 4-5 stars; unseen comments for ours, VADER needs no teaching."""
    reader = teach(rated_reviews())
    assert reader is not None
    texts, rated = zip(*rated_reviews(), strict=True)
    vader = SentimentIntensityAnalyzer()
    compound = np.array([vader.polarity_scores(text)["compound"] for text in texts])
    peer = judge(compound, np.array(rated), 0)
    assert reader.held_out.n > 1000
    assert reader.held_out.auc >= 0.93
    assert reader.held_out.auc_low - peer.auc_high >= 0.25
    assert reader.held_out.accuracy >= 0.88


def test_the_planted_word_decides() -> None:
    reader = teach(planted(300, {"furchtbar": -1.0, "wunderbar": 1.0}))
    assert reader is not None
    bad, good = reader.read(["wortc wortd furchtbar", "wortc wortd wunderbar"])
    assert bad < -0.5
    assert good > 0.5
    assert reader.held_out.auc == pytest.approx(1.0, abs=0.01)


def test_nothing_is_found_where_nothing_was_planted() -> None:
    dice = random.Random(11)
    texts = [text for text, _ in planted(400, {"a": 0.0, "b": 0.0})]
    reader = teach([(text, dice.choice((-1.0, 1.0))) for text in texts])
    assert reader is not None
    assert reader.held_out.auc_low < 0.5 < reader.held_out.auc_high


def test_japanese_needs_no_spaces() -> None:
    texts = [("とても良い商品です。届くのが早い", 1.0), ("届くのが遅い。最悪の商品です", -1.0)]
    reader = teach([(f"{text}{chr(0x4E00 + i)}", valence) for i in range(80) for text, valence in texts])
    assert reader is not None
    bad, good = reader.read(["最悪", "良い"])
    assert bad < good


def test_too_few_or_one_sided_comments_teach_nothing() -> None:
    feelings = {"furchtbar": -1.0, "wunderbar": 1.0}
    assert teach(planted(99, feelings)) is None
    assert teach([*planted(99, feelings), ("👍", 1.0)]) is None
    assert teach(planted(200, {"wunderbar": 1.0})) is None


def test_the_same_comments_make_the_same_reader_in_any_order_and_after_storage() -> None:
    examples = planted(200, {"furchtbar": -1.0, "wunderbar": 1.0, "egal": 0.0})
    first, second = teach(examples), teach(reversed(examples))
    assert first is not None
    assert second is not None
    restored = TaughtReader.from_bytes(first.to_bytes())
    texts = [text for text, _ in examples]
    assert first.version == second.version == restored.version
    assert (first.read(texts) == restored.read(texts)).all()
    assert restored.held_out == first.held_out


def test_foreign_bytes_are_refused() -> None:
    with pytest.raises(Invalid, match="Teach"):
        TaughtReader.from_bytes(b"\x80\x04pickle")


def test_auc_counts_pairs_and_halves_ties() -> None:
    """By hand: pairs (3,1) (3,2) (2,1) won, (2,2) tied: 3.5 of 4."""
    assert auc(np.array([3.0, 2.0]), np.array([1.0, 2.0])) == 3.5 / 4
