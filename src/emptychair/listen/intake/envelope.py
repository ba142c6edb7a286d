"""The envelope of a Segment call: unzipped, measured, opened, and cut into letters for the inbox.

Limits and shapes: Segment HTTP Tracking API (32 KB an event, 500 KB and 2,500 events a batch). Only what
those limits or JSON forbid is refused here; what makes no sense is kept, and quarantined when it is read.
"""

import hashlib
import json
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emptychair.core import Invalid
from emptychair.store import Letter

MOST_BYTES = 500 * 1024
MOST_BYTES_A_CALL = 32 * 1024
MOST_CALLS = 2_500
LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Envelope:
    """The calls of one request, batch-level context merged in; `write_key` as the body names it."""

    calls: list[Any]
    sent_at: str
    write_key: str


def read_envelope(body: bytes, kind: str, *, gzipped: bool) -> Envelope:
    """Open the body of `POST /v1/{kind}`, whatever content type it claims. Raises Invalid."""
    opened = _opened(_unzipped(body) if gzipped else body)
    if kind == "batch":
        calls = opened.get("batch")
        if not isinstance(calls, list):
            raise Invalid("The body has no list called batch.", mend='Send {"batch": [...]}.')
        if len(calls) > MOST_CALLS:
            raise Invalid(f"{len(calls):,} events in one batch.", mend=f"Send at most {MOST_CALLS:,}.")
        shared = {key: opened[key] for key in ("context", "integrations") if isinstance(opened.get(key), dict)}
        calls = [_merged(call, shared) for call in calls]
    else:
        calls = [opened | {"type": kind}]
        calls[0].pop("sentAt", None)  # differs at every retry: it must not make another message of it
    calls = [_without_key(call) for call in calls]
    return Envelope(calls, _text(opened.get("sentAt")), _text(opened.get("writeKey")))


def letters(envelope: Envelope, source: str, now: datetime) -> list[Letter]:
    """One letter a call, under the source's name. Raises Invalid for an event over 32 KB."""
    return [_letter(call, envelope.sent_at, source, now) for call in envelope.calls]


def message_id(given: Any, content: Any) -> str:
    """The sender's own id; without one the content's, where its time makes the content unique."""
    if isinstance(given, (str, int)) and not isinstance(given, bool) and str(given).strip():
        own = str(given).strip().replace("\0", "")
        return own if 0 < len(own) <= LONGEST_ID else _digest(own)
    dated = isinstance(content, dict) and (content.get("timestamp") or content.get("originalTimestamp"))
    return _digest(dump(content)) if dated else str(uuid.uuid4())


def dump(value: Any) -> str:
    """Compact JSON that every store can keep: no lone surrogates, no NUL."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if "\\u0000" in text:
        text = json.dumps(_without_nul(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "replace").decode("utf-8")


def _letter(call: Any, sent_at: str, source: str, now: datetime) -> Letter:
    text = dump(call)
    size = len(text.encode())
    if size > MOST_BYTES_A_CALL:
        raise Invalid(
            f"An event of {size:,} bytes; nothing of this request was taken.",
            mend=f"Send at most {MOST_BYTES_A_CALL:,} bytes an event.",
        )
    body = f'{{"call":{text},"sentAt":{json.dumps(sent_at[:64])}}}'
    own = call.get("messageId") if isinstance(call, dict) else None
    return Letter(source, message_id(own, call), now, body.encode())


def _unzipped(body: bytes) -> bytes:
    # Never more than the limit: a few hundred bytes can unfold into gigabytes.
    unzip = zlib.decompressobj(wbits=31)
    try:
        opened = unzip.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise Invalid("The body says it is gzipped, and is not.", mend="Send gzip, or no Content-Encoding.") from error
    if unzip.eof or len(opened) > MOST_BYTES:
        return opened
    raise Invalid("The gzipped body is cut off.", mend="Send it whole.")


def _opened(body: bytes) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise Invalid(f"The body is larger than {MOST_BYTES:,} bytes.", mend="Send smaller batches.")
    try:
        opened = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"The body is not JSON: {error}.", mend="Send one JSON object in UTF-8.") from error
    if not isinstance(opened, dict):
        raise Invalid("The body is not a JSON object.", mend="Send one JSON object.")
    return opened


def _merged(call: Any, shared: dict[str, dict[str, Any]]) -> Any:
    if not isinstance(call, dict):
        return call
    own = {key: value | call[key] if isinstance(call.get(key), dict) else value for key, value in shared.items()}
    return call | own


def _without_key(call: Any) -> Any:
    # A key is no evidence; it must not end in the quarantine that people read.
    return {name: value for name, value in call.items() if name != "writeKey"} if isinstance(call, dict) else call


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, Sequence):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
