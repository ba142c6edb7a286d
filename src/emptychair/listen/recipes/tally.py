"""Count what became of rows: for each table, rows in = evidence + reference + quarantined + skipped."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from emptychair.listen.recipes.outcomes import Fate, Outcome


@dataclass(slots=True)
class TableTally:
    """The account of one table."""

    fates: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)  # by act and touchpoint
    things: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """Rows in."""
        return self.fates.total()


@dataclass(slots=True)
class Tally:
    """The account of an import, table by table."""

    tables: dict[str, TableTally] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one row."""
        table = self.tables.setdefault(outcome.table, TableTally())
        table.fates[outcome.fate] += 1
        if outcome.fate is Fate.SKIPPED:
            table.skipped[outcome.reason] += 1
        elif outcome.fate is Fate.QUARANTINED:
            table.quarantined[outcome.reason] += 1
        for message in outcome.messages:
            table.messages[message.act, message.touchpoint] += 1
        for thing in outcome.things:
            table.things[thing.kind] += 1

    @property
    def rows(self) -> int:
        """Rows in, over all tables."""
        return sum(table.rows for table in self.tables.values())

    def of(self, fate: Fate) -> int:
        """Rows with that fate, over all tables."""
        return sum(table.fates[fate] for table in self.tables.values())

    @property
    def messages(self) -> int:
        """Messages made."""
        return sum(table.messages.total() for table in self.tables.values())

    @property
    def things(self) -> int:
        """Things made."""
        return sum(table.things.total() for table in self.tables.values())

    def text(self) -> str:
        """The account as lines for people."""
        return account_text(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """The account for machines and for the store."""
        return {
            "rows": self.rows,
            **{fate.value: self.of(fate) for fate in Fate},
            "messages": self.messages,
            "things": self.things,
            "tables": {name: _table_json(table) for name, table in self.tables.items()},
        }


def account_text(account: dict[str, Any]) -> str:
    """What `as_json` told, as lines for people: every table, all in all, and each reason with its rows."""
    lines = [f"{name}: {_equation(table)}" for name, table in account["tables"].items()]
    lines.append(f"in all: {_equation(account)}")
    for name, table in account["tables"].items():
        for word in (Fate.SKIPPED.value, Fate.QUARANTINED.value):
            reasons = sorted(table[f"{word}_because"].items(), key=lambda reason: -reason[1])
            lines += [f"  {name}: {n:,} {word}: {reason}" for reason, n in reasons]
    return "\n".join([*lines, f"made: {account['messages']:,} messages, {account['things']:,} things"])


def _equation(account: dict[str, Any]) -> str:
    return f"{account['rows']:,} rows in = " + " + ".join(f"{account[fate.value]:,} {fate.value}" for fate in Fate)


def _table_json(table: TableTally) -> dict[str, Any]:
    by_act: Counter[str] = Counter()
    by_touchpoint: Counter[str] = Counter()
    for (act, touchpoint), n in table.messages.items():
        by_act[act] += n
        by_touchpoint[touchpoint] += n
    return {
        "rows": table.rows,
        **{fate.value: table.fates[fate] for fate in Fate},
        "skipped_because": dict(table.skipped),
        "quarantined_because": dict(table.quarantined),
        "messages_by_act": dict(by_act),
        "messages_by_touchpoint": dict(by_touchpoint),
        "things_by_kind": dict(table.things),
    }
