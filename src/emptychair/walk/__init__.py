"""Walk: what it is like to be them: journeys drawn, journeys lived, and the difference."""

from emptychair.walk.analyses import analyses
from emptychair.walk.cases import ARROW, Cases, count, listed
from emptychair.walk.feelings import Felt, Voice, arrivals, felt, felt_of, voices
from emptychair.walk.friction import Friction, asked_where_it_is, friction
from emptychair.walk.model import PARTY, DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.operations import define, key_of
from emptychair.walk.paths import Lived, Move, Place, Variant, cuts, lived, variants, waits
from emptychair.walk.picture import LivedStep, Picture, Undrawn, passed, picture
from emptychair.walk.queries import all_journeys, journey, versions
from emptychair.walk.report import report_gaps
from emptychair.walk.tasks import HANDLERS

__all__ = ["ARROW", "HANDLERS", "PARTY", "Cases", "DrawnStage", "DrawnStep", "Felt", "Friction", "JourneyMap"]
__all__ += ["Lived", "LivedStep", "Move", "Picture", "Place", "Undrawn", "Variant", "Voice", "all_journeys"]
__all__ += ["analyses", "arrivals", "asked_where_it_is", "count", "cuts", "define", "felt", "felt_of", "friction"]
__all__ += ["journey", "key_of", "listed", "lived", "passed", "picture", "report_gaps", "variants", "versions"]
__all__ += ["voices", "waits"]
