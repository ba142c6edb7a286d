"""Methods: numbers in, numbers out. Each module is one idea, tested against a published truth."""

# isort: off
from emptychair.methods import agreement, calibration, ceilings, coverage, differences, effects, friction, growth
from emptychair.methods import means, memory, multiplicity, panels, power, proportions, queues, raters, salience
from emptychair.methods import scores, suppression, survival, tiers
from emptychair.methods.interval import Interval
# isort: on

__all__ = ["Interval", "agreement", "calibration", "ceilings", "coverage", "differences", "effects", "friction"]
__all__ += ["growth", "means", "memory", "multiplicity", "panels", "power", "proportions", "queues", "raters"]
__all__ += ["salience", "scores", "suppression", "survival", "tiers"]
