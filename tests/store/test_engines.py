"""Two engines, one answer: every analysis of the house runs on DuckDB and on Spark, and the rows agree."""

import inspect
import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import product
from typing import Any

import ibis
import pytest

import analyses
from emptychair.evidence import Which
from emptychair.promises import Promise
from emptychair.store import PARTY, Ledger
from emptychair.walk.cases import Cases
from emptychair.walk.model import DrawnStage, DrawnStep, JourneyMap

SOMEBODY = 3  # a party into whom another was merged
PROMISE = Promise("on-time", "On time", "reliable", "we deliver by the day we named", "all", "kept rate", "order")
STEPS = tuple(DrawnStep(touchpoint) for touchpoint in ("site", "delivery"))
# By the name of a parameter, what each analysis is asked with. A parameter of a new name is entered here.
EXAMPLES: dict[str, list[Any]] = {
    "channel": ["site"],
    "cut": ["order", "party"],
    "drawn": [JourneyMap("buying", "Buying", "order", (DrawnStage("buy", STEPS),))],
    "goals": [("delivery",)],
    "key": ["mirror-1"],
    "label": ["cannot pay"],
    "now": [analyses.NOW],
    "outcome": ["broken"],
    "pledge": [PROMISE],
    "promise": [PROMISE],
    "today": [analyses.NOW.date()],
    "touchpoint": ["delivery"],
    "which": [Which(act="rated")],
}
# By the name of an analysis, what it is asked instead.
SPECIAL: dict[str, list[tuple[Any, ...]]] = {
    "decide.observations.retried": [("delivery", "order")],
    "decide.observations.scored": [("rating", "delivery"), ("rating", "")],
    "evidence.queries.chosen": [
        (Which(act="rated", at_most=3.0),),
        (Which(touchpoint="delivery", since="2024-01-10", until="2024-03-01"),),
    ],
    "know.feelings.topics_of": [(Which(),)],
    "know.feelings.voices": [(Which(act="rated"),)],
    "know.people.standing": [((PROMISE,), analyses.NOW)],
    "walk.cases.chosen": [
        (Cases("order", through="call-centre"),),
        (Cases("order", source="call-centre", target="delivery"),),
        (Cases("order", arrives="delivery"),),
        (Cases("order", asks_again="call-centre"),),
        (Cases("order", waiting="asked"),),
        (Cases("party", starts="site"),),
    ],
}
# Building blocks: what takes one of these runs inside the analyses that use it, and is asked there.
PARTS = {"table", "walked", "made", "day"}


def _questions() -> list[tuple[str, tuple[Any, ...]]]:
    asked = []
    for name in analyses.found():
        given = inspect.signature(analyses.function(name)).parameters
        if not PARTS & given.keys():
            asked += [(name, arguments) for arguments in SPECIAL.get(name) or _examples(given)]
    return asked


def _examples(given: Mapping[str, inspect.Parameter]) -> list[tuple[Any, ...]]:
    named = [p for name, p in given.items() if p.default is p.empty or name in EXAMPLES]
    return list(product(*(EXAMPLES.get(p.name, [f"no example for {p.name!r}"]) for p in named)))


ASKED = _questions()


@pytest.mark.parametrize("name", sorted({name for name, _ in ASKED}))
def test_every_analysis_has_an_example_for_each_parameter(name: str):
    lacking = [argument for asked, given in ASKED if asked == name for argument in given if _lacks(argument)]
    assert not lacking, "enter it in EXAMPLES or SPECIAL"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "given"), ASKED, ids=[f"{name}-{n}" for n, (name, _) in enumerate(ASKED)])
def test_spark_gives_the_same_answer(name: str, given: tuple[Any, ...], both: tuple[Ledger, Callable[[Any], Any]]):
    ledger, ask_spark = both
    expression = analyses.function(name)(*given)
    expression = expression.as_table() if isinstance(expression, ibis.Value) else expression
    ours, theirs = ledger.table(expression, SOMEBODY), ask_spark(expression)
    assert ours.column_names == theirs.column_names
    assert ours.num_rows > 0, "an empty answer compares nothing"
    assert _comparable(ours) == _comparable(theirs)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Callable[[Any], Any]]]:
    """The same small company in DuckDB and, by way of its Parquet export, in Spark on this machine."""
    if shutil.which("java") is None and not os.environ.get("CI"):
        pytest.skip("Java is not installed: `make test` installs it")
    folder = tmp_path_factory.mktemp("engines")
    ledger = Ledger(folder / "ledger.duckdb")
    with ledger.write() as writer:
        analyses.furnish(writer)
    session = _spark(str(folder))
    for path in ledger.export(folder / "export"):
        session.read.parquet(str(path)).createOrReplaceTempView(path.stem)
    given = {PARTY: SOMEBODY}
    yield ledger, lambda asked: session.sql(ibis.to_sql(asked, dialect="pyspark", params=given)).toArrow()
    session.stop()
    ledger.close()


def _spark(folder: str) -> Any:
    with warnings.catch_warnings():
        # Spark warns that it has not met the newest pandas; answers come by Arrow, pandas never sees them.
        warnings.simplefilter("ignore")
        _ = ibis.pyspark  # registers the dialect's options
        from pyspark.sql import SparkSession

        settings = {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "1g",
            # Everything is tiny here: compiling plans to bytecode would take longer than running them.
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.warehouse.dir": folder,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        builder = SparkSession.builder.master("local[2]").appName("engines")
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _lacks(argument: Any) -> bool:
    return isinstance(argument, str) and argument.startswith("no example")


def _comparable(table: Any) -> list[str]:
    """Rows in an order of their own, numbers to nine digits, times without their zone."""
    return sorted(repr([_plain(value) for value in row.values()]) for row in table.to_pylist())


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int | Decimal):
        # Spark counts whole seconds where DuckDB counts microseconds: less than 10^-6 hours either way.
        return f"{round(float(value), 6) + 0.0:.9g}"
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
