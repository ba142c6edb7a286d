"""Cases: reasons come from evidence, people answer, the clock stops, and what is done does not come back."""

from datetime import timedelta

import pytest

from emptychair import care, promises
from emptychair.care.schema import cases
from emptychair.core import Conflict, Invalid
from emptychair.evidence import Act, Chair, Channel, ObjectRef, Which, entries, record
from emptychair.methods import survival
from emptychair.store import LIVED, READINGS, Stores
from saying import NOON, STARS, heard, order

PROMISE = promises.Promise(
    "on-time", "Delivered on time", "We keep our word", "We deliver by the day", "By that day", "Share", "order"
)
TICKET = (ObjectRef("ticket", "T1"),)


def bought_late(stores: Stores, who: str = "ana@example.com", stars: float = 1, number: str = "A1") -> None:
    """An order that came three days late, and what its customer gave for it."""
    told = {"objects": order(number)}
    promised = heard(who, Act.WAS_PROMISED, days_ago=20, chair=Chair.COMPANY, due_at=NOON - timedelta(days=12), **told)
    promised.properties["promise"] = "on-time"
    came = heard(who, Act.RECEIVED, days_ago=9, **told)
    rated = heard(who, Act.RATED, days_ago=8, score=stars, scale=STARS, words="Veio tarde", language="pt", **told)
    record(stores, [promised, came, rated], now=NOON)


def asks(stores: Stores, days_ago: float = 3, who: str = "bo@example.com") -> None:
    question = heard(who, Act.ASKED, days_ago=days_ago, objects=TICKET, channel=Channel.EMAIL, words="Where is it?")
    record(stores, [question], now=NOON)


def tells(stores: Stores, days_ago: float, by: str, who: str = "bo@example.com") -> None:
    told = heard(who, Act.WAS_TOLD, days_ago=days_ago, chair=Chair.COMPANY, objects=TICKET, properties={"by": by})
    record(stores, [told], now=NOON)


@pytest.fixture(autouse=True)
def promised(stores: Stores) -> None:
    promises.define(stores.records, PROMISE, NOON)


def test_who_was_let_down_and_says_so_is_on_the_list(stores: Stores) -> None:
    bought_late(stores)
    bought_late(stores, "cy@example.com", stars=5, number="A2")
    assert care.propose(stores, NOON) == 1
    (case,) = care.today(stores)
    assert (case.kind, case.subject, case.state) == ("broken promise", "A1", care.CaseState.PROPOSED)
    assert case.says == "Delivered on time: 3 days late, and rated 1 of 5."
    acts = [entry["act"] for entry in entries(stores.ledger, Which(ids=",".join(map(str, case.evidence))))]
    assert acts == ["rated", "received", "was_promised"]
    assert case.heard_at == NOON


def test_a_case_is_taken_answered_closed_and_does_not_come_back(stores: Stores) -> None:
    bought_late(stores)
    care.propose(stores, NOON)
    (case,) = care.today(stores)
    care.assign(stores, case.id, owner="Ines", now=NOON + timedelta(hours=1))
    with pytest.raises(Conflict):
        care.close(stores, case.id, outcome="both", now=NOON)
    later = NOON + timedelta(hours=3)
    words = "We are sorry: your table is on its way."
    care.answer(stores, case.id, words=words, channel=Channel.PHONE, by="Ines", now=later)
    told = entries(stores.ledger, Which(party=case.party, act="was_told"))
    assert [(one["words"], one["channel"], one["chair"]) for one in told] == [(words, "phone", "company")]
    care.close(stores, case.id, outcome="both", now=later + timedelta(days=1))
    assert care.propose(stores, later + timedelta(days=2)) == 0
    assert care.today(stores) == []
    (closed,) = care.today(stores, care.Asked(state="closed"))
    assert (closed.owner, closed.outcome, closed.answered_at) == ("Ines", "both", later)
    curve = care.reply_curve(stores, later)
    assert curve is not None
    assert (curve.n, curve.median) == (1, 3.0)


def test_an_answer_says_something_and_an_outcome_is_one(stores: Stores) -> None:
    bought_late(stores)
    care.propose(stores, NOON)
    (case,) = care.today(stores)
    with pytest.raises(Invalid):
        care.answer(stores, case.id, words="Sorry.", channel=Channel.EMAIL, by="Ines", now=NOON)
    care.answer(stores, case.id, words="We are very sorry.", channel=Channel.EMAIL, by="Ines", now=NOON)
    with pytest.raises(Invalid):
        care.close(stores, case.id, outcome="fine", now=NOON)


def test_a_machine_is_no_human_being(stores: Stores) -> None:
    asks(stores)
    tells(stores, days_ago=2.9, by="machine")
    care.propose(stores, NOON)
    assert [case.kind for case in care.today(stores)] == ["unanswered"]
    tells(stores, days_ago=2, by="human")
    care.propose(stores, NOON)
    assert care.today(stores) == []


def test_a_question_after_our_answer_waits_again(stores: Stores) -> None:
    asks(stores, days_ago=6)
    tells(stores, days_ago=5, by="human")
    asks(stores, days_ago=4)
    asks(stores, days_ago=3)
    care.propose(stores, NOON)
    (case,) = care.today(stores)
    assert case.since == NOON - timedelta(days=4)
    waits = stores.ledger.rows(care.waits().order_by("asked_at"))
    assert [(row["asked_at"] - NOON).days for row in waits] == [-6, -4]
    care.answer(stores, case.id, words="It comes on Friday.", channel=Channel.EMAIL, by="Ines", now=NOON)
    care.close(stores, case.id, outcome="customer", now=NOON)
    asks(stores, days_ago=-1)
    assert care.propose(stores, NOON + timedelta(days=3)) == 1


def test_a_question_has_a_day_before_anybody_is_called(stores: Stores) -> None:
    asks(stores, days_ago=0.5)
    assert care.propose(stores, NOON) == 0
    assert care.propose(stores, NOON + timedelta(days=1)) == 1


def _in_need(stores: Stores, days_ago: float) -> None:
    record(stores, [heard("dee@example.com", Act.SAID, days_ago=days_ago, words="I cannot pay this.")], now=NOON)
    newest = max(row["id"] for row in stores.ledger.rows(_said()))
    reading = dict.fromkeys(READINGS.columns) | {"evidence": newest, "reader": "cues", "version": "1"}
    with stores.ledger.write() as ledger:
        ledger.append("readings", [reading | {"kind": "cue", "facet": "state", "label": "cannot pay"}])


def _said():
    return LIVED.select("id")


def test_a_person_in_need_is_one_case_and_leads_the_list(stores: Stores) -> None:
    bought_late(stores)
    _in_need(stores, 5)
    _in_need(stores, 4)
    care.propose(stores, NOON)
    first, second = care.today(stores)
    assert (first.kind, first.next_verb, len(first.evidence), second.kind) == ("hardship", "call", 2, "broken promise")


def test_the_time_to_a_human_reply_reproduces_freireichs_table(stores: Stores) -> None:
    """6-MP (Freireich et al. 1963, as in Kalbfleisch and Prentice): weeks of remission, + still in it."""
    times = "6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+".split()
    now = NOON + timedelta(hours=40)
    rows = [_row(number, float(time.rstrip("+")), time.endswith("+"), now) for number, time in enumerate(times)]
    with stores.records.write() as db:
        db.execute(cases.insert(), rows)
    curve = care.reply_curve(stores, now)
    assert curve is not None
    assert curve.median == 23
    shares = {step.time: round(step.waiting, 3) for step in curve.steps}
    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448}
    assert round(survival.done_by(curve, 10).value, 3) == 0.247
    (wait,) = care.reply_waits(stores, now)
    assert (wait.waiting, wait.median.n) == (12, 21)


def _row(number: int, hours: float, waits: bool, now) -> dict:
    # Whoever still waits has waited exactly so long when we look.
    heard_at = now - timedelta(hours=hours)
    answered = None if waits else now
    blank = {"owner": "", "answer": "", "outcome": "", "opened_at": None, "closed_at": None, "evidence": []}
    row = {"party": number, "kind": "unanswered", "subject_kind": "ticket", "subject": str(number), "says": "waits"}
    row |= {"since": heard_at, "heard_at": heard_at, "weight": 0.6, "next_verb": "answer", "proposed_at": heard_at}
    return row | blank | {"answered_at": answered, "state": "open" if waits else "answered"}
