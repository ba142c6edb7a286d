"""Evidence: immutable dated observations, taken once, quarantined with a reason, never rewritten."""

from emptychair.evidence.model import (
    Act,
    Chair,
    Channel,
    Identifier,
    Message,
    ObjectRef,
    Refusal,
    Scale,
    Thing,
)

__all__ = ["Act", "Chair", "Channel", "Identifier", "Message", "ObjectRef", "Refusal", "Scale", "Thing"]
