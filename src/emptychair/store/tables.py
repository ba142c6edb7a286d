"""The ledger's tables as unbound Ibis expressions: what an analysis may be written over, on any engine."""

import ibis

# Times are UTC without a zone: DuckDB, Spark and Parquet agree on those and on little else.
EVIDENCE_COLUMNS = {
    "id": "int64",
    "key": "int64",  # 64 bits of source and message_id: makes the search for doubles one integer join
    "source": "string",
    "message_id": "string",
    "party": "int64",  # as recognised when it came; null for an anonymous voice
    "happened_at": "timestamp(6)",
    "utc_offset_minutes": "int16",
    "received_at": "timestamp(6)",
    "chair": "string",
    "act": "string",
    "touchpoint": "string",
    "channel": "string",
    "device": "string",
    "words": "string",
    "language": "string",
    "score": "float64",
    "scale_kind": "string",
    "scale_low": "float64",
    "scale_high": "float64",
    "valence": "float64",  # the score's place on its own scale, -1 … +1
    "amount": "decimal(18, 4)",
    "currency": "string",
    "due_at": "timestamp(6)",
    "basis": "string",
    "purposes": "string",  # JSON list
    "identifiers": "string",  # JSON list of [kind, value], as they came
    "properties": "string",  # JSON object
}
OBJECT_COLUMNS = {"evidence": "int64", "kind": "string", "object": "string"}
THING_COLUMNS = {"source": "string", "kind": "string", "object": "string", "attributes": "string"}
MERGED_COLUMNS = {"party": "int64", "into_party": "int64"}
READING_COLUMNS = {
    "evidence": "int64",
    "reader": "string",
    "version": "string",
    "kind": "string",  # language, valence, cue, touchpoint
    "facet": "string",
    "label": "string",
    "value": "float64",
    "quote_start": "int32",
    "quote_end": "int32",
}

SCHEMAS = {
    "evidence": EVIDENCE_COLUMNS,
    "evidence_objects": OBJECT_COLUMNS,
    "things": THING_COLUMNS,
    "merged": MERGED_COLUMNS,
    "readings": READING_COLUMNS,
}

EVIDENCE = ibis.table(EVIDENCE_COLUMNS, name="evidence")
EVIDENCE_OBJECTS = ibis.table(OBJECT_COLUMNS, name="evidence_objects")
THINGS = ibis.table(THING_COLUMNS, name="things")
MERGED = ibis.table(MERGED_COLUMNS, name="merged")
READINGS = ibis.table(READING_COLUMNS, name="readings")

# The one party that a question is about: `ledger.rows(expression, party=7)`.
PARTY = ibis.param("int64")

# Evidence as it is lived: the same rows with every merge of parties followed. Evidence itself is
# never rewritten; undoing a merge is deleting a row of `merged`.
LIVED = (
    EVIDENCE.left_join(MERGED, EVIDENCE.party == MERGED.party)
    .drop("party_right")
    .mutate(party=ibis.coalesce(ibis._.into_party, ibis._.party))
    .drop("into_party")
)
