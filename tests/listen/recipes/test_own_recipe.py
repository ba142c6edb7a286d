"""A user writes the next recipe without touching code, for an odd file."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from emptychair.evidence import Act, Channel, Scale
from emptychair.listen import recipes
from emptychair.listen.recipes import Fate

RECIPE = """
title: Umfrage der Bäckerei Höfler
source: hoefler
time_zone: Europe/Vienna
dates: ["%d.%m.%Y %H:%M", "%d.%m.%Y"]
decimal: ","
thousands: "."
encoding: latin-1
delimiter: ";"
blank: [k.A.]
touchpoints:
  - {key: theke, name: Theke, channel: store, stage: Kauf, feeling: 1, cues: {de: [Theke, Verkäuferin]}}
tables:
  antworten:
    file: "umfrage*.txt"
    format: csv
    key: Nr
    blank: {Note: [99]}
    outputs:
      - evidence:
          when: Note
          act: rated
          who: [{kind: email, value: E-Mail}]
          at: Datum
          touchpoint: theke
          score: Note
          scale: {kind: rating, low: 1, high: 10}
          words: Wortlaut
          language: de
          amount: {number: Einkauf, unit: EUR}
          currency: EUR
          properties: {filiale: Filiale}
      - evidence:
          when: {column: Note, blank: true}
          act: said
          who: [{kind: email, value: E-Mail}]
          at: Datum
          touchpoint: theke
          words: Wortlaut
          language: de
"""
ROWS = """Nr;E-Mail;Datum;Note;Wortlaut;Einkauf;Filiale
1;jörg@höfler.at;24.12.2023 08:05;9,5;"Süß; und
knusprig";1.234,50 EUR;Graz
2;eva@höfler.at;06.01.2024;99;Zu früh ausverkauft;k.A.;k.A.
3;;07.01.2024;8;niemand;3,20;Linz
4;ida@höfler.at;07.01.2024;8;gut;3.20;Linz
"""


def test_an_odd_file_needs_a_recipe_and_no_code(tmp_path, now):
    (tmp_path / "bäckerei.yaml").write_text(RECIPE, "utf-8")
    (tmp_path / "umfrage_2024.txt").write_bytes(ROWS.encode("latin-1"))
    outcomes = list(recipes.read(recipes.load(tmp_path / "bäckerei.yaml"), tmp_path, now))
    assert [(o.line, o.fate) for o in outcomes] == [
        (2, Fate.EVIDENCE),
        (4, Fate.EVIDENCE),
        (5, Fate.QUARANTINED),  # nobody
        (6, Fate.QUARANTINED),  # 3.20 is no German number: 320 or 3,20 would be a guess
    ]
    rated, said = outcomes[0].messages[0], outcomes[1].messages[0]
    assert rated.identifiers[0].value == "jörg@höfler.at"
    assert rated.at == datetime(2023, 12, 24, 8, 5, tzinfo=ZoneInfo("Europe/Vienna"))
    assert (rated.score, rated.scale, rated.channel) == (9.5, Scale("rating", 1, 10), Channel.STORE)
    assert (rated.amount, rated.currency) == (Decimal("1234.50"), "EUR")
    assert rated.words == "Süß; und\nknusprig"
    assert (said.act, said.words) == (Act.SAID, "Zu früh ausverkauft")
    assert said.properties == {"at_precision": "day"}


def test_spaces_around_cells_and_codes_are_nothing(outcomes_of):
    (outcome,) = outcomes_of("id,who,day,score\n1 , ann@x.at ,2024-01-01 , 4\n")
    assert outcome.messages[0].identifiers == (("email", "ann@x.at"),)
    assert outcome.messages[0].score == 4


def test_a_wide_survey_repeats_one_line_for_each_question(outcomes_of):
    recipe = """
title: Wide
source: wide
time_zone: UTC
touchpoints: [{key: food, name: Food}, {key: staff, name: Staff}]
tables:
  t:
    file: t.csv
    key: id
    blank: {q1: [9], q2: [9]}
    outputs:
      - evidence:
          each:
            q1: {touchpoint: food}
            q2: {touchpoint: staff}
          act: rated
          who: [{kind: email, value: who}]
          at: day
          touchpoint: "{each.touchpoint}"
          score: each.value
          scale: {kind: csat, low: 1, high: 5}
          properties: {question: each.column}
"""
    first, second = outcomes_of("id,who,day,q1,q2\n1,a@x.at,2024-01-01,5,2\n2,b@x.at,2024-01-01,9,3\n", recipe)
    told = [(m.touchpoint, m.score, m.properties["question"], m.message_id) for m in first.messages]
    assert told == [("food", 5, "q1", "t/1/q1/rated"), ("staff", 2, "q2", "t/1/q2/rated")]
    assert [m.touchpoint for m in second.messages] == ["staff"]
