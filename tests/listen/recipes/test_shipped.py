"""The other shipped recipes on real data, against counts by another tool."""

import csv
import gzip
from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from emptychair.evidence import Act, Chair, Channel, Identifier, Scale
from emptychair.listen import recipes
from emptychair.listen.recipes import Fate
from tests.conftest import shared_data
from tests.listen.recipes.conftest import NOW

ROWS = 2_000  # the first rows of the large files: a test stays under two seconds


def _beginning(path: Path, target: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(islice(csv.DictReader(file), ROWS))
    with gzip.open(target, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return rows


def _read(name: str, path: Path) -> tuple[recipes.Tally, list[recipes.Outcome]]:
    outcomes, tally = list(recipes.read(recipes.load(name), path, NOW)), recipes.Tally()
    for outcome in outcomes:
        tally.add(outcome)
    assert tally.rows == sum(tally.of(fate) for fate in Fate)
    return tally, outcomes


def test_all_five_ship_and_load():
    assert recipes.available() == ["boston311", "cfpb", "olist", "online_retail", "sfo_survey"]
    for name in recipes.available():
        assert recipes.load(name).name == name


def test_boston_requests_carry_their_target_as_a_promise(tmp_path):
    source = shared_data("boston311") / "boston311_2015H1.csv.gz"
    rows = _beginning(source, tmp_path / "boston311_part.csv.gz")
    tally, outcomes = _read("boston311", tmp_path)
    backwards = sum(bool(row["CLOSED_DT"]) and _moment(row["CLOSED_DT"]) < _moment(row["OPEN_DT"]) for row in rows)
    assert tally.rows == len(rows)
    assert tally.of(Fate.QUARANTINED) == backwards
    told, due = {}, {}
    for message in (m for outcome in outcomes for m in outcome.messages):
        assert message.identifiers == ()
        if message.act is Act.WAS_TOLD:
            told[message.objects[0].id] = message
        elif message.act is Act.WAS_PROMISED:
            due[message.objects[0].id] = message.due_at
    both = [row for row in rows if row["CASE_ENQUIRY_ID"] in told and row["TARGET_DT"]]
    for row in both:
        case = row["CASE_ENQUIRY_ID"]
        if row["OnTime_Status"]:
            assert (told[case].at <= due[case]) == (row["OnTime_Status"] == "ONTIME")
    assert len(due) == sum(bool(row["TARGET_DT"]) for row in rows) - _backwards_with_target(rows)


def _moment(text):
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZoneInfo("America/New_York"))


def _backwards_with_target(rows):
    closed = [row for row in rows if row["CLOSED_DT"] and row["TARGET_DT"]]
    return sum(_moment(row["CLOSED_DT"]) < _moment(row["OPEN_DT"]) for row in closed)


def test_city_staff_speak_from_the_citys_chair(tmp_path):
    rows = _beginning(shared_data("boston311") / "boston311_2015H1.csv.gz", tmp_path / "boston311_part.csv.gz")
    _, outcomes = _read("boston311", tmp_path)
    asked = [m for outcome in outcomes for m in outcome.messages if m.act is Act.ASKED]
    by_chair = Counter((m.chair, m.properties["source"]) for m in asked)
    assert (Chair.COMPANY, "Employee Generated") in by_chair
    assert (Chair.CUSTOMER, "Employee Generated") not in by_chair
    assert {m.channel for m in asked if m.properties["source"] == "Constituent Call"} == {Channel.PHONE}
    assert len(rows) == ROWS


def test_online_retail_lines_against_the_csv(tmp_path):
    source = shared_data("online_retail") / "online_retail_2010-12_2011-06.csv.gz"
    rows = _beginning(source, tmp_path / "online_retail_part.csv.gz")
    tally, outcomes = _read("online_retail", tmp_path)
    assert tally.rows == ROWS
    messages = [m for outcome in outcomes for m in outcome.messages]
    fees = {"BANK CHARGES", "AMAZONFEE", "B", "S"}
    kept, seen, twice = [], set(), 0
    for row in rows:
        own = (row["InvoiceNo"], row["StockCode"], row["Quantity"], row["UnitPrice"])
        if row["StockCode"] in fees or (not row["CustomerID"] and float(row["UnitPrice"]) == 0):
            continue
        twice += own in seen
        if own not in seen:
            kept.append(row)
        seen.add(own)
    assert tally.of(Fate.QUARANTINED) == twice
    assert tally.of(Fate.EVIDENCE) == len(kept)
    value = sum(float(row["Quantity"]) * float(row["UnitPrice"]) for row in kept)
    assert float(sum(m.amount for m in messages if m.amount is not None)) == pytest.approx(value, abs=0.01)
    customers = {row["CustomerID"].removesuffix(".0") for row in kept if row["CustomerID"]}
    assert {m.identifiers[0].value for m in messages if m.identifiers} == customers
    cancelled = [row for row in kept if row["InvoiceNo"].startswith("C") and row["StockCode"] != "D"]
    assert sum(m.act is Act.CANCELLED for m in messages) == len(cancelled)
    assert all(m.amount < 0 for m in messages if m.act is Act.CANCELLED)


def test_cfpb_timely_share_is_the_published_one(tmp_path):
    folder = shared_data("cfpb_complaints")
    data = pl.read_csv(folder / "cfpb_to_2019-04.csv.gz", infer_schema=False)
    tally, outcomes = _read("cfpb", folder)
    assert tally.rows == data.height == tally.of(Fate.EVIDENCE)
    messages = [m for outcome in outcomes for m in outcome.messages]
    due = {m.objects[0]: m.due_at for m in messages if m.act is Act.WAS_PROMISED}
    told = {m.objects[0]: m.at for m in messages if m.act is Act.WAS_TOLD}
    kept = sum(at <= due[complaint] for complaint, at in told.items())
    assert (kept, len(told)) == (data.filter(pl.col("Timely response?") == "Yes").height, data.height)
    words = sum(bool(m.words) for m in messages if m.act is Act.ASKED)
    assert words == data.height - data["Consumer complaint narrative"].null_count()


@pytest.mark.slow
def test_sfo_2017_recommends_with_39_8_and_without_weights(tmp_path):
    source = shared_data("sfo_survey") / "2017_SFO_Customer_Survey_20250817.csv"
    tally, outcomes = _read("sfo_survey", source)
    messages = [m for outcome in outcomes for m in outcome.messages]
    scores = [m.score for m in messages if m.scale and m.scale.kind == "nps"]
    nps = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
    assert round(nps, 1) == 39.8
    assert (len(scores), tally.of(Fate.EVIDENCE)) == (2746, 2831)
    for outcome in outcomes:
        first = outcome.messages[0]
        assert first.identifiers[0].kind == "sfo_respondent"


def test_sfo_years_become_one_study(tmp_path):
    folder = shared_data("sfo_survey")
    columns = {2013: ("Q7A_ART", "Q9E_CLNBATH", "Q14B_SECURITY"), 2014: ("Q7ART", "Q9RESTROOM", "Q14PASSTHRU")}
    columns |= {2015: columns[2014], 2017: columns[2014]}
    for year in columns:
        lines = (folder / f"{year}_SFO_Customer_Survey_20250817.csv").read_text("utf-8-sig").splitlines(True)
        (tmp_path / f"{year}_SFO_part.csv").write_text("".join(lines[:150]), "utf-8")
    _, outcomes = _read("sfo_survey", tmp_path)
    messages = [m for outcome in outcomes for m in outcome.messages]
    for year, (art, clean, security) in columns.items():
        with (tmp_path / f"{year}_SFO_part.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        month = 9 if year == 2014 else 5
        for column, question in ((art, "Q7ART"), (clean, "Q9RESTROOM"), (security, "Q14PASSTHRU")):
            given = Counter(float(row[column]) for row in rows if row[column] in set("12345"))
            heard = [m for m in messages if m.at.year == year and m.properties.get("question") == question]
            assert Counter(m.score for m in heard) == given
            assert {m.at.month for m in heard} == {month}
    assert {m.scale for m in messages if m.scale} == {
        Scale("rating", 1, 5),
        Scale("ces", 1, 5),
        Scale("nps", 0, 10),
    }
    assert Identifier("sfo_respondent", "2013-1") in {i for m in messages for i in m.identifiers}


def test_sfo_days_fall_on_the_weekdays_that_the_file_names(tmp_path):
    lines = (shared_data("sfo_survey") / "2017_SFO_Customer_Survey_20250817.csv").read_text("utf-8-sig")
    (tmp_path / "2017_SFO_part.csv").write_text("".join(lines.splitlines(True)[:200]), "utf-8")
    with (tmp_path / "2017_SFO_part.csv").open(newline="", encoding="utf-8") as file:
        days = {f"2017-{row['RESPNUM']}": row["DAY"][:3] for row in csv.DictReader(file)}
    _, outcomes = _read("sfo_survey", tmp_path)
    answers = [m for outcome in outcomes for m in outcome.messages if m.act is Act.ANSWERED]
    agree = sum(f"{message.at:%a}".upper() == days[message.identifiers[0].value] for message in answers)
    assert agree >= len(answers) - 1  # one interviewer wrote TUE on a Monday
