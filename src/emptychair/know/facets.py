"""The fourteen facets of a person: what is worth knowing, how long it stays true, what may never be inferred."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing worth knowing about somebody.

    `half_life_days` is how long until half of what we knew is no longer true: our assumption until people
    are asked again (`methods.coverage.half_life` then estimates it). `single`: two different answers
    contradict each other. `special`: GDPR 9; a claim needs the person's consent and is never inferred.
    """

    key: str
    label: str
    question: str
    half_life_days: int
    single: bool = False
    special: bool = False


FACETS = {
    facet.key: facet
    for facet in (
        Facet("jobs", "Jobs", "What are they trying to get done?", 365),
        Facet("values", "Values", "What do they value?", 1095),
        Facet("dreams", "Dreams", "What do they dream about?", 730),
        Facet("pains", "Pains", "What hurts?", 180),
        Facet("regrets", "Regrets", "What do they regret, with us or with others?", 730),
        Facet("causes", "Causes", "What do they stand up for?", 730, special=True),
        Facet("beliefs", "Beliefs", "What do they believe in?", 1095, special=True),
        Facet("hang-outs", "Hang-outs", "Where do they spend their time?", 365),
        Facet("channel", "Channel", "How do they want to be in touch?", 365, single=True),
        Facet("language", "Language", "Which language is theirs?", 1825, single=True),
        Facet("payment", "Payment", "How do they like to pay?", 365, single=True),
        Facet("state", "State", "How are they now?", 30),
        Facet("delights", "Delights", "What delights them?", 365),
        Facet("context", "Context", "Where do they live and work, why did they come?", 730),
    )
}

# A claim is put aside when a quarter of its first certainty is left.
LASTS_HALF_LIVES = 2

# The facets that the readers of cues and the questions of panels speak of, in our fourteen words. Who asks for
# a refund is trying to get something done; who is leaving was hurt; "state" is hardship and nothing else.
SPOKEN = {
    "pain": "pains",
    "delight": "delights",
    "regret": "regrets",
    "dream": "dreams",
    "job": "jobs",
    "value": "values",
    "belief": "beliefs",
    "cause": "causes",
    "hangout": "hang-outs",
    "hardship": "state",
    "leaving": "pains",
    "request": "jobs",
    "switching": "context",
    "why": "context",
}

# Feelings that cannot both hold for good: said by one person, both are shown and trusted less.
_OPPOSITES = (
    ("delivery late", "delivery on time"),
    ("not received", "delivery on time"),
    ("delivery slow", "delivery fast"),
    ("shipping cost high", "shipping cost low"),
    ("packaging poor", "packaging good"),
    ("damaged", "arrived intact"),
    ("defective", "works well"),
    ("missing part", "complete"),
    ("not as described", "as described"),
    ("quality poor", "quality good"),
    ("price high", "price low"),
    ("staff rude", "staff kind"),
    ("service poor", "service good"),
    ("wait long", "answered fast"),
    ("website confusing", "website easy"),
    ("dissatisfied", "satisfied"),
    ("would not recommend", "recommends"),
    ("never again", "would come back"),
    ("distrusted", "trusted"),
)
OPPOSITES = frozenset(_OPPOSITES) | frozenset((second, first) for first, second in _OPPOSITES)


def facet_of(spoken: str) -> str:
    """One of the fourteen keys for a facet as readers and panels call it; "" for one that we do not know."""
    key = spoken.strip().lower().replace("_", "-")
    return key if key in FACETS else SPOKEN.get(key, "")
