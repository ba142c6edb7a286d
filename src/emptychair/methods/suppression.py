"""What may be shown of small groups: at least five voices, also after subtracting what else is shown (M25)."""

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass

from emptychair.core import ENOUGH
from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class Showing:
    """Which groups under one total may be shown; the total counts hidden people too, or is hidden itself."""

    shown: frozenset[Hashable]
    hidden: frozenset[Hashable]
    total: int | None


def groups(counts: Mapping[Hashable, int], unattached: int = 0, minimum: int = ENOUGH) -> Showing:
    """Decide for the groups of one total, `unattached` people belonging to it directly.

    Groups under the minimum are hidden; if total minus shown would leave 1 to minimum-1 people, the
    smallest shown groups are hidden too until it does not (complementary suppression, as in dialog.nl).
    """
    demand(min(counts.values(), default=0) >= 0 and unattached >= 0, "Counts of people are 0 or more.")
    total = sum(counts.values()) + unattached
    shown = {name for name, count in counts.items() if count >= minimum}
    while shown and 0 < total - sum(counts[name] for name in shown) < minimum:
        shown.remove(min(shown, key=lambda name: (counts[name], str(name))))
    hidden = frozenset(counts) - shown
    return Showing(frozenset(shown), hidden, total if total >= minimum else None)


def reveals(proposed: Set[Hashable], published: Iterable[Set[Hashable]], minimum: int = ENOUGH) -> Set[Hashable] | None:
    """The people whom this figure would expose, by itself or subtracted from one already published.

    Sets of people behind a figure: another filter, or an earlier wave. None when nobody is exposed.
    Checks one published figure at a time, not sums of several; keep published figures few.
    """
    if 0 < len(proposed) < minimum:
        return proposed
    for earlier in published:
        for larger, smaller in ((earlier, proposed), (proposed, earlier)):
            rest = larger - smaller
            if smaller <= larger and 0 < len(rest) < minimum:
                return rest
    return None
