"""Cues of pain, delight, regret, dream and the like in a customer's own words, each a quote with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from emptychair.language.grammar import word_places
from emptychair.language.grammars import Grammar, Rule, Topic, grammar_of, topic_table
from emptychair.language.sentences import Span, clauses, sentences
from emptychair.language.words import Folded, fold

NAME = "cues"
VERSION = "1"
LANGUAGES = frozenset({"de", "en", "es", "fr", "pt"})
_ASKED_ANYWAY = "request"


@dataclass(frozen=True, slots=True)
class Cue:
    """A match: `quote` equals text[start:end] of the text that was read; `rule` is the cue as it is written."""

    facet: str
    topic: str
    quote: str
    start: int
    end: int
    language: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Match:
    rule: Rule
    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Around:
    """The folded text with the clauses and sentences that it falls into, in its own offsets."""

    text: str
    clauses: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def find_cues(text: str, language: str | None) -> list[Cue]:
    """All cues of `text` in reading order; [] for a language without a grammar (see LANGUAGES).

    What the customer denies turns round or falls away ("not late at all" is "delivery on time"); what they
    suppose ("if it were late"), report of others ("my neighbour says") or ask ("was it late?") falls away.
    Where two cues overlap the longer one stays.
    """
    if language not in LANGUAGES:
        return []
    grammar = grammar_of(language)
    folded = fold(text)
    places = word_places(folded.text)
    matches = _longest(_matches(grammar, folded.text, places))
    if matches and ("?" in text or not grammar.guard_keys.isdisjoint(places)):
        around = _around(text, folded, language)
        matches = [meant for match in matches if (meant := _as_meant(match, grammar, around))]
    return [_quoted(match, text, folded, language) for match in matches]


def topics() -> dict[str, Topic]:
    """Every topic that a cue may have, by its label."""
    return dict(topic_table())


def _matches(grammar: Grammar, folded: str, places: Mapping[str, list[int]]) -> list[_Match]:
    """Every rule tried at every word that it may begin with, if the text has the words that it needs."""
    keys = frozenset(places)
    near = {id(rule): rule for key in keys & grammar.by_key.keys() for rule in grammar.by_key[key]}
    found = []
    for rule in near.values():
        pattern = rule.pattern
        if any(map(keys.isdisjoint, pattern.needs)):
            continue
        for place in {place for key in keys & pattern.starts for place in places[key]}:
            if hit := pattern.regex.match(folded, place):
                found.append(_Match(rule, rule.topic, place, hit.end()))
    return found


def _around(text: str, folded: Folded, language: str) -> _Around:
    def spans(found: list[Span]) -> list[tuple[int, int]]:
        return [(folded.at(span.start), folded.at(span.end)) for span in found]

    return _Around(folded.text, spans(clauses(text, language)), spans(sentences(text, language)))


def _as_meant(match: _Match, grammar: Grammar, around: _Around) -> _Match | None:
    """The match as the customer means it, or None where they do not assert it."""
    start, end = _holding(around.clauses, match.start)
    before = around.text[start : match.start]
    asked_anyway = topic_table()[match.topic].facet == _ASKED_ANYWAY
    if grammar.hypothetical.search(before) or _is_reported(match, grammar, around):
        return None
    if not asked_anyway and _is_asked(around.text[start:end], grammar):
        return None
    itself = around.text[match.start : match.end]
    denial = None if grammar.denies.search(itself) else grammar.denied.search(before)
    if denial is None:
        return match
    denied = match.rule.negated
    return replace(match, topic=denied, start=start + denial.start()) if denied else None


def _is_reported(match: _Match, grammar: Grammar, around: _Around) -> bool:
    start, _ = _holding(around.sentences, match.start)
    return grammar.reported.search(around.text, start, match.start) is not None


def _is_asked(clause: str, grammar: Grammar) -> bool:
    """Whether the clause is a yes-or-no question; 'why is it late?' takes the lateness for granted."""
    return "?" in clause[-3:] and not grammar.presupposed.search(clause)


def _holding(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    return next((span for span in spans if span[1] > place), spans[-1])


def _longest(matches: list[_Match]) -> list[_Match]:
    """Longest first, keep what does not touch a kept one; back in reading order."""
    kept: list[_Match] = []
    for match in sorted(matches, key=_narrowness):
        if not any(match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _narrowness(match: _Match) -> tuple[int, bool, int, str]:
    """Longest first; of equals, one that names a touchpoint before one that speaks of the whole."""
    return match.start - match.end, not topic_table()[match.topic].touchpoint, match.start, match.topic


def _quoted(match: _Match, text: str, folded: Folded, language: str) -> Cue:
    start, end = folded.place(match.start), folded.place(match.end)
    facet = topic_table()[match.topic].facet
    return Cue(facet, match.topic, text[start:end], start, end, language, match.rule.pattern.cue)
