"""Keeping the company: its check and its backup, for the command line of the machine it runs on."""

from pathlib import Path
from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from emptychair import store
from emptychair.shell import Need, company, guarded_router, needs

router = guarded_router("/api", tags=["keeping"])


class Target(BaseModel):
    """Where the backup goes."""

    file: str = Field(description="A path on the server's disk.")


@router.get("/check")
@needs(Need.ADMINISTERS)
def check(request: Request) -> dict[str, Any]:
    """What is wrong with the stores, in sentences."""
    findings = store.check(company(request).stores)
    return {"sound": not findings, "findings": findings}


@router.post("/backups", status_code=201)
@needs(Need.ADMINISTERS)
def backup(request: Request, target: Target) -> dict[str, Any]:
    """Write one file that holds the company as of now; it goes on working meanwhile."""
    house = company(request)
    written = store.backup(house.stores, Path(target.file), house.settings.home)
    return {"file": str(written), "bytes": written.stat().st_size}
