"""Charts: numbers in, SVG out; each with a finding for its name, links for its marks and a table twin."""

from emptychair.web.charts.bars import Bar, bar_cell, bars, bars_table
from emptychair.web.charts.before_after import Expected, before_after, before_after_table
from emptychair.web.charts.chairs import TwoChairs
from emptychair.web.charts.curve import Moment, curve, curve_table
from emptychair.web.charts.dumbbell import Pair, dumbbell, dumbbell_cell, dumbbell_table
from emptychair.web.charts.heat import Cell, HeatRow, heat, heat_table
from emptychair.web.charts.marks import Table
from emptychair.web.charts.matters import Driver, matters, matters_table
from emptychair.web.charts.processmap import MapEdge, MapNode, processmap, processmap_table
from emptychair.web.charts.spark import spark, spark_table
from emptychair.web.charts.strip import PromiseMonth, strip, strip_table
from emptychair.web.charts.survival import Step, Survival, survival, survival_table
from emptychair.web.charts.trend import Event, Point, trend, trend_table

# fmt: off
__all__ = [
    "Bar", "Cell", "Driver", "Event", "Expected", "HeatRow", "MapEdge", "MapNode", "Moment", "Pair", "Point",
    "PromiseMonth", "Step", "Survival", "Table", "TwoChairs", "bar_cell", "bars", "bars_table", "before_after",
    "before_after_table", "curve", "curve_table", "dumbbell", "dumbbell_cell", "dumbbell_table", "heat", "heat_table",
    "matters", "matters_table", "processmap", "processmap_table", "spark", "spark_table", "strip", "strip_table",
    "survival", "survival_table", "trend", "trend_table",
]
# fmt: on
