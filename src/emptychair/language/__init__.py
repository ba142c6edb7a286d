"""Language: words in, readings out; offline, in the customer's own tongue, every quote with its place."""

from emptychair.language.cues import LANGUAGES as CUE_LANGUAGES
from emptychair.language.cues import VERSION as CUES_VERSION
from emptychair.language.cues import Cue, find_cues, topics
from emptychair.language.grammars import Topic
from emptychair.language.identify import LanguageReading, identify
from emptychair.language.judging import HeldOut
from emptychair.language.sentences import Span, clauses, sentence_around, sentences
from emptychair.language.sentiment import Valence, read_valence
from emptychair.language.taught import TaughtReader, teach
from emptychair.language.words import Folded, fold, is_unspaced

__all__ = ["CUES_VERSION", "CUE_LANGUAGES", "Cue", "Folded", "HeldOut", "LanguageReading", "Span", "TaughtReader"]
__all__ += ["Topic", "Valence", "clauses", "find_cues", "fold", "identify", "is_unspaced", "read_valence"]
__all__ += ["sentence_around", "sentences", "teach", "topics"]
