"""The records' door: moments keep their instant, writers take turns, the same on both databases."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from emptychair.store import Records, Utc, put, rows

counters = sa.MetaData()
tallies = sa.Table(
    "tallies",
    counters,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc),
    sa.Column("value", sa.Integer, nullable=False),
)


@pytest.fixture
def door(records: Records) -> Records:
    counters.create_all(records.engine)
    return records


def test_a_moment_comes_back_as_the_same_instant_in_utc(door):
    in_kathmandu = datetime(2024, 3, 31, 1, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with door.write() as db:
        number = put(db, tallies, {"at": in_kathmandu, "value": 1})
    with door.read() as db:
        back = db.execute(sa.select(tallies.c.at).where(tallies.c.id == number)).scalar_one()
    assert back == in_kathmandu
    assert back.tzinfo is UTC or back.utcoffset() == timedelta(0)


def test_moments_compare_in_the_database_as_instants(door):
    noon = datetime(2024, 3, 31, 12, tzinfo=UTC)
    a_little_later = (noon + timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=-11)))
    with door.write() as db:
        for at in (noon, a_little_later):
            put(db, tallies, {"at": at, "value": 0})
    with door.read() as db:
        later = db.execute(sa.select(tallies.c.at).where(tallies.c.at > noon)).scalars().all()
    assert later == [a_little_later]


def test_a_moment_without_a_zone_is_refused(door):
    with pytest.raises(sa.exc.StatementError, match="without a zone"), door.write() as db:
        put(db, tallies, {"at": datetime(2024, 3, 31), "value": 1})


def test_a_write_is_kept_whole_or_not_at_all(door):
    with pytest.raises(ZeroDivisionError):
        _fail_after_writing(door)
    with door.read() as db:
        assert rows(db.execute(sa.select(tallies))) == []


def test_what_is_written_through_a_read_is_not_kept(door):
    with door.read() as db:
        put(db, tallies, {"value": 1})
    with door.read() as db:
        assert rows(db.execute(sa.select(tallies))) == []


def test_a_read_sees_one_moment_however_long_it_takes(door):
    count = sa.select(sa.func.count()).select_from(tallies)
    with door.read() as db:
        before = db.execute(count).scalar_one()
        with door.write() as other:
            put(other, tallies, {"value": 1})
        assert db.execute(count).scalar_one() == before == 0


def test_writers_side_by_side_lose_nothing(door):
    with door.write() as db:
        number = put(db, tallies, {"value": 0})
    threads = [threading.Thread(target=_add_ten, args=(door, number)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with door.read() as db:
        assert db.execute(sa.select(tallies.c.value)).scalar_one() == 80


def test_an_insert_may_pass_over_what_is_there(door):
    with door.write() as db:
        for _ in range(2):
            db.execute(door.insert(tallies).on_conflict_do_nothing(), [{"id": 7, "value": 1}])
    with door.read() as db:
        assert len(rows(db.execute(sa.select(tallies)))) == 1


def _fail_after_writing(door: Records) -> None:
    with door.write() as db:
        put(db, tallies, {"value": 1})
        _ = 1 / 0


def _add_ten(door: Records, number: int) -> None:
    for _ in range(10):
        # Reads and then writes: on SQLite this is what "database is locked" comes from without BEGIN IMMEDIATE.
        with door.write() as db:
            value = db.execute(sa.select(tallies.c.value).where(tallies.c.id == number).with_for_update()).scalar_one()
            db.execute(sa.update(tallies).where(tallies.c.id == number).values(value=value + 1))
