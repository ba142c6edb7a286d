"""Parties: who somebody is, under all their names, with every merge recorded and reversible."""

from emptychair.parties.model import Identifier, Party
from emptychair.parties.operations import describe, erase, grant, merge, split, sync_merges
from emptychair.parties.queries import (
    everybody,
    find,
    granting,
    identifiers_of,
    in_role,
    merges_of,
    named,
    party,
    purposes_of,
    refusing,
    roles,
    search,
)
from emptychair.parties.recognise import Recognised, recognise

__all__ = ["Identifier", "Party", "Recognised", "describe", "erase", "everybody", "find", "grant", "granting"]
__all__ += ["identifiers_of", "in_role", "merge", "merges_of", "named", "party", "purposes_of", "recognise"]
__all__ += ["refusing", "roles", "search", "split", "sync_merges"]
