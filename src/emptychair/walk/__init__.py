"""Walk: what it is like to be them: journeys drawn, journeys lived, and the difference."""

from emptychair.walk import redraw
from emptychair.walk.cases import ARROW, Cases, count, listed
from emptychair.walk.export import drawn_json, journey_json, lived_json, step_rows
from emptychair.walk.feelings import Felt, Voice, arrivals, felt, felt_of, voices
from emptychair.walk.friction import Friction, asked_where_it_is, frictions
from emptychair.walk.model import PARTY, DrawnStage, DrawnStep, JourneyMap
from emptychair.walk.operations import begin, define
from emptychair.walk.paths import Lived, Move, Place, Variant, cuts, lived, share_of, variants, waits, whole_walk
from emptychair.walk.picture import LivedStep, Picture, passed, picture
from emptychair.walk.queries import all_journeys, journey, versions
from emptychair.walk.report import report_gaps
from emptychair.walk.tasks import HANDLERS

__all__ = ["ARROW", "HANDLERS", "PARTY", "Cases", "DrawnStage", "DrawnStep", "Felt", "Friction", "JourneyMap", "Lived"]
__all__ += ["LivedStep", "Move", "Picture", "Place", "Variant", "Voice", "all_journeys", "arrivals"]
__all__ += ["asked_where_it_is", "begin", "count", "cuts", "define", "drawn_json", "felt", "felt_of", "frictions"]
__all__ += ["journey", "journey_json", "listed", "lived", "lived_json", "passed", "picture", "redraw"]
__all__ += ["report_gaps", "share_of", "step_rows", "variants", "versions", "voices", "waits", "whole_walk"]
