"""How every method here refuses numbers that it cannot honestly use: loudly, with the way to mend it."""

from emptychair.core import Invalid


def demand(condition: bool, what: str) -> None:
    """Raise `core.Invalid` unless the condition holds; `what` says what is wrong and what to give instead."""
    if not condition:
        raise Invalid(what, where="methods")
