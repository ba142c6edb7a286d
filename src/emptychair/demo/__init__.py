"""Demo: a simulated company of its own making, with known truths planted in two years of evidence."""

from emptychair.demo.definitions import Company, company
from emptychair.demo.planting import Planting
from emptychair.demo.story import Chunk, chunks, generate, parties

__all__ = ["Chunk", "Company", "Planting", "chunks", "company", "generate", "parties"]
