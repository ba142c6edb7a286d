"""Parties: who somebody is, under all their names, with every merge recorded and reversible."""

from emptychair.parties.model import Identifier, Party
from emptychair.parties.operations import describe, erase, grant, merge, split, sync_merges
from emptychair.parties.queries import everybody, find, identifiers_of, merges_of, named, party, search
from emptychair.parties.recognise import Recognised, recognise
from emptychair.parties.wishes import granting, in_role, purposes_of, refusing, roles

__all__ = ["Identifier", "Party", "Recognised", "describe", "erase", "everybody", "find", "grant", "granting"]
__all__ += ["identifiers_of", "in_role", "merge", "merges_of", "named", "party", "purposes_of", "recognise"]
__all__ += ["refusing", "roles", "search", "split", "sync_merges"]
