"""The Segment HTTP Tracking API: existing libraries send here unchanged, by setting their host."""

from asyncio import wrap_future
from concurrent.futures import Future
from functools import partial
from typing import Literal

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from emptychair.api.senders import sender
from emptychair.core import Invalid
from emptychair.listen import intake
from emptychair.shell import Company, Need, company, guarded_router, needs

Kind = Literal["batch", "identify", "track", "page", "screen", "group", "alias", "b", "i", "t", "p", "s", "g", "a"]
# The browser's library knows the calls by their first letter.
LONG = {"b": "batch", "i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias"}

PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "authorization, content-type, content-encoding, x-retry-count",
    "Access-Control-Max-Age": "86400",
}

router = guarded_router("/v1", tags=["intake"])


@router.post("/{kind}")
@needs(Need.KEY)
async def receive(request: Request, kind: Kind) -> JSONResponse:
    """Take one call or a batch. The answer comes when the disk has it, and not before."""
    body = await _body(request)
    written = await run_in_threadpool(_take, request, LONG.get(kind, kind), body)
    await wrap_future(written)
    return JSONResponse({"success": True})


@router.options("/{kind}", include_in_schema=False)
@needs(Need.ANYONE)
def preflight(kind: Kind) -> Response:
    """Any site may send: the write key says whose evidence it is, and opens nothing else."""
    return Response(status_code=204, headers=PREFLIGHT)


def _take(request: Request, kind: str, body: bytes) -> "Future[None]":
    house = company(request)
    gzipped = request.headers.get("content-encoding", "").lower() == "gzip"
    envelope = intake.read_envelope(body, kind, gzipped=gzipped)
    key = sender(request, envelope.write_key)
    letters = intake.letters(envelope, f"segment:{key.name}", house.clock())
    written = house.stores.inbox.put(letters)
    written.add_done_callback(partial(_count, house, len(letters), key.name))
    return written


def _count(house: Company, messages: int, source: str, written: "Future[None]") -> None:
    if written.exception() is None:
        house.meters.count("intake_messages", messages, source=source)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > intake.MOST_BYTES:
            raise Invalid(f"The body is larger than {intake.MOST_BYTES:,} bytes.", mend="Send smaller batches.")
    return bytes(body)
