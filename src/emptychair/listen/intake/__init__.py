"""Intake: what other systems send us, from the envelope on the wire to evidence in the ledger."""

from emptychair.listen.intake.envelope import MOST_BYTES, Envelope, letters, read_envelope
from emptychair.listen.intake.native import native_letters
from emptychair.listen.intake.settle import settle, settle_all

__all__ = ["MOST_BYTES", "Envelope", "letters", "native_letters", "read_envelope", "settle", "settle_all"]
