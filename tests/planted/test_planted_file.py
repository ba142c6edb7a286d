"""What is planted is written beside the company that `emptychair demo` makes, and names what is in it."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emptychair.app import Assembler, open_company
from emptychair.cli import build
from emptychair.core import Settings
from emptychair.demo import Planting, Population, truths
from emptychair.evidence import Which, tally
from emptychair.parties import Identifier, find

CUSTOMERS = 60


def make(home: Path) -> str:
    """Make the simulated company, or go on making it; the text of its planted truths."""
    done = CliRunner().invoke(
        build(Assembler), ["demo", "--make-only", "--customers", f"{CUSTOMERS}", "--home", str(home)]
    )
    assert done.exit_code == 0, done.output
    return (home / "planted.json").read_text("utf-8")


@pytest.mark.slow
def test_the_planted_truths_lie_beside_the_company(tmp_path):
    home = tmp_path / "home"
    written = make(home)
    told, plan = json.loads(written)["truths"], json.loads(written)["plan"]
    population = Population(CUSTOMERS, plan["seed"], date.fromisoformat(plan["as_of"]))
    assert told == json.loads(json.dumps(truths(Planting(), population)))
    heard = contents(home, told)
    assert heard > 10 * CUSTOMERS
    assert make(home) == written, "made again, it is the same company"
    assert contents(home, told) == heard


def contents(home, told):
    """How much evidence there is; everyone on the lists is in the company."""
    company = open_company(Settings.load(home, {}))
    assert company.simulated
    named = [one["crm_id"] for key in ("never_five_share", "diminished_share") for one in told[key]["people"]]
    assert named
    assert all(find(company.stores.records, Identifier("crm_id", crm_id)) for crm_id in named)
    heard = tally(company.stores.ledger, Which())["n"]
    company.stores.close()
    return heard
