"""The language of cues says what its description says, no more and no less."""

import pytest

from emptychair.core import Invalid
from emptychair.language.grammar import compile_cue


def found(cue: str, text: str, **names: str) -> str | None:
    match = compile_cue(cue, names).regex.search(text)
    return match[0] if match else None


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("late*", "it was lately late", "lately"),
        ("late", "it was lately", None),
        ("(arrived|came) late", "it came late", "came late"),
        ("came very? late", "it came late", "came late"),
        ("came very? late", "it came very late", "came very late"),
        ("(so|very)? late", "it was so late", "so late"),
        ("came _2 late", "came one day late", "came one day late"),
        ("came _2 late", "came two whole days late", None),
        ("came _2 late", "came, late", None),
        ("came _ late", "came late", None),
        ("only # of", "only 2 of them", "only 2 of"),
        ("bad .", "bad, i said", "bad"),
        ("bad .", "bad luck", None),
        ("never (again|.)", "never again", "never again"),
        ("never (again|.)", "not me, never!", "never"),
        ("never (again|.)", "never mind", None),
        ("in time !(to read|of)", "in time to read", None),
        ("in time !(to read|of)", "in time for us", "in time"),
        ("didn't come", "it didnt come", "didnt come"),
        ("didn't come", "it didn't come", "didn't come"),
        ("ai pas recu", "je n'ai pas recu", "ai pas recu"),
        ("n ai pas recu", "je n'ai pas recu", "n'ai pas recu"),
    ],
)
def test_cues_match(cue: str, text: str, expected: str | None) -> None:
    assert found(cue, text) == expected


def test_names_stand_for_alternatives() -> None:
    assert found("{thing} broke", "the old lamp broke", thing="lamp|{seat}", seat="chair") == "lamp broke"
    assert found("{thing} broke", "the chair broke", thing="lamp|{seat}", seat="chair") == "chair broke"


def test_needs_are_the_words_that_must_occur_the_most_telling_first() -> None:
    assert compile_cue("(nao|n) receb* (o|a)?").needs == ({"rece"}, {"nao$", "n$"})


@pytest.mark.parametrize("cue", ["(late", "late)", "(late|)", "# _3 #", "late?"])
def test_cues_that_cannot_be_read_are_refused(cue: str) -> None:
    with pytest.raises(Invalid, match="cue"):
        compile_cue(cue)
