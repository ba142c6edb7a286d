"""Every reason to refuse a row: the whole row waits, with where, why and how to mend it."""

import pytest

from emptychair.listen import recipes
from emptychair.listen.recipes import Fate

FULL = """
title: All that can go wrong
source: wrong
time_zone: Europe/Vienna
dates: [iso, "%d.%m.%Y %H:%M"]
tables:
  t:
    file: t.csv
    key: id
    blank: {score: [0]}
    checks:
      - {that: {in_order: [day, back]}, reason: "back is before day", mend: Swap the two.}
    outputs:
      - evidence:
          act: {map: what, to: {stars: rated, chat: said}}
          who: [{kind: email, value: who}]
          at: day
          score: score
          scale: {kind: csat, low: 1, high: 5}
          amount: {number: price, unit: EUR, least: 0}
          currency: EUR
          due_at: due
"""
HEADER = "id,who,day,back,what,score,price,due\n"
GOOD = "1,ann@example.org,2024-05-01 10:00,,stars,5,9.50 EUR,2024-06-01\n"


def test_a_good_row_is_taken(outcomes_of):
    (outcome,) = outcomes_of(HEADER + GOOD, FULL)
    assert outcome.fate is Fate.EVIDENCE
    assert outcome.refusal is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,ann@example.org,May the first,,stars,5,9.5,2024-06-01", "day: 'May the first' is not a date"),
        ("2,ann@example.org,2024-02-30,,stars,5,9.5,2024-06-01", "day: '2024-02-30' is not a date"),
        ("2,ann@example.org,31.04.2024 10:00,,stars,5,9.5,2024-06-01", "day: '31.04.2024 10:00' is not a date"),
        ("2,ann@example.org,2099-01-01,,stars,5,9.5,2099-06-01", "lies in the future"),
        ("2,ann@example.org,1899-12-31,,stars,5,9.5,2024-06-01", "day: '1899-12-31' lies before 1900"),
        ("2,ann@example.org,2024-03-31 02:30,,stars,5,9.5,2024-06-01", "was passed over by the clocks"),
        ("2,ann@example.org,,,stars,5,9.5,2024-06-01", "nothing tells when this was"),
        ("2,,2024-05-01,,stars,5,9.5,2024-06-01", "nobody is known who this is about"),
        ("2,ann@example.org,2024-05-01,,stars,6,9.5,2024-06-01", "score: '6' is outside its scale (1 to 5)"),
        ("2,ann@example.org,2024-05-01,,stars,-1,9.5,2024-06-01", "score: '-1' is outside its scale"),
        ("2,ann@example.org,2024-05-01,,stars,good,9.5,2024-06-01", "score: 'good' is not a number"),
        ("2,ann@example.org,2024-05-01,,stars,0,9.5,2024-06-01", "there is no score"),
        ("2,ann@example.org,2024-05-01,,fax,5,9.5,2024-06-01", "what: 'fax' is a code that the recipe does not know"),
        ('2,ann@example.org,2024-05-01,,stars,5,"9,5",2024-06-01', "price: '9,5' is not a number"),
        ("2,ann@example.org,2024-05-01,,stars,5,9.5 USD,2024-06-01", "price: '9.5 USD' is in another unit"),
        ("2,ann@example.org,2024-05-01,,stars,5,-3,2024-06-01", "price: '-3' is not within 0"),
        ("2,ann@example.org,2024-05-01,,stars,5,9.5,", "nothing tells when it is due"),
        ("2,ann@example.org,2024-05-01,2024-04-01,stars,5,9.5,2024-06-01", "back is before day"),
        ("1,ann@example.org,2024-05-01,,stars,5,9.5,2024-06-01", "is a duplicate: its message id came before"),
        ("2,ann@example.org,2024-05-01,,stars,5", "has 6 cells where the header has 8"),
        ("2,ann@example.org,2024-05-01,,stars,5,9.5,2024-06-01,more", "has 9 cells where the header has 8"),
        ('2,"ann"@example.org,2024-05-01,,stars,5,9.5,2024-06-01', "the quoting is broken"),
        ("2,ann\0@example.org,2024-05-01,,stars,5,9.5,2024-06-01", "a NUL character"),
    ],
)
def test_a_bad_row_waits_whole(outcomes_of, row, reason):
    good, bad, after = outcomes_of(HEADER + GOOD + row + "\n" + GOOD.replace("1,", "3,", 1), FULL)
    assert (good.fate, bad.fate, after.fate) == (Fate.EVIDENCE, Fate.QUARANTINED, Fate.EVIDENCE)
    assert (bad.messages, bad.things) == ((), ())
    assert reason in bad.refusal.reason
    assert bad.refusal.where == "t (t.csv), line 3"
    assert bad.refusal.mend
    assert bad.refusal.raw["id"].startswith(row[0])


def test_a_bad_byte_costs_its_row_and_not_the_file(outcomes_of):
    rows = HEADER.encode() + GOOD.encode() + b"2,J\xf6rg,2024-05-01,,stars,5,9.5,2024-06-01\n"
    rows += GOOD.replace("1,", "3,", 1).replace("ann", "jörg").encode()
    fates = [outcome.fate for outcome in outcomes_of(rows, FULL)]
    assert fates == [Fate.EVIDENCE, Fate.QUARANTINED, Fate.EVIDENCE]


def test_a_quote_that_is_never_closed_does_not_swallow_what_follows(outcomes_of):
    bad = '2,"ann@example.org,2024-05-01,,stars,5,9.5,2024-06-01\n'
    outcomes = outcomes_of(HEADER + bad + GOOD + GOOD.replace("1,", "3,", 1), FULL)
    assert [(o.line, o.fate) for o in outcomes] == [
        (2, Fate.QUARANTINED),
        (3, Fate.EVIDENCE),
        (4, Fate.EVIDENCE),
    ]


def test_a_row_of_which_no_output_speaks_is_not_lost(outcomes_of):
    recipe = FULL.replace("      - evidence:\n", "      - evidence:\n          when: {column: what, equals: stars}\n")
    (outcome,) = outcomes_of(HEADER + GOOD.replace("stars", "chat"), recipe)
    assert outcome.fate is Fate.QUARANTINED
    assert "no output applies" in outcome.refusal.reason


def test_a_row_without_its_partner_in_another_table_waits(tmp_path, now):
    recipe = """
title: Orders and customers
source: joined
time_zone: UTC
tables:
  orders:
    file: orders.csv
    key: id
    join: {customer: {table: customers, on: {customer: id}}}
    outputs:
      - evidence: {act: bought, at: day, who: [{kind: email, value: customer.email}]}
  customers:
    file: customers.csv
    key: id
    skip: Only looked up
"""
    (tmp_path / "orders.csv").write_text("id,customer,day\n1,a,2024-01-01\n2,b,2024-01-01\n")
    (tmp_path / "customers.csv").write_text("id,email\na,ann@example.org\n")
    first, second, skipped = recipes.read(recipes.parse(recipe, "joined.yaml"), tmp_path, now)
    assert first.messages[0].identifiers == (("email", "ann@example.org"),)
    assert second.refusal.reason == "customer: 'b' has no row in the table customers"
    assert (skipped.fate, skipped.reason) == (Fate.SKIPPED, "Only looked up")


def test_a_duplicate_thing_or_party_is_told_once(tmp_path, now):
    recipe = """
title: People
source: people
time_zone: UTC
tables:
  t:
    file: t.csv
    outputs:
      - party: {who: [{kind: email, value: who}], at: day, roles: [customer], city: city}
      - thing: {kind: city, id: city}
"""
    (tmp_path / "t.csv").write_text(
        "who,day,city\na@x.at,2024-01-01,Graz\na@x.at,2024-02-01,Graz\na@x.at,2024-03-01,Linz\n"
    )
    outcomes = list(recipes.read(recipes.parse(recipe, "people.yaml"), tmp_path, now))
    assert [outcome.fate for outcome in outcomes] == [Fate.REFERENCE] * 3
    assert [len(outcome.messages) for outcome in outcomes] == [1, 0, 1]
    assert [thing.id for outcome in outcomes for thing in outcome.things] == ["Graz", "Linz"]


def test_what_the_record_would_refuse_waits_as_a_whole_row(outcomes_of):
    (outcome,) = outcomes_of(HEADER + GOOD.replace("1,", f"{'9' * 250},", 1), FULL)
    assert outcome.fate is Fate.QUARANTINED
    assert "longer than 200 characters" in outcome.refusal.reason
