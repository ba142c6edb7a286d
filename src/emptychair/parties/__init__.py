"""Parties: who somebody is, under all their names, with every merge recorded and reversible."""

from emptychair.parties.merging import carry_over, merge, split, sync_merges
from emptychair.parties.model import Identifier, Party
from emptychair.parties.operations import describe, erase, grant
from emptychair.parties.queries import everybody, find, identifiers_of, merges_of, named, party, search
from emptychair.parties.recognise import Recognised, recognise
from emptychair.parties.wishes import granting, in_role, purposes_of, refusing, roles

__all__ = ["Identifier", "Party", "Recognised", "carry_over", "describe", "erase", "everybody", "find", "grant"]
__all__ += ["granting", "identifiers_of", "in_role", "merge", "merges_of", "named", "party", "purposes_of"]
__all__ += ["recognise", "refusing", "roles", "search", "split", "sync_merges"]
