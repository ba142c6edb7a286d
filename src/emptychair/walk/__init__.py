"""Walk: what it is like to be them: journeys drawn, journeys lived, and the difference."""

from emptychair.walk import redraw
from emptychair.walk.beginning import begin
from emptychair.walk.cases import ARROW, Cases, count, listed
from emptychair.walk.export import drawn_json, journey_json, lived_json, step_rows
from emptychair.walk.feelings import Felt, Voice, arrivals, felt, felt_of, voices
from emptychair.walk.friction import Friction, asked_where_it_is, frictions
from emptychair.walk.model import PARTY, DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.operations import define, key_of
from emptychair.walk.paths import Lived, Move, Place, Variant, cuts, lived, share_of, variants, waits
from emptychair.walk.picture import LivedStep, Picture, Undrawn, passed, picture
from emptychair.walk.queries import all_journeys, journey, versions
from emptychair.walk.report import report_gaps
from emptychair.walk.tasks import HANDLERS

__all__ = ["ARROW", "Cases", "all_journeys", "arrivals", "asked_where_it_is", "begin", "count", "cuts", "define"]
__all__ += ["HANDLERS", "DrawnStage", "DrawnStep", "Felt", "Friction", "drawn_json", "felt", "felt_of", "frictions"]
__all__ += ["JourneyMap", "Lived", "LivedStep", "journey", "journey_json", "key_of", "listed", "lived", "lived_json"]
__all__ += ["PARTY", "Move", "Picture", "Place", "passed", "picture", "redraw", "report_gaps", "share_of", "step_rows"]
__all__ += ["Undrawn", "Variant", "Voice", "variants", "versions", "voices", "waits"]
