"""Readers: whatever is written comes back, on its line, however it is packed."""

import csv
import gzip
import io
import itertools
import json
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.core import Invalid
from emptychair.listen import recipes
from emptychair.listen.recipes.lines import decoded, rows_of, unreadable
from emptychair.listen.recipes.readers import read_rows
from emptychair.listen.recipes.values import Problem, moment_reader, number_reader

ANY_TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
TABLES = st.lists(st.lists(ANY_TEXT, min_size=2, max_size=4), min_size=1, max_size=6)


def _table(file, **fields):
    given = {"title": "x", "source": "x", "time_zone": "UTC"}
    table = {"file": file, "skip": "Only read"} | fields
    recipe = recipes.parse(json.dumps(given | {"tables": {"t": table}}), "x.yaml")
    return recipe.tables["t"], recipe


@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_what_csv_writes_is_read_back_with_its_lines(table, delimiter, encoding):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    found = list(rows_of(decoded(io.BytesIO(text.getvalue().encode(encoding)), encoding), delimiter, '"', ""))
    assert [row.cells for row in found] == table
    assert not any(row.broken for row in found)
    assert found[0].first_line == 1
    assert all(before.last_line + 1 == after.first_line for before, after in itertools.pairwise(found))


@given(st.binary(max_size=200), st.sampled_from(["utf-8-sig", "latin-1", "utf-16-le", "cp1252", "utf-32-be"]))
def test_no_bytes_stop_the_reader_and_no_line_is_read_twice(data, encoding):
    found = list(rows_of(decoded(io.BytesIO(data), encoding), ",", '"', ""))
    lines = [(row.first_line, row.last_line) for row in found]
    assert lines == sorted(lines)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(lines))


@given(st.lists(st.text(st.characters(codec="utf-8", blacklist_characters='\0\r\n",'), min_size=1), min_size=1))
def test_a_bad_byte_is_seen_in_its_own_row_only(cells):
    data = b"".join(cell.encode() + b",x\n" for cell in cells) + b"\xff,x\n"
    *good, bad = rows_of(decoded(io.BytesIO(data), "utf-8"), ",", '"', "")
    assert not any(unreadable("".join(row.cells)) for row in good)
    assert unreadable("".join(bad.cells)).endswith(": ff")


@settings(max_examples=50)
@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=2))
def test_numbers_survive_their_marks(number):
    german = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert number_reader(",", ".", "")(german) == number
    assert number_reader(".", "", "")(f"{number}") == number


@pytest.mark.parametrize("text", ["1,5", "1.5.2", "12,34", "1e5000", "nan", "inf", "0x1f", "1_000", "٣", "1 000"])
def test_what_is_not_surely_a_number_is_none(text):
    with pytest.raises(Problem):
        number_reader(".", ",", "")(text)


@settings(max_examples=50)
@given(st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)))
def test_dates_survive_their_patterns(moment):
    zone = recipes.parse(json.dumps({"title": "x", "source": "x", "time_zone": "UTC", "tables": {
        "t": {"file": "x", "skip": "Only read"}}}), "x.yaml").zone  # fmt: skip
    for pattern in ("%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%Y%j %H%M%S"):
        read = moment_reader((pattern,), zone, 0)(moment.strftime(pattern)).at
        assert read.replace(tzinfo=None) == moment.replace(microsecond=0)


def test_parquet_excel_jsonl_and_gz_give_the_same_rows(tmp_path):
    rows = [{"id": 1, "day": date(2024, 5, 1), "price": 9.5}, {"id": 2, "day": date(2024, 5, 2), "price": None}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    book = openpyxl.Workbook()
    for values in (["id", "day", "price"], *([r["id"], r["day"], r["price"]] for r in rows)):
        book.active.append(values)
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(r, default=str) + "\n" for r in rows))
    (tmp_path / "t.tsv").write_text("id\tday\tprice\n1\t2024-05-01\t9.5\n2\t2024-05-02\t\n")
    for name in ("t.parquet", "t.xlsx", "t.jsonl", "t.tsv"):
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress((tmp_path / name).read_bytes()))
        for file in (name, f"{name}.gz"):
            found = [row.cells for row in read_rows(tmp_path / file, *_table(name))]
            assert found == [
                {"id": "1", "day": "2024-05-01", "price": "9.5"},
                {"id": "2", "day": "2024-05-02", "price": ""},
            ], file


def test_typed_cells_are_read_whatever_marks_the_recipe_has(tmp_path, now):
    recipe = """
title: Sheet
source: sheet
time_zone: UTC
dates: ["%d.%m.%Y"]
decimal: ","
tables:
  t:
    file: t.xlsx
    sheet: Daten
    header_row: 2
    key: id
    outputs:
      - evidence: {act: rated, who: [{kind: email, value: who}], at: day, score: score,
                   scale: {kind: nps, low: 0, high: 10}}
"""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Daten")
    sheet.append(["A title above the table"])
    sheet.append(["id", "who", "day", "score"])
    sheet.append([1, "ann@x.at", datetime(2024, 5, 1), 7.5])
    sheet.append([2, "bob@x.at", "01.05.2024", "7,5"])
    sheet.append([3, "eva@x.at", datetime(2024, 5, 1), "#N/A"])
    book.save(tmp_path / "t.xlsx")
    one, two, three = recipes.read(recipes.parse(recipe, "sheet.yaml"), tmp_path, now)
    assert [o.messages[0].score for o in (one, two)] == [7.5, 7.5]
    assert one.messages[0].at == two.messages[0].at
    assert (three.line, three.refusal.reason) == (5, "holds the error #N/A")


def test_jsonl_lines_that_are_no_objects_wait(tmp_path):
    (tmp_path / "t.jsonl").write_bytes(b'{"a": {"b": 1}}\n[1]\n{"a"\n\n{"a": "\xff"}\n')
    found = list(read_rows(tmp_path / "t.jsonl", *_table("t.jsonl")))
    assert [(row.line, bool(row.broken)) for row in found] == [(1, False), (2, True), (3, True), (5, True)]
    assert found[0].cells == {"a.b": "1"}


def test_a_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Invalid, match="not what `encoding` says"):
        list(read_rows(tmp_path / "t.csv", *_table("t.csv", encoding="utf-16")))


def test_a_file_that_is_cut_off_is_said_to_be(tmp_path):
    packed = gzip.compress(b"a,b\n" + b"1,2\n" * 9999)
    (tmp_path / "t.csv.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(Invalid, match="ends before its end"):
        list(read_rows(tmp_path / "t.csv.gz", *_table("t.csv")))
    (tmp_path / "t.parquet").write_bytes(b"no parquet")
    with pytest.raises(Invalid, match="no Parquet file"):
        list(read_rows(tmp_path / "t.parquet", *_table("t.parquet")))


def test_a_file_without_header_takes_its_names_from_the_recipe(tmp_path):
    (tmp_path / "t.csv").write_text("1,2\n3,4\n")
    table, recipe = _table("t.csv", header_row=0, names=["a", "b"])
    assert [row.cells for row in read_rows(tmp_path / "t.csv", table, recipe)] == [
        {"a": "1", "b": "2"},
        {"a": "3", "b": "4"},
    ]
