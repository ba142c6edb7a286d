"""Evidence as a URL chooses it, with the promise in it resolved to the cases that turned out so."""

from datetime import datetime
from typing import Any

from emptychair import evidence
from emptychair.evidence import Which
from emptychair.promises.outcomes import evidence_ids, ids_about
from emptychair.promises.queries import promise
from emptychair.store import Records


def chosen(records: Records, which: Which, now: datetime) -> Any:
    """All the lived evidence that `which` chooses, as an Ibis table. Raises NotFound for an unknown promise."""
    table = evidence.chosen(which)
    if not which.promise:
        return table
    stated = promise(records, which.promise)
    ids = ids_about(stated, now, which.about) if which.about else evidence_ids(stated, now, which.kept)
    return table.filter(table.id.isin(ids))
