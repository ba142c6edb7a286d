"""Is the server alive, is it ready, and what does it count."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from emptychair import jobs
from emptychair.shell import OPENMETRICS, PROMETHEUS, Company, Gauge, Need, company, guarded_router, needs
from emptychair.store import waiting

router = guarded_router(tags=["operation"])

# Every gauge, read from the stores when it is asked for: name → what it says.
GAUGES = {
    "inbox_letters": "Letters acknowledged and not yet in the ledger.",
    "jobs": "Background jobs, by state.",
    "ledger_bytes": "Size of the ledger file.",
}


@router.get("/health/live")
@needs(Need.ANYONE)
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/health/ready")
@needs(Need.ANYONE)
def ready(request: Request) -> JSONResponse:
    """Both stores answer; 503 with the name of the one that does not."""
    stores = company(request).stores
    checks = {"records": lambda: waiting(stores.records), "ledger": lambda: stores.ledger.cursor("inbox")}
    failed = [name for name, check in checks.items() if not _answers(check)]
    body = {"status": "not ready" if failed else "ready", "failed": failed}
    return JSONResponse(body, 503 if failed else 200)


@router.get("/metrics")
@needs(Need.LOCAL)
def metrics(request: Request) -> Response:
    """Prometheus text, or OpenMetrics where the caller accepts it. On this machine only."""
    house = company(request)
    openmetrics = "application/openmetrics-text" in request.headers.get("accept", "")
    text = house.meters.text(_gauges(house), openmetrics=openmetrics)
    return Response(text, media_type=OPENMETRICS if openmetrics else PROMETHEUS)


def _gauges(house: Company) -> list[Gauge]:
    stores = house.stores
    by_state = tuple(((("state", state),), float(n)) for state, n in sorted(jobs.states(stores).items()))
    values = {
        "inbox_letters": (((), float(waiting(stores.records))),),
        "jobs": by_state,
        "ledger_bytes": (((), float(stores.ledger.path.stat().st_size)),),
    }
    return [Gauge(name, says, values[name]) for name, says in GAUGES.items()]


def _answers(check: object) -> bool:
    try:
        check()  # type: ignore[operator]
    except Exception:
        return False
    return True
