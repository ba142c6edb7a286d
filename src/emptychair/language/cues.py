"""Cues of pain, delight, regret, dream and the like in a customer's own words, each a quote with its place."""

from dataclasses import dataclass, replace
from functools import cached_property

from emptychair.language.grammar import word_places
from emptychair.language.grammars import Grammar, Rule, Topic, grammar_of, topic_table
from emptychair.language.sentences import Span, clauses, sentences
from emptychair.language.words import fold

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


class _Around:
    """A text being read: its clauses and sentences, cut only when a guard has to know them."""

    def __init__(self, text: str, language: str, grammar: Grammar) -> None:
        self.original, self.language, self.grammar = text, language, grammar
        self.folded = fold(text)
        self.text = self.folded.text
        self.places = word_places(self.text, grammar.relevant_keys)
        self.supposes = not grammar.guard_keys.isdisjoint(self.places)
        self.asks = "?" in text

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        return self._folded(clauses(self.original, self.language))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return self._folded(sentences(self.original, self.language))

    def _folded(self, spans: list[Span]) -> list[tuple[int, int]]:
        return [(self.folded.at(span.start), self.folded.at(span.end)) for span in spans]


def find_cues(text: str, language: str | None) -> list[Cue]:
    """All cues of `text` in reading order; [] for a language without a grammar (see LANGUAGES).

    What the customer denies turns round or falls away ("not late at all" is "delivery on time"); what they
    suppose ("if it were late"), report of others ("my neighbour says") or ask ("was it late?") falls away.
    Where two cues overlap the longer one stays.
    """
    if language not in LANGUAGES:
        return []
    around = _Around(text, language, grammar_of(language))
    matches = _longest(_matches(around))
    ends = [0, *(match.end for match in matches)]
    meant = [_as_meant(match, end, around) for match, end in zip(matches, ends, strict=False)]
    return [_quoted(match, around) for match in meant if match]


def topics() -> dict[str, Topic]:
    """Every topic that a cue may have, by its label."""
    return dict(topic_table())


def _matches(around: _Around) -> list[_Match]:
    """Every rule tried at every word that it may begin with, if the text has the words that it needs."""
    places, by_key = around.places, around.grammar.by_key
    keys = frozenset(places)
    near = {id(rule): rule for key in keys & by_key.keys() for rule in by_key[key]}
    found = []
    for rule in near.values():
        pattern = rule.pattern
        if any(map(keys.isdisjoint, pattern.needs)):
            continue
        for place in {place for key in keys & pattern.starts for place in places[key]}:
            if hit := pattern.regex.match(around.text, place):
                found.append(_Match(rule, rule.topic, place, hit.end()))
    return found


def _as_meant(match: _Match, previous_end: int, around: _Around) -> _Match | None:
    """The match as the customer means it, or None where they do not assert it."""
    if around.supposes and (_is_supposed(match, around) or _is_reported(match, around)):
        return None
    if around.asks and topic_table()[match.topic].facet != _ASKED_ANYWAY and _is_asked(match, around):
        return None
    start = _denied_from(match, previous_end, around)
    if start is None:
        return match
    return replace(match, topic=match.rule.negated, start=start) if match.rule.negated else None


def _is_supposed(match: _Match, around: _Around) -> bool:
    start, _ = _holding(around.clauses, match.start)
    return around.grammar.hypothetical.search(around.text[start : match.start]) is not None


def _is_reported(match: _Match, around: _Around) -> bool:
    start, _ = _holding(around.sentences, match.start)
    return around.grammar.reported.search(around.text, start, match.start) is not None


def _is_asked(match: _Match, around: _Around) -> bool:
    """Whether the clause is a yes-or-no question; 'why is it late?' takes the lateness for granted."""
    start, end = _holding(around.clauses, match.start)
    clause = around.text[start:end]
    # However many marks follow: "Can it be late?!!!" asks as well.
    asks = "?" in clause[len(clause.rstrip("?!.…)\"'»” ")) :]
    return asks and not around.grammar.presupposed.search(clause)


def _denied_from(match: _Match, previous_end: int, around: _Around) -> int | None:
    """Where a denial of the match begins in its clause, or None.

    A cue with a 'not' of its own is meant so, and the 'not' of the cue before denies that one only.
    """
    grammar, text = around.grammar, around.text
    if grammar.denies.search(text, match.start, match.end):
        return None
    denial = grammar.denied.search(text, previous_end, match.start)
    if denial is None or denial.start() < _holding(around.clauses, match.start)[0]:
        return None
    return denial.start()


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


def _quoted(match: _Match, around: _Around) -> Cue:
    start, end = around.folded.place(match.start), around.folded.place(match.end)
    facet, quote = topic_table()[match.topic].facet, around.original[start:end]
    return Cue(facet, match.topic, quote, start, end, around.language, match.rule.pattern.cue)
