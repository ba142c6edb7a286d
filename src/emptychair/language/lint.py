"""A critical reader of our own questions: leading, double-barrelled, about us instead of them. English only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from emptychair.language.words import words

NAME = "lint"
VERSION = "1"

_US = frozenset("we us our ours ourselves we're we've we'll we'd company brand".split(" "))
_THEM = frozenset("you your yours yourself you're you've you'll you'd".split(" "))
_PRAISE = (
    "great|excellent|amazing|fantastic|wonderful|outstanding|award-winning|world-class|exceptional|best|superb|"
    "friendly|helpful|easy|fast|quick|improved|innovative|beautiful|convenient|terrible|awful|bad|poor"
)
_RULES = {
    "leading": (
        r"\bhow (?:much|satisfied|happy|pleased) (?:did|do) you (?:like|love|enjoy)\b"
        rf"|\bhow (?:{_PRAISE})\b|\b(?:our|this|the) (?:new )?(?:and )?(?:{_PRAISE})\b"
        r"|\b(?:don't|do not|wouldn't|isn't|aren't|didn't) you\b|\bisn't it\b|\bwould you agree\b|\bdo you agree that\b"
        r"|\b(?:obviously|clearly|of course|surely|as you know|most people|everyone knows|experts agree)\b",
        "Name the thing without praise or blame, and let both answers be equally easy.",
    ),
    "loaded assumption": (
        r"\bwhat did you (?:like|love|enjoy) (?:most|best)\b|\bwhy do you (?:like|love|prefer|trust)\b"
        r"|\bwhen will you (?:buy|order|renew|upgrade)\b|\bhow often do you (?:enjoy|recommend|love)\b",
        "Ask first whether it is so at all.",
    ),
    "double negative": (
        r"\b(?:not|n't|never)\b[^.?!]*\b(?:not|never|without|un(?:happy|satisfied|clear|likely|helpful))\b",
        "Say it without 'not', or with one only.",
    ),
    "absolute": (
        r"\b(?:always|never|every time|all the time|ever)\b",
        "Few things are always so; ask how often, or about the last time.",
    ),
}
_BARRELS = re.compile(
    r"\b(?:how|rate|satisfied|happy|easy|was|were|is|are|did|do|does|agree)\b[^.?!]*?"
    r"(?P<pair>\b[\w-]+ (?:and|or|as well as|and/or) (?:our |the |your )?[\w-]+)",
    re.IGNORECASE,
)
_FIXED_PAIRS = re.compile(
    r"\b(?:terms and conditions|pros and cons|yes or no|more or less|one or more|friend or colleague|"
    r"friends (?:and|or) (?:family|colleagues)|research and development|bed and breakfast|black and white|"
    r"sooner or later|once or twice|before (?:and|or) after|good or bad|easy or (?:hard|difficult)|"
    r"satisfied or dissatisfied|likely or unlikely|true or false)\b",
    re.IGNORECASE,
)
LONGEST_QUESTION_WORDS = 25


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at text[start:end] == quote, and how to mend it."""

    rule: str
    quote: str
    start: int
    end: int
    advice: str


@dataclass(frozen=True, slots=True)
class SelfCentredness:
    """Of `n` words that point at someone, the share that points at us; None where no word does."""

    share: float | None
    us: int
    them: int
    n: int


def lint_question(text: str) -> list[Finding]:
    """What would make the answers to this English question untrue, in reading order."""
    found = [
        Finding(rule, hit[0], hit.start(), hit.end(), advice)
        for rule, (pattern, advice) in _RULES.items()
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
    found += _double_barrels(text)
    found += _company_centred(text)
    if len(words(text)) > LONGEST_QUESTION_WORDS:
        found.append(Finding("too long", text, 0, len(text), f"Ask it in {LONGEST_QUESTION_WORDS} words or fewer."))
    return sorted(found, key=lambda finding: (finding.start, finding.rule))


def self_centredness(texts: Iterable[str]) -> SelfCentredness:
    """How much a survey, plan or page speaks of us: we-words / (we-words + you-words), over all its texts."""
    spoken = [word.lower().replace("’", "'") for text in texts for word in words(text)]
    us, them = sum(word in _US for word in spoken), sum(word in _THEM for word in spoken)
    return SelfCentredness(us / (us + them) if us + them else None, us, them, us + them)


def _double_barrels(text: str) -> list[Finding]:
    advice = "Two things, one answer: ask them apart."
    found = []
    for hit in _BARRELS.finditer(text):
        fixed = any(
            pair.start() <= hit.end("pair") and hit.start("pair") < pair.end() for pair in _FIXED_PAIRS.finditer(text)
        )
        if not fixed:
            found.append(Finding("double-barrelled", hit["pair"], hit.start("pair"), hit.end("pair"), advice))
    return found


def _company_centred(text: str) -> list[Finding]:
    about = self_centredness([text])
    if about.us < 1 or about.share is None or about.share <= 0.5:
        return []
    first = re.search(r"\b(?:we|us|our|ours|ourselves|company|brand)\b", text, re.IGNORECASE)
    if first is None:
        return []
    advice = "It asks about us. Ask about their day, their task, what they tried to do."
    return [Finding("company-centred", first[0], first.start(), first.end(), advice)]
