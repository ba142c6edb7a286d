"""Know: whom do we understand, and how? Readings, claims with their evidence, and how much is not known."""

from emptychair.know import feelings, heard, names, portal, story
from emptychair.know.coverage import EVERYBODY, Covered, covered, measure
from emptychair.know.facets import FACETS, Facet
from emptychair.know.feelings import analyses
from emptychair.know.model import Claim, Mark, State, Understanding
from emptychair.know.operations import claim, contest, correct, erase, forget
from emptychair.know.people import ORDERS, Person, people
from emptychair.know.portrait import claim_json, export, portrait
from emptychair.know.queries import claims_of, everyone, one_claim, understanding
from emptychair.know.tasks import HANDLERS, believe_of, read_new

__all__ = ["EVERYBODY", "FACETS", "HANDLERS", "ORDERS", "Claim", "Covered", "Facet", "Mark", "Person", "State"]
__all__ += ["Understanding", "analyses", "believe_of", "claim", "claim_json", "claims_of", "contest", "correct"]
__all__ += ["covered", "erase", "everyone", "export", "feelings", "forget", "heard", "measure", "names", "one_claim"]
__all__ += ["people", "portal", "portrait", "read_new", "story", "understanding"]
