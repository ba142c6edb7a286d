"""Queues: two published Erlang C examples."""

import pytest

from emptychair.core import Invalid
from emptychair.methods import queues


def test_a_call_centre_of_fifty_five():
    found = queues.erlang_c(contacts_per_hour=720, seconds_each=240, agents=55, target_seconds=15)
    assert found.chance == pytest.approx(0.2387, abs=5e-5)
    assert found.mean_seconds == pytest.approx(8.18, abs=5e-3)
    assert found.within_target == pytest.approx(0.846, abs=5e-4)


def test_a_help_desk_of_fourteen():
    found = queues.erlang_c(contacts_per_hour=200, seconds_each=180, agents=14, target_seconds=20)
    assert found.chance == pytest.approx(0.1741, abs=5e-5)
    assert found.within_target == pytest.approx(0.888, abs=5e-4)


def test_the_fewest_agents_are_enough_and_one_fewer_is_not():
    found = queues.agents_for(720, 240, target_seconds=15, share=0.846)
    assert found.within_target >= 0.846
    assert queues.erlang_c(720, 240, found.agents - 1, 15).within_target < 0.846


def test_one_agent_is_the_textbook_single_queue():
    found = queues.erlang_c(contacts_per_hour=6, seconds_each=300, agents=1)
    assert found.chance == pytest.approx(0.5)
    assert found.mean_seconds == pytest.approx(300)


def test_too_few_agents_are_refused():
    with pytest.raises(Invalid, match="without end"):
        queues.erlang_c(720, 240, 48)
