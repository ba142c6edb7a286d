"""Writing promises."""

from dataclasses import asdict
from datetime import datetime, timedelta

from emptychair.core import Invalid
from emptychair.promises.model import BASES, Promise
from emptychair.promises.schema import promises
from emptychair.store import Records

LASTS = timedelta(days=365)  # a promise nobody looked at for a year is a poster


def define(records: Records, promise: Promise, now: datetime) -> None:
    """State a promise, or state it anew. Raises Invalid for one without behaviour, standard or measure (77)."""
    for part in ("company_value", "behaviour", "standard", "measure", "object_kind"):
        if not getattr(promise, part).strip():
            raise Invalid(
                f"A promise without {part.replace('_', ' ')} cannot be tested.",
                where=f"promise {promise.key}",
                mend="Say the value, what we do for it, what good looks like, and what evidence shows it.",
            )
    if promise.basis not in BASES:
        raise Invalid(
            f"{promise.basis!r} is no basis.", where=f"promise {promise.key}", mend=f"Use {' or '.join(BASES)}."
        )
    row = asdict(promise) | {"since": promise.since or now, "review_by": promise.review_by or now + LASTS}
    with records.write() as db:
        statement = records.insert(promises).values(row)
        new = {name: statement.excluded[name] for name in row if name != "key"}
        db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new))
