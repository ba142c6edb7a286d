"""Demo: a simulated company of its own making, with known truths planted in two years of evidence."""

from emptychair.demo.definitions import Company, company
from emptychair.demo.founding import believe, found
from emptychair.demo.making import make
from emptychair.demo.planting import Planting
from emptychair.demo.story import Chunk, chunks, generate, parties
from emptychair.demo.truths import Population, truths

__all__ = ["Chunk", "Company", "Planting", "Population", "believe", "chunks", "company", "found", "generate"]
__all__ += ["make", "parties", "truths"]
