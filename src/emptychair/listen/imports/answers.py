"""Imports for machines and terminals: the account of rows as one flat shape."""

from typing import Any

from emptychair.listen.imports.model import Import
from emptychair.listen.recipes import DryRun, Fate


def import_json(done: Import) -> dict[str, Any]:
    """What became of every row of an import, and of the messages made of them."""
    made = {"recorded": done.recorded, "doubled": done.known, "refused": done.refused, "erased": done.erased}
    told = {"id": done.id, "recipe": done.recipe, "path": done.path, "state": str(done.state), "error": done.error}
    return told | made | _account(done.account)


def dry_run_json(dry: DryRun) -> dict[str, Any]:
    """What would become of every row, with sample rows before and after."""
    told = dry.as_json()
    return _account(told["account"]) | {"samples": told["samples"], "refusals": told["refusals"]}


def _account(account: dict[str, Any]) -> dict[str, Any]:
    fates = ("rows", *(fate.value for fate in Fate))
    tables = [{"table": name} | {fate: table[fate] for fate in fates} for name, table in account["tables"].items()]
    return {fate: account[fate] for fate in fates} | {"tables": tables, "set_aside": _set_aside(account)}


def _set_aside(account: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"table": name, "fate": fate, "reason": reason, "n": n}
        for name, table in account["tables"].items()
        for fate in (Fate.QUARANTINED.value, Fate.SKIPPED.value)
        for reason, n in table[f"{fate}_because"].items()
    ]
