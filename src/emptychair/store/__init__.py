"""Store: the only two doors to the databases, records (rows) and ledger (evidence at scale)."""

from emptychair.store.inbox import Inbox, Letter, clear_until, letters_after, waiting
from emptychair.store.ledger import Ledger, LedgerWriter
from emptychair.store.migrate import migrate
from emptychair.store.records import Records, Utc, metadata, put, rows
from emptychair.store.stores import Stores, backup, check, open_stores, restore
from emptychair.store.tables import EVIDENCE, EVIDENCE_OBJECTS, LIVED, MERGED, PARTY, READINGS, THINGS

__all__ = ["EVIDENCE", "EVIDENCE_OBJECTS", "LIVED", "MERGED", "PARTY", "READINGS", "THINGS", "Inbox", "Ledger"]
__all__ += ["LedgerWriter", "Letter", "Records", "Stores", "Utc", "backup", "check", "clear_until", "letters_after"]
__all__ += ["metadata", "migrate", "open_stores", "put", "restore", "rows", "waiting"]
