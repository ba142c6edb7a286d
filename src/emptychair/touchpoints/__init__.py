"""Touchpoints: the places of contact, ours or not, drawn or found, with what we intend at each."""

from emptychair.touchpoints.model import Touchpoint
from emptychair.touchpoints.operations import define, note_found
from emptychair.touchpoints.queries import all_touchpoints, cue_words, touchpoint

__all__ = ["Touchpoint", "all_touchpoints", "cue_words", "define", "note_found", "touchpoint"]
