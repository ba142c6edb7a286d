"""The cue grammars of the package, read from data/cues when first asked for."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from emptychair.core import Invalid
from emptychair.language.grammar import Pattern, compile_cue

FACETS = frozenset(
    {"pain", "delight", "regret", "dream", "job", "value", "belief", "cause", "switching", "hardship", "request",
     "leaving"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A noun of trade that cues are about. `touchpoint` hints at a kind of touchpoint ('' is none in
    particular); `valence` is -1, 0 or 1; a `sensitive` topic needs the person's explicit consent."""

    label: str
    facet: str
    touchpoint: str
    valence: int
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One cue of a topic, and the topic that its denial speaks of ('' is none)."""

    topic: str
    pattern: Pattern
    negated: str


@dataclass(frozen=True)
class Grammar:
    """The rules of a language by a key of the most telling word that they need, and the guards: `denies` finds a
    negation, `denied` one that reaches the end of the words before a match, the others likewise. A text
    without any of `guard_keys` supposes and reports nothing."""

    by_key: Mapping[str, tuple[Rule, ...]]
    guard_keys: frozenset[str]
    relevant_keys: frozenset[str]
    denies: re.Pattern[str]
    denied: re.Pattern[str]
    hypothetical: re.Pattern[str]
    reported: re.Pattern[str]
    presupposed: re.Pattern[str]


@lru_cache(maxsize=1)
def topic_table() -> Mapping[str, Topic]:
    """Every topic by its label."""
    return {label: Topic(label, **entry) for label, entry in _table("topics").items()}


@lru_cache(maxsize=16)
def grammar_of(language: str) -> Grammar:
    """The grammar of a language; Invalid where a cue cannot be read or a topic is unknown."""
    table = _table(language)
    names, guards = table["names"], table["guards"]
    rules = [rule for topic, entry in table["topics"].items() for rule in _rules(topic, entry, names)]
    unknown = {topic for rule in rules for topic in (rule.topic, rule.negated)} - topic_table().keys() - {""}
    if unknown:
        raise Invalid(f"cues of {language!r} name topics that topics.toml does not have: {sorted(unknown)}")
    negation, filler = (compile_cue(f"({guards[key]})", names).source for key in ("negation", "filler"))
    guard_keys = _guard_keys(guards, names)
    return Grammar(
        by_key=_by_key(rules),
        guard_keys=guard_keys,
        relevant_keys=guard_keys.union(*(rule.pattern.starts.union(*rule.pattern.needs) for rule in rules)),
        denies=re.compile(negation),
        denied=re.compile(rf"{negation}(?:\W+{filler})*\W*$"),
        hypothetical=_guard("hypothetical", guards, names),
        reported=_guard("reported", guards, names),
        presupposed=_guard("presupposed", guards, names),
    )


def _rules(topic: str, entry: Mapping[str, str], names: Mapping[str, str]) -> list[Rule]:
    cues = [line.strip() for line in entry["cues"].strip().splitlines()]
    return [Rule(topic, compile_cue(cue, names), entry.get("negated", "")) for cue in cues if cue]


def _by_key(rules: list[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    keyed: dict[str, list[Rule]] = {}
    for rule in rules:
        for key in rule.pattern.needs[0]:
            keyed.setdefault(key, []).append(rule)
    return {key: tuple(found) for key, found in keyed.items()}


def _guard(key: str, guards: Mapping[str, str], names: Mapping[str, str]) -> re.Pattern[str]:
    """One expression for all lines of a guard; a line that starts with ^ holds at the start of a clause only."""
    parts = []
    for line in filter(None, map(str.strip, guards[key].splitlines())):
        anywhere = compile_cue(line.removeprefix("^"), names).source
        parts.append(rf"^\W*{anywhere}" if line.startswith("^") else anywhere)
    return re.compile("|".join(parts))


def _guard_keys(guards: Mapping[str, str], names: Mapping[str, str]) -> frozenset[str]:
    lines = [line for key in ("hypothetical", "reported") for line in guards[key].split("\n") if line.strip()]
    cues = [line.strip().removeprefix("^") for line in lines]
    return frozenset[str]().union(*(compile_cue(cue, names).needs[0] for cue in cues))


def _table(name: str) -> dict[str, Any]:
    source = files("emptychair.language") / "data" / "cues" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
