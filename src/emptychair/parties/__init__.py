"""Parties: who somebody is, under all their names, with every merge recorded and reversible."""

from emptychair.parties.model import Identifier, Party
from emptychair.parties.operations import describe, erase, grant, merge, split, sync_merges
from emptychair.parties.queries import find, identifiers_of, merges_of, named, party, purposes_of, roles, search
from emptychair.parties.recognise import Recognised, recognise

__all__ = ["Identifier", "Party", "Recognised", "describe", "erase", "find", "grant", "identifiers_of", "merge"]
__all__ += ["merges_of", "named", "party", "purposes_of", "recognise", "roles", "search", "split", "sync_merges"]
