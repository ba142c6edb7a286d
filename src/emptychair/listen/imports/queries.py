"""Reading imports."""

from typing import Any

from sqlalchemy import select

from emptychair.core import NotFound
from emptychair.listen.imports.model import Import, ImportState
from emptychair.listen.imports.schema import imports
from emptychair.store import Records


def recent(records: Records, most: int = 50) -> list[Import]:
    """The latest imports, newest first."""
    with records.read() as db:
        return [as_import(row) for row in db.execute(select(imports).order_by(imports.c.id.desc()).limit(most))]


def import_of(records: Records, import_id: int) -> Import:
    """One import. Raises NotFound."""
    with records.read() as db:
        row = db.execute(select(imports).where(imports.c.id == import_id)).one_or_none()
    if row is None:
        raise NotFound("No import has this number.", where=f"import {import_id}", mend="See the list of imports.")
    return as_import(row)


def unfinished(records: Records, fingerprint: str) -> Import | None:
    """The import of the same files by the same recipe that did not come to its end, if there is one."""
    same = (imports.c.fingerprint == fingerprint) & (imports.c.state != ImportState.DONE)
    with records.read() as db:
        row = db.execute(select(imports).where(same).order_by(imports.c.id.desc()).limit(1)).one_or_none()
    return as_import(row) if row else None


def as_import(row: Any) -> Import:
    """A row as what it stands for."""
    values = dict(row._mapping)
    values.pop("fingerprint")
    return Import(**values | {"state": ImportState(values["state"])})
