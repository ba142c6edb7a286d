"""Every analysis of the house by name, and the small company on which two engines have to agree."""

import ast
import importlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import emptychair
from emptychair.store import LedgerWriter
from planted import FIRST, TOUCHPOINTS, evidence

SOURCE = Path(emptychair.__file__).parent


def found() -> list[str]:
    """Every public function that hands out an Ibis expression, as "room.module.function"."""
    names = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if "store" in path.parts or not any(isinstance(n, ast.Import) and n.names[0].name == "ibis" for n in tree.body):
            continue
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _hands_out(node):
                names.append(f"{module}.{node.name}")
    return names


def function(name: str) -> Callable[..., Any]:
    """The function behind a name."""
    module, _, attribute = name.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"emptychair.{module}"), attribute)
    return found


def _hands_out(node: ast.FunctionDef) -> bool:
    # Reads that fetch take the ledger first; what hands out an expression has none and is typed Any.
    takes_ledger = any(a.arg in {"ledger", "stores"} for a in node.args.args)
    return isinstance(node.returns, ast.Name) and node.returns.id == "Any" and not takes_ledger


NOW = datetime(2025, 3, 1, tzinfo=UTC)
ORDERS = 60


def furnish(writer: LedgerWriter) -> None:
    """Sixty orders from purchase to review: some late, some never came, some asked, ties on the clock."""
    rows, links, readings = [], [], []
    for order in range(ORDERS):
        for step in _life(order):
            number = len(rows) + 1
            rows.append(evidence(number, **PLAIN | step, party=order % 17, utc_offset_minutes=(order % 3 - 1) * 180))
            links.append({"evidence": number, "kind": "order", "object": f"o{order}"})
            if step["act"] == "was_promised":
                links.append({"evidence": number, "kind": "promise", "object": "on-time"})
            if step["touchpoint"] == "call-centre":
                # The second question of a walk is a ticket that nobody ever answers.
                links.append({"evidence": number, "kind": "ticket", "object": f"t{order} {step['happened_at']:%d}"})
            if step["act"] == "was_told" and order % 5 == 0:
                links.append({"evidence": number, "kind": "by", "object": "machine"})
            if step["act"] == "rated":
                links += _answered(number, order)
                readings += [_reading(number, order), _cue(number)]
    writer.append("evidence", rows)
    writer.append("evidence_objects", links)
    writer.append("readings", readings)
    writer.append("merged", [{"party": 16, "into_party": 3}])
    writer.append("things", [{"source": "planted", "kind": "order", "object": "o1", "attributes": "{}"}])


PLAIN: dict[str, Any] = dict.fromkeys(
    ("score", "scale_kind", "scale_low", "scale_high", "valence", "words", "due_at", "language")
)


def _life(order: int) -> list[dict[str, Any]]:
    bought = FIRST + timedelta(hours=31 * order)
    due = bought + timedelta(days=5)
    came = bought + timedelta(days=3 + order % 4, microseconds=order)
    stars = 1 + order % 5
    steps = [
        _step(bought, "bought", TOUCHPOINTS[order % 2]),
        _step(bought, "was_promised", "delivery", chair="company", due_at=due),
        _step(bought + timedelta(days=1), "asked", "call-centre") if order % 3 == 0 else None,
        _step(bought + timedelta(days=1), "was_told", "call-centre", chair="company") if order % 3 == 0 else None,
        _step(bought + timedelta(days=2), "asked", "call-centre") if order % 6 == 0 else None,
        _step(bought + timedelta(days=2), "did", "site") if order % 4 == 1 else None,
        _step(came, "received", "delivery") if order % 10 else None,
        _step(
            came + timedelta(hours=order),
            "rated",
            ("delivery", "shop")[order % 2],
            score=float(stars),
            scale_kind="rating",
            scale_low=1.0,
            scale_high=5.0,
            valence=(stars - 3) / 2,
            words="It came späte, and nobody told me when it would be here 🙂.",
            language="en",
        ),
    ]
    return [step for step in steps if step]


def _answered(number: int, order: int) -> list[dict[str, Any]]:
    names = {"assessment": "mirror-1", ("leaders", "customers")[order % 2]: "value.1", "sitting": f"s{order}"}
    return [{"evidence": number, "kind": kind, "object": name} for kind, name in names.items()]


def _step(at: datetime, act: str, touchpoint: str, **more: Any) -> dict[str, Any]:
    return {"happened_at": at, "act": act, "touchpoint": touchpoint, "chair": "customer"} | more


def _reading(number: int, order: int) -> dict[str, Any]:
    names = {"reader": "aspects", "version": "1", "kind": "touchpoint", "facet": None}
    return names | {
        "evidence": number,
        "label": TOUCHPOINTS[order % 5],
        "value": (order % 9 - 4) / 4,
        "quote_start": 0,
        "quote_end": 14,
    }


def _cue(number: int) -> dict[str, Any]:
    names = {"reader": "cues", "version": "1", "kind": "cue", "facet": "state", "label": "cannot pay"}
    return names | {"evidence": number, "value": None, "quote_start": 0, "quote_end": 5}
