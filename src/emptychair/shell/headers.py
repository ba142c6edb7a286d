"""Headers that every answer carries, and the time that every request took."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emptychair.shell.metrics import Meters

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# What a page says of people must not be found in the browser of a shared desk.
UNSAID = {"cache-control": "private, no-store"}
# Trackers run on other people's sites and have to read their answers, the refusals too.
FOR_TRACKERS = {"access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After"}


class Wrapped:
    """The application inside its headers and its stop-watch (plain ASGI: no body is copied)."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app, self.meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; count it when its answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def send_wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_ours(message["headers"], scope["path"])
                self._count(scope, message["status"], time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, send_wrapped)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        # The route's pattern, never the path: paths name people, and each would be a series of its own.
        route = getattr(scope.get("route"), "path", "none")
        self.meters.count("http_requests", method=scope["method"], route=route, status=str(status))
        self.meters.observe("http_request_seconds", seconds, route=route)


def _with_ours(given: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    said = {name.lower() for name, _ in given}
    ours = HEADERS | UNSAID | (FOR_TRACKERS if path.startswith("/v1/") else {})
    return [*given, *((k.encode(), v.encode()) for k, v in ours.items() if k.encode() not in said)]
