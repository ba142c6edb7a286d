"""The planted truths are found in the raw stream by plain arithmetic, and vanish when the planting is removed."""

import json
from datetime import UTC, datetime

import pytest

import simulated
from emptychair.demo import Planting, Population, company, truths
from emptychair.demo.definitions import UNDRAWN_TOUCHPOINT, UNUSED_TOUCHPOINT
from emptychair.demo.grammar import LANGUAGES, tongue
from emptychair.evidence import Act
from simulated import AS_OF, CUSTOMERS, SEED, heard

PLANTED = truths(Planting(), Population(CUSTOMERS, SEED, AS_OF))
FEW = 500
REPEATED = {code: tongue(code).cues["repeat-story"] for code in LANGUAGES}


def codes(name: str) -> set[str]:
    """The people on a planted list, as their message ids name them."""
    return {someone["crm_id"].removeprefix("C") for someone in PLANTED[name]["people"]}


def repeat_story_share(all_heard: simulated.Heard) -> float:
    """Share of calls in which the story had to be told again."""
    return simulated.calls_with_cue(all_heard, "helpline", REPEATED)


# Tolerances are about three standard errors of 1,500 (with) and 500 customers (without).
FINDINGS = [
    ("kept_share", simulated.kept_share, 0.81, 0.035, 0.95, 0.04),
    ("late_score_drop", simulated.late_score_drop, 1.35, 0.3, 0.0, 0.75),
    ("address_retry_share", simulated.address_retry_share, 0.22, 0.04, 0.0, 0.0),
    ("silence_call_share", simulated.silence_call_share, 0.4, 0.07, 0.04, 0.05),
    ("repeat_story_share", repeat_story_share, 0.37, 0.08, 0.0, 0.01),
    ("installation_mean", simulated.installation_mean, 2.24, 0.2, 4.14, 0.3),
    ("email_reply_median_hours", simulated.email_reply_median_hours, 41, 10, 12, 6),
    ("mirror_gap", simulated.widest_mirror_gap, 2.2, 0.5, 0.7, 0.6),
]


@pytest.mark.parametrize(
    ("name", "find", "planted", "near", "_removed", "_near"), FINDINGS, ids=[f[0] for f in FINDINGS]
)
def test_a_planted_rate_is_found(name, find, planted, near, _removed, _near):
    assert abs(find(heard()) - planted) <= near


@pytest.mark.parametrize(
    ("name", "find", "_planted", "_near", "removed", "near"), FINDINGS, ids=[f[0] for f in FINDINGS]
)
def test_it_vanishes_with_its_planting(name, find, _planted, _near, removed, near):
    assert abs(find(heard(name, FEW)) - removed) <= near


def test_the_interval_of_the_change_covers_its_effect_and_not_zero():
    effect, error = simulated.change_effect(heard())
    assert effect - 2.1 * error < PLANTED["change_effect"]["points"] < effect + 2.1 * error
    assert effect - 2.1 * error > 0


def test_without_the_effect_the_interval_of_the_change_covers_zero():
    effect, error = simulated.change_effect(heard("change_effect"))
    assert abs(effect) < 2.1 * error


def test_windows_are_announced_in_the_north_only_and_not_before_the_change():
    on = company(AS_OF).change.on
    told = {simulated.owner(one) for one in heard().of(Act.WAS_TOLD, "delivery-window-message")}
    received = heard().of(Act.RECEIVED, "doorstep-delivery")
    assert {one.properties["region"][:5] for one in received if simulated.owner(one) in told} == {"north"}
    # The message goes out the evening before the delivery.
    first = min(one.at.date() for one in heard().of(Act.WAS_TOLD, "delivery-window-message"))
    assert (on - first).days <= 1


def test_duplicates_are_the_planted_ones():
    assert simulated.people_with_two_records(heard()) == {
        someone["first"]["crm_id"].removeprefix("C") for someone in PLANTED["duplicate_share"]["people"]
    }
    assert not simulated.people_with_two_records(heard("duplicate_share", FEW))


def test_some_duplicates_share_an_address_and_some_share_nothing():
    shared = {someone["shared"] for someone in PLANTED["duplicate_share"]["people"]}
    assert shared == {"email", None}
    for someone in PLANTED["duplicate_share"]["people"]:
        same = someone["first"]["email"].lower() == someone["second"].get("email", "").lower()
        assert same == (someone["shared"] == "email")


def test_strict_raters_never_give_a_five_and_others_do():
    marks, strict = simulated.marks_on_five(heard()), codes("never_five_share")
    assert len(strict & marks.keys()) > 50
    assert all(max(marks[who]) < 5 for who in strict & marks.keys())
    often = [given for who, given in marks.items() if len(given) >= 4 and who not in strict]
    assert sum(max(given) == 5 for given in often) > 0.6 * len(often)
    # The same people, where nothing is planted, do give fives.
    removed = simulated.marks_on_five(heard("never_five_share", FEW))
    assert any(max(removed[who]) == 5 for who in strict & removed.keys())


def test_the_portal_is_used_and_drawn_nowhere():
    drawn = {step.touchpoint for step in company(AS_OF).journey} | {one.key for one in company(AS_OF).touchpoints}
    assert UNDRAWN_TOUCHPOINT not in drawn
    assert simulated.uses(UNDRAWN_TOUCHPOINT)(heard()) > 100
    assert simulated.uses(UNDRAWN_TOUCHPOINT)(heard("undrawn_used", FEW)) == 0


def test_the_quiz_is_drawn_and_used_by_nobody():
    assert UNUSED_TOUCHPOINT in {step.touchpoint for step in company(AS_OF).journey}
    assert simulated.uses(UNUSED_TOUCHPOINT)(heard()) == 0
    assert simulated.uses(UNUSED_TOUCHPOINT)(heard("drawn_unused", FEW)) > 10


def test_those_who_drift_away_can_be_told_from_the_rest():
    quiet, planted = simulated.people_gone_quiet(heard()), codes("disengaging_share")
    assert len(quiet & planted) >= 0.8 * len(planted)
    assert len(quiet & planted) >= 0.8 * len(quiet)
    assert len(simulated.people_gone_quiet(heard("disengaging_share", FEW))) <= 3


def test_everyone_on_the_list_says_that_they_cannot_pay():
    tickets = {one.id for one in heard().things if one.kind == "ticket" and one.attributes["topic"] == "diminished"}
    asking = {simulated.owner(one) for one in heard().of(Act.ASKED) if simulated.object_id(one, "ticket") in tickets}
    assert asking == codes("diminished_share")
    none = heard("diminished_share", FEW).things
    assert not [one for one in none if one.kind == "ticket" and one.attributes["topic"] == "diminished"]


def test_the_widest_gap_of_the_mirror_is_the_planted_one():
    gaps = simulated.mirror_gaps(heard())
    assert max(gaps, key=lambda dimension: gaps[dimension]) == PLANTED["mirror_gap"]["widest"]


def test_languages_are_shared_out_as_planted():
    spoken = [one.properties["language"] for one in heard().of(Act.DESCRIBED) if "language" in one.properties]
    for language, share in PLANTED["language_shares"].items():
        assert abs(spoken.count(language) / len(spoken) - share) < 0.035
    english = heard("language_shares", FEW)
    assert {one.properties["language"] for one in english.of(Act.DESCRIBED) if "language" in one.properties} == {"en"}


def test_the_truths_fit_into_json_and_name_people_who_occur():
    assert json.loads(json.dumps(PLANTED)) == PLANTED
    names = {identifier.value for one in heard().messages for identifier in one.identifiers}
    for name in ("never_five_share", "disengaging_share", "diminished_share"):
        assert {someone["crm_id"] for someone in PLANTED[name]["people"]} <= names


def test_nothing_lies_after_the_last_day():
    midnight = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC).timestamp() + 86400
    assert max(one.at.timestamp() for one in heard().messages) < midnight
