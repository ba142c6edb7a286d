"""Whose voice counts how: the classes of Mitchell, Agle and Wood (1997), read from three yes-or-no's."""

POWER, LEGITIMACY, URGENCY = "power", "legitimacy", "urgency"

CLASSES = {
    frozenset(): "non-stakeholder",
    frozenset({POWER}): "dormant",
    frozenset({LEGITIMACY}): "discretionary",
    frozenset({URGENCY}): "demanding",
    frozenset({POWER, LEGITIMACY}): "dominant",
    frozenset({POWER, URGENCY}): "dangerous",
    frozenset({LEGITIMACY, URGENCY}): "dependent",
    frozenset({POWER, LEGITIMACY, URGENCY}): "definitive",
}


def classify(power: bool, legitimacy: bool, urgency: bool) -> str:
    """The class of a party with those attributes, one of `CLASSES`."""
    held = zip((POWER, LEGITIMACY, URGENCY), (power, legitimacy, urgency), strict=True)
    return CLASSES[frozenset(name for name, has in held if has)]


def attention(power: bool, legitimacy: bool, urgency: bool) -> int:
    """How salient, 0 to 3: the number of attributes, which is all that the theory orders by."""
    return sum((power, legitimacy, urgency))
