"""Reading promises as stated."""

from sqlalchemy import select

from emptychair.core import NotFound
from emptychair.promises.model import Promise
from emptychair.promises.schema import promises
from emptychair.store import Records


def all_promises(records: Records) -> list[Promise]:
    """Every promise, by key."""
    with records.read() as db:
        return [Promise(**row._asdict()) for row in db.execute(select(promises).order_by(promises.c.key))]


def promise(records: Records, key: str) -> Promise:
    """One promise. Raises NotFound."""
    with records.read() as db:
        row = db.execute(select(promises).where(promises.c.key == key)).first()
    if row is None:
        raise NotFound(f"There is no promise {key!r}.", mend="See the promises under Practise.")
    return Promise(**row._asdict())
