"""The loop at a glance: one live count for each of the six capabilities, with the page that it opens."""

from dataclasses import dataclass

from emptychair import walk
from emptychair.care import standing
from emptychair.core import Figure, count
from emptychair.evidence import Which, tally
from emptychair.gaps import open_gaps
from emptychair.promises import all_promises
from emptychair.store import LIVED, Stores


@dataclass(frozen=True, slots=True)
class Loop:
    """What we heard, whom we know, where they walk, who needs us, what differs, what we promised."""

    listen: Figure
    know: Figure
    walk: Figure
    care: Figure
    decide: Figure
    practise: Figure

    @property
    def heard(self) -> bool:
        """Whether there is any evidence at all."""
        return self.listen.n > 0


def loop(stores: Stores) -> Loop:
    """The counts as they stand; each equals what its page lists."""
    heard = tally(stores.ledger, Which())
    newest, gaps, waiting = heard["newest"], open_gaps(stores.records), standing(stores)
    return Loop(
        count(heard["n"] or 0, "/evidence", newest),
        count(_people(stores), "/people", newest),
        count(len(walk.all_journeys(stores.records)), "/journeys", newest),
        count(waiting.cases, "/cases", waiting.newest),
        count(len(gaps), "/gaps", max((gap.measured_at for gap in gaps), default=None)),
        count(len(all_promises(stores.records)), "/promises", newest),
    )


def _people(stores: Stores) -> int:
    # Who was only described to us and never did or said anything stands on no list.
    heard = LIVED.filter(LIVED.party.notnull() & (LIVED.act != "described"))
    return int(stores.ledger.one(heard.aggregate(n=heard.party.nunique()))["n"])
