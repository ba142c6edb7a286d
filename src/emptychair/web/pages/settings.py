"""Settings: every setting, what it means, what it is and where it is set."""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from fastapi import Request, Response

from emptychair.core import Settings
from emptychair.shell import Need, company, guarded_router, needs
from emptychair.web.rendering import Page, render

router = guarded_router(documented=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One setting as it is shown."""

    name: str
    value: str
    says: str
    changed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsPage(Page):
    """Every setting; `file` is where they are changed."""

    template: ClassVar[str] = "staff/settings.html"
    active: ClassVar[str] = "settings"
    lines: list[Line]
    file: str


@router.get("/settings")
@needs(Need.SIGNED_IN)
def index(request: Request) -> Response:
    """All of them to the owner; to others the way to their own account."""
    settings = company(request).settings
    lines = [_line(settings, setting) for setting in fields(Settings)]
    return render(request, SettingsPage(title="Settings", lines=lines, file=str(settings.home / "emptychair.toml")))


def _line(settings: Settings, setting: Any) -> Line:
    value = getattr(settings, setting.name)
    # A database's address holds its password.
    shown = _without_password(value) if setting.name == "database_url" else str(value)
    return Line(setting.name, shown, setting.metadata["says"], setting.name != "home" and value != setting.default)


def _without_password(url: str) -> str:
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url)
