"""The dry run: what would become what, and what would wait and why, without writing."""

import json

from emptychair.listen import recipes
from emptychair.listen.recipes import Fate
from tests.listen.recipes.conftest import SMALL

ROWS = "id,who,day,score\n" + "".join(
    f"{n},p{n}@x.at,2024-01-{n:02d},{score}\n" for n, score in enumerate([5, 4, 9, 8, 7, 6, 1], 1)
)


def test_a_dry_run_shows_rows_before_and_after(tmp_path, now):
    (tmp_path / "t.csv").write_text(ROWS)
    run = recipes.dry_run(recipes.parse(SMALL, "small.yaml"), tmp_path, now, sample=2)
    assert (run.tally.rows, run.tally.of(Fate.EVIDENCE), run.tally.of(Fate.QUARANTINED)) == (7, 3, 4)
    assert run.whole
    first, second = run.samples["t"]
    assert first.raw == {"id": "1", "who": "p1@x.at", "day": "2024-01-01", "score": "5"}
    assert first.messages[0].score == 5
    assert second.line == 3
    ((reason, examples),) = run.refusals.items()
    assert reason == "t: score is outside its scale (1 to 5)"
    assert len(examples) == 3
    assert examples[0].raw["score"] == "9"


def test_a_dry_run_may_look_at_the_beginning_only(tmp_path, now):
    (tmp_path / "t.csv").write_text(ROWS)
    run = recipes.dry_run(recipes.parse(SMALL, "small.yaml"), tmp_path, now, rows=3)
    assert (run.tally.rows, run.whole) == (3, False)


def test_the_account_is_told_to_people_and_machines(tmp_path, now):
    (tmp_path / "t.csv").write_text(ROWS)
    tally = recipes.dry_run(recipes.parse(SMALL, "small.yaml"), tmp_path, now).tally
    assert "in all: 7 rows in = 3 evidence + 0 reference + 4 quarantined + 0 skipped" in tally.text()
    told = tally.as_json()
    assert told["rows"] == told["evidence"] + told["reference"] + told["quarantined"] + told["skipped"]
    assert told["tables"]["t"]["messages_by_act"] == {"rated": 3}
    assert told["tables"]["t"]["quarantined_because"] == {"score is outside its scale (1 to 5)": 4}


def test_before_and_after_are_told_to_people_and_machines(tmp_path, now):
    (tmp_path / "t.csv").write_text(ROWS)
    run = recipes.dry_run(recipes.parse(SMALL, "small.yaml"), tmp_path, now)
    assert "t (t.csv), line 2: evidence\n  id=1, who=p1@x.at, day=2024-01-01, score=5\n  → " in run.text()
    assert "would wait: t: score is outside its scale (1 to 5)\n  to mend it: Correct the score" in run.text()
    told = json.loads(json.dumps(run.as_json()))
    first = told["samples"]["t"][0]
    assert first["before"]["score"] == "5"
    assert first["after"][0]["at"] == "2024-01-01T00:00:00+01:00"
    assert first["after"][0]["identifiers"] == [["email", "p1@x.at"]]
    assert told["refusals"]["t: score is outside its scale (1 to 5)"][0]["raw"]["score"] == "9"
