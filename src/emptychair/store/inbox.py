"""The inbox: what arrived over the wire, on the disk before it is acknowledged, by group commit."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from queue import Empty, Queue
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    select,
)

from emptychair.core import Overloaded
from emptychair.store.records import Records, Utc, metadata

inbox_table = Table(
    "inbox",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("source", String(100), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("source", "message_id"),
    sqlite_autoincrement=True,  # positions are never used twice: the ledger's cursor counts on it
)


class Letter(NamedTuple):
    """One message on its way in: source, its id there, when it arrived, the body as it came."""

    source: str
    message_id: str
    received_at: datetime
    body: bytes


Waiting = tuple[Sequence[Letter], Future[None]]
ORDER = 0x1B0C5  # the advisory lock under which PostgreSQL gives out positions


class Inbox:
    """Takes letters from many threads; one thread writes whatever has gathered in one transaction.

    One fsync is shared by all who wait, so the disk sets the pace of batches, not of letters.
    """

    def __init__(self, records: Records, room: int) -> None:
        """`room`: how many letters may wait before new ones are turned away."""
        self._records = records
        self._waiting: Queue[Waiting | None] = Queue()
        self._room = room
        self._gathered = 0
        self._closed = False
        self._count = threading.Lock()
        self._thread = threading.Thread(target=self._write_forever, name="inbox", daemon=True)
        self._thread.start()

    def put(self, letters: Sequence[Letter]) -> "Future[None]":
        """A future that is done once the letters are on the disk. Raises Overloaded when full."""
        with self._count:
            if self._closed:
                raise Overloaded("The company is being closed; nothing was taken.", retry_after_seconds=5)
            if self._gathered + len(letters) > self._room:
                raise Overloaded("The disk is busy; nothing of this request was taken.", retry_after_seconds=1)
            self._gathered += len(letters)
            future: Future[None] = Future()
            self._waiting.put((letters, future))
        return future

    def close(self) -> None:
        """Write what waits, then stop; whoever comes later is turned away instead of waiting for ever."""
        with self._count:
            self._closed = True
        self._waiting.put(None)
        self._thread.join()

    def _write_forever(self) -> None:
        while (first := self._waiting.get()) is not None:
            group, last = [first], False
            try:
                while sum(len(letters) for letters, _ in group) < 5_000:
                    item = self._waiting.get_nowait()
                    if item is None:
                        last = True
                        break
                    group.append(item)
            except Empty:
                pass
            self._commit(group)
            if last:
                return

    def _commit(self, group: "list[Waiting]") -> None:
        try:
            self._write([letter for letters, _ in group for letter in letters])
        except Exception as error:
            if len(group) == 1:
                self._settle(group, error)
            else:
                # One letter that the database refuses must not take its neighbours down with it.
                for one in group:
                    self._commit([one])
        else:
            self._settle(group, None)

    def _write(self, letters: list[Letter]) -> None:
        if not letters:
            return
        with self._records.write() as db:
            if self._records.engine.dialect.name == "postgresql":
                # Processes take turns: a position given out early but committed late would be
                # passed over by a reader that has already moved beyond it.
                db.execute(select(func.pg_advisory_xact_lock(ORDER)))
            statement = self._records.insert(inbox_table).on_conflict_do_nothing()
            db.execute(statement, [letter._asdict() for letter in letters])

    def _settle(self, group: "list[Waiting]", error: Exception | None) -> None:
        with self._count:
            self._gathered -= sum(len(letters) for letters, _ in group)
        for _, future in group:
            if error:
                future.set_exception(error)
            else:
                future.set_result(None)


def letters_after(records: Records, position: int, most: int) -> list[tuple[int, Letter]]:
    """The next letters in order of arrival, each with its position."""
    columns = [inbox_table.c[name] for name in ("position", *Letter._fields)]
    query = select(*columns).where(inbox_table.c.position > position).order_by(inbox_table.c.position)
    with records.read() as db:
        return [(row[0], Letter(*row[1:])) for row in db.execute(query.limit(most))]


def clear_until(records: Records, position: int) -> None:
    """Forget letters that the ledger has settled for good."""
    with records.write() as db:
        db.execute(delete(inbox_table).where(inbox_table.c.position <= position))


def waiting(records: Records) -> int:
    """How many letters have not been settled yet."""
    with records.read() as db:
        return db.execute(select(func.count()).select_from(inbox_table)).scalar_one()


__all__ = ["Inbox", "Letter", "clear_until", "inbox_table", "letters_after", "waiting"]
