"""Everything that a row says, each message and thing once."""

from datetime import datetime

from emptychair.evidence import Act, Message, Thing, examine
from emptychair.listen.recipes.each import repeated
from emptychair.listen.recipes.evaluate import Row
from emptychair.listen.recipes.expressions import Constant
from emptychair.listen.recipes.model import EvidenceOut, Recipe, Table
from emptychair.listen.recipes.speak import Said, message_maker, party_maker, thing_maker
from emptychair.listen.recipes.values import Problem

# Ids are remembered as hashes: 10^6 messages take some 100 MB as numbers, three times that as text.
Seen = dict[int, int]


class Speaker:
    """What the rows of one table say, in order; remembers what was said already."""

    def __init__(self, name: str, table: Table, recipe: Recipe, now: datetime, seen: Seen) -> None:
        self._makers = _makers(name, table, recipe, now)
        self._now = now
        self._seen = seen

    def say(self, row: Row, line: int) -> tuple[tuple[Message, ...], tuple[Thing, ...]]:
        """Messages and things of a row; raises Problem where it says nothing, or says again what may come once."""
        said = [(once, one) for once, make in self._makers if (one := make(row)) is not None]
        if not said:
            raise Problem(
                "says nothing by this recipe: no output applies to this row",
                "Add an output for such rows, or a `skip` with the reason, to the recipe.",
            )
        fresh: dict[int, Message | Thing] = {}
        for once, one in said:
            mark = _mark(one)
            before = self._seen.get(mark, line if mark in fresh else None)
            if before is None:
                fresh[mark] = one
            elif not once and isinstance(one, Message):
                raise _again(one, before)
            if isinstance(one, Message) and (fault := examine(one, self._now)):
                raise Problem(fault.reason, fault.mend)  # the record would refuse it: then the whole row waits
        self._seen.update(dict.fromkeys(fresh, line))
        messages = tuple(one for one in fresh.values() if isinstance(one, Message))
        return messages, tuple(one for one in fresh.values() if isinstance(one, Thing))


def speaks(messages: tuple[Message, ...]) -> bool:
    """Whether one of the messages is more than the traits of a party."""
    return any(message.act is not Act.DESCRIBED for message in messages)


def _again(message: Message, line: int) -> Problem:
    return Problem(
        "is a duplicate: its message id came before",
        "If both are real, add a column that tells them apart to `message_id` or `key` in the recipe.",
        detail=f"{message.message_id!r}, line {line}",
    )


def _mark(one: Message | Thing) -> int:
    if isinstance(one, Message):
        return hash(one.message_id)
    return hash((one.kind, one.id, repr(one.attributes)))


def _makers(name: str, table: Table, recipe: Recipe, now: datetime) -> list[tuple[bool, Said]]:
    makers: list[tuple[bool, Said]] = []
    for output in table.outputs:
        if output.evidence is not None:
            for column, out in repeated(output.evidence):
                makers.append((out.once, message_maker(out, _id(name, table, column, out), recipe, now)))
        if output.party is not None:
            makers.append((True, party_maker(output.party, name, recipe, now)))
        if output.thing is not None:
            makers.append((True, thing_maker(output.thing, recipe)))
    return makers


def _id(name: str, table: Table, column: str, out: EvidenceOut) -> str:
    words = [part.constant for part in (out.touchpoint, out.act) if isinstance(part, Constant)]
    steps = [name, *("{" + one + "}" for one in table.key), column, *map(str, words)]
    return "/".join(step for step in steps if step)
