"""Reading: every text once, by named readers; the company's ratings teach; the score is kept apart from the words."""

from emptychair.evidence import Act, Chair
from emptychair.store import READINGS
from emptychair.touchpoints import Touchpoint, define
from saying import STARS, heard

LATE = "A entrega chegou com dez dias de atraso."


def readings(stores, kind):
    return stores.ledger.rows(READINGS.filter(READINGS.kind == kind).order_by("evidence"))


def test_a_text_is_read_for_language_and_cues_with_places(stores, hear):
    hear([heard("ana@example.org", Act.SAID, words=LATE, language="pt-BR")])
    language, cue = readings(stores, "language")[0], readings(stores, "cue")[0]
    assert (language["label"], language["reader"]) == ("pt", "declared")
    assert (cue["label"], cue["facet"]) == ("delivery late", "pains")
    assert "atraso" in LATE[cue["quote_start"] : cue["quote_end"]]
    assert cue["reader"]
    assert cue["version"]


def test_an_undeclared_language_is_found_out(stores, hear):
    hear([heard("ana@example.org", Act.SAID, words="Ich habe drei Wochen auf meine Lieferung gewartet.")])
    assert [(row["label"], row["reader"]) for row in readings(stores, "language")] == [("de", "py3langid")]


def test_english_is_felt_by_vader_and_another_language_by_nobody_until_ratings_teach(stores, hear):
    hear(
        [
            heard("a@example.org", Act.SAID, words="This was a wonderful, lovely day.", language="en"),
            heard("b@example.org", Act.SAID, words="Foi um dia maravilhoso.", language="pt"),
        ]
    )
    assert [(row["reader"], row["value"] > 0.5) for row in readings(stores, "valence")] == [("vader", True)]


def test_a_hundred_rated_comments_teach_a_reader_that_reads_what_was_not_rated(stores, hear):
    rated = [
        heard(
            f"p{n}@example.org",
            Act.RATED,
            words=("produto ruim, odiei " if n % 2 else "produto bom, adorei ") + f"caso {n}",
            language="pt",
            score=1.0 if n % 2 else 5.0,
            scale=STARS,
        )
        for n in range(120)
    ]
    hear(rated)
    hear([heard("new@example.org", Act.SAID, words="odiei, ruim", language="pt")])
    last = readings(stores, "valence")[-1]
    assert last["reader"] == "taught"
    assert last["value"] < 0


def test_a_second_run_reads_nothing_twice_and_a_new_word_for_a_touchpoint_reads_all_anew(stores, hear, noon):
    hear([heard("ana@example.org", Act.RATED, words=LATE, language="pt", score=1.0, scale=STARS)])
    once = readings(stores, "cue")
    hear([])
    assert readings(stores, "cue") == once
    assert readings(stores, "touchpoint") == []
    define(stores.records, [Touchpoint("delivery", "Delivery", cues={"pt": ["entrega"]})], noon)
    hear([])
    assert readings(stores, "cue") == once
    [spoken] = readings(stores, "touchpoint")
    assert (spoken["label"], spoken["value"]) == ("delivery", -1.0)


def test_of_two_touchpoints_each_is_felt_by_its_own_clause(stores, hear, noon):
    places = [
        Touchpoint("delivery", "Delivery", cues={"en": ["delivery"]}),
        Touchpoint("shop", "Shop", cues={"en": ["staff"]}),
    ]
    define(stores.records, places, noon)
    words = "The delivery was late, but the staff were friendly."
    hear([heard("ana@example.org", Act.RATED, words=words, language="en", score=3.0, scale=STARS)])
    felt = {row["label"]: row["value"] for row in readings(stores, "touchpoint")}
    assert felt["delivery"] < 0 < felt["shop"]


def test_our_own_words_are_read_for_their_language_only(stores, hear):
    ours = heard("ana@example.org", Act.WAS_TOLD, words="Your delivery is late.", language="en", chair=Chair.COMPANY)
    hear([ours])
    assert {row["kind"] for row in stores.ledger.rows(READINGS)} == {"language"}
