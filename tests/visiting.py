"""Short ways to visit a company's pages and API in a test, as somebody of a role or as nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from emptychair import staff
from emptychair.app import create_app
from emptychair.core import Settings
from emptychair.shell import Company, Role
from emptychair.store import Stores
from saying import NOON

PASSWORD = "correct horse battery"
HERE = "http://127.0.0.1:8700"


class Hands:
    """A clock whose hands a test moves."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Forward by days, hours, minutes …"""
        self.now += timedelta(**by)


class House:
    """A company and the ways into it."""

    def __init__(self, settings: Settings, stores: Stores, **given: Any) -> None:
        self.clock = Hands()
        self.company = Company(settings, stores, self.clock, **given)
        self.stores = stores
        self.app = create_app(self.company)

    def employ(self, role: Role) -> staff.User:
        """A member of staff of this role."""
        given = {"name": f"Ines {role}", "email": f"{role}@example.com", "password": PASSWORD}
        return staff.create_user(self.stores, **given, role=role, by=None, now=self.clock())

    def visit(self, role: Role | None = None, *, host: str = "127.0.0.1", address: str = HERE) -> "Visitor":
        """A browser: of somebody of this role, signed in; or of nobody."""
        client = TestClient(self.app, address, client=(host, 50_000), follow_redirects=False)
        if role is not None:
            user = next((u for u in staff.users(self.stores) if u.role is role), None) or self.employ(role)
            token = staff.sign_in_link(self.stores, user.id, now=self.clock())
            assert client.get(f"/signin/link?token={token}").status_code == 303
        return Visitor(client, self.company)

    def serving(self, **changes: Any) -> "House":
        """The same company with other settings."""
        return House(replace(self.company.settings, **changes), self.stores)


class Visitor:
    """A browser without script."""

    def __init__(self, client: TestClient, company: Company) -> None:
        self.client, self.company = client, company

    def get(self, path: str, **more: Any) -> Any:
        """A page; redirects are not followed."""
        return self.client.get(path, **more)

    def submit(self, path: str, *, files: Sequence[Path] = (), **fields: str) -> Any:
        """A form with the word that our pages put into it, and the files that somebody chose."""
        chosen = [("files", (file.name, file.read_bytes())) for file in files]
        return self.client.post(path, data={**fields, "csrf": self.word()}, files=chosen or None)

    def word(self) -> str:
        """The CSRF word of this browser; a stranger's comes with the sign-in page."""
        cookies = self.client.cookies
        held = cookies.get(self.company.cookie("session")) or cookies.get(self.company.cookie("visit"))
        if not held:
            self.client.get("/no-such-page")
            held = cookies[self.company.cookie("visit")]
        return staff.csrf_token(held)
