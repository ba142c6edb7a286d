"""Evidence: immutable dated observations, taken once, quarantined with a reason, never rewritten."""

from emptychair.evidence.erase import erase
from emptychair.evidence.examine import examine
from emptychair.evidence.model import Act, Chair, Channel, Identifier, Message, ObjectRef, Refusal, Scale, Thing
from emptychair.evidence.quarantine import quarantine_reasons, quarantined, take_out
from emptychair.evidence.queries import Which, by_source, chosen, entries, entry, tally, thing
from emptychair.evidence.readmit import is_message, readmit
from emptychair.evidence.record import Receipt, record

__all__ = ["Act", "Chair", "Channel", "Identifier", "Message", "ObjectRef", "Receipt", "Refusal", "Scale", "Thing"]
__all__ += ["Which", "by_source", "chosen", "entries", "entry", "erase", "examine", "is_message", "quarantine_reasons"]
__all__ += ["quarantined", "readmit", "record", "take_out", "tally", "thing"]
