"""The inbox: on the disk before it is acknowledged, once, in order, and honest when there is no room."""

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from emptychair.core import Overloaded
from emptychair.store import Inbox, Letter, Records, clear_until, letters_after, waiting
from emptychair.store.inbox import inbox_table

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def door(records: Records) -> Records:
    inbox_table.create(records.engine, checkfirst=True)
    return records


@pytest.fixture
def inbox(door):
    opened = Inbox(door, room=1_000)
    yield opened
    opened.close()


def letter(number: int, body: bytes = b"{}") -> Letter:
    return Letter("shop", f"m{number}", NOON, body)


def test_an_acknowledged_letter_is_in_the_database(door, inbox):
    inbox.put([letter(1, b"\x00raw")]).result(timeout=10)
    (_, found), *others = letters_after(door, 0, 10)
    assert found == letter(1, b"\x00raw")
    assert not others


def test_a_letter_that_came_before_is_kept_once(door, inbox):
    for _ in range(3):
        inbox.put([letter(1), letter(1), letter(2)]).result(timeout=10)
    assert [found.message_id for _, found in letters_after(door, 0, 10)] == ["m1", "m2"]


def test_letters_keep_the_order_in_which_they_were_put(door, inbox):
    last = [inbox.put([letter(number)]) for number in range(200)][-1]
    last.result(timeout=30)
    assert [found.message_id for _, found in letters_after(door, 0, 500)] == [f"m{number}" for number in range(200)]


def test_those_who_wait_share_one_commit(door):
    commits = []
    sa.event.listen(door.engine, "commit", lambda _: commits.append(1))
    inbox = Inbox(door, room=10_000)
    with door.write() as db:  # the disk is busy elsewhere: letters gather
        db.execute(sa.select(1))
        futures = [inbox.put([letter(number)]) for number in range(100)]
        assert not futures[-1].done() or door.engine.dialect.name == "postgresql"
    for future in futures:
        future.result(timeout=30)
    inbox.close()
    assert waiting(door) == 100
    assert len(commits) < 100


def test_many_threads_at_once_lose_and_double_nothing(door, inbox):
    def send(start: int) -> None:
        for number in range(start, start + 25):
            inbox.put([letter(number)]).result(timeout=30)

    # Neighbours overlap: every letter but the outermost is sent twice.
    threads = [threading.Thread(target=send, args=(start,)) for start in range(0, 100, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [found.message_id for _, found in letters_after(door, 0, 1_000)]
    assert sorted(found) == sorted({f"m{number}" for start in range(0, 100, 13) for number in range(start, start + 25)})


def test_a_full_inbox_takes_nothing_of_a_request_and_recovers(door):
    inbox = Inbox(door, room=10)
    with pytest.raises(Overloaded):
        inbox.put([letter(number) for number in range(11)])
    inbox.put([letter(number) for number in range(10)]).result(timeout=10)
    inbox.put([letter(number) for number in range(10, 20)]).result(timeout=10)
    inbox.close()
    assert waiting(door) == 20


def test_closing_writes_what_waits_and_turns_others_away(door):
    inbox = Inbox(door, room=1_000)
    futures = [inbox.put([letter(number)]) for number in range(50)]
    inbox.close()
    assert all(future.done() for future in futures)
    assert waiting(door) == 50
    with pytest.raises(Overloaded):
        inbox.put([letter(99)])


def test_one_bad_letter_does_not_take_its_neighbours_down(door):
    inbox = Inbox(door, room=1_000)
    bad = Letter("shop", "bad", None, b"")  # type: ignore[arg-type]
    with door.write() as db:
        db.execute(sa.select(1))
        futures = [inbox.put([given]) for given in (letter(1), bad, letter(2))]
    good, refused, also_good = futures
    good.result(timeout=10)
    also_good.result(timeout=10)
    assert refused.exception(timeout=10) is not None
    inbox.close()
    assert waiting(door) == 2


def test_positions_are_never_given_twice(door, inbox):
    inbox.put([letter(1), letter(2)]).result(timeout=10)
    last = letters_after(door, 0, 10)[-1][0]
    clear_until(door, last)
    inbox.put([letter(3)]).result(timeout=10)
    assert [found.message_id for _, found in letters_after(door, last, 10)] == ["m3"]
