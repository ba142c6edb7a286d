"""Making the simulated company: its people and years, its staff, its planted truths beside it."""

import json
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from emptychair import decide, demo, staff
from emptychair.app.wiring import HANDLERS, SIMULATED_FILE, open_company, tell_news
from emptychair.cli import Progress
from emptychair.core import SETTINGS_FILE, Conflict, Settings
from emptychair.jobs import recent, run_until_idle, states
from emptychair.shell import Company
from emptychair.staff import Role
from emptychair.store import Stores

SEED = 7
OWNER_EMAIL = "owner@hearthwren.example"
COLLEAGUES = (("Tomé Lead", Role.LEAD), ("Siobhan Agent", Role.AGENT), ("Mattia Analyst", Role.ANALYST))


def make_demo(home: Path, *, customers: int, progress: Progress) -> dict[str, Any]:
    """Create the simulated company in `home`, or go on where it stopped. Raises Conflict over a real company."""
    planted = home / SIMULATED_FILE
    _name(home)
    company = open_company(Settings.load(home))
    try:
        now = company.clock()
        plan = _plan(company.stores, planted, customers, (now - timedelta(days=1)).date())
        as_of = date.fromisoformat(plan["as_of"])
        receipt = demo.make(
            company.stores, customers=plan["customers"], seed=plan["seed"], as_of=as_of, now=now, progress=progress
        )
        _hire(company)
        if receipt.recorded or not states(company.stores):
            progress("Understanding what was heard", 0, 0)
            tell_news(company.stores, now, gather=timedelta())
        run_until_idle(company.stores, HANDLERS, company.clock)
        _check_change(company)
        failed = [job.error.splitlines()[0] for job in recent(company.stores) if job.error]
        return {"recorded": receipt.recorded, "customers": plan["customers"], "failed": failed}
    finally:
        company.stores.close()


def owner_of(company: Company) -> int | None:
    """In a simulated company, the user as whom its visitor is let in; nobody in a real one."""
    if not company.simulated:
        return None
    return next((user.id for user in staff.users(company.stores) if user.email == OWNER_EMAIL), None)


def _name(home: Path) -> None:
    settings = home / SETTINGS_FILE
    if not settings.exists():
        home.mkdir(parents=True, exist_ok=True)
        settings.write_text(f'company_name = "{demo.company(date(2024, 1, 1)).name}"\n', "utf-8")


def _plan(stores: Stores, planted: Path, customers: int, as_of: date) -> dict[str, Any]:
    # The plan is written before the first chunk: whatever day it is resumed on, the same company goes on.
    if planted.is_file():
        known: dict[str, Any] = json.loads(planted.read_text("utf-8"))["plan"]
        return known
    if staff.users(stores):
        raise Conflict(
            "A company lives here already.", where=str(planted.parent), mend="Make the simulated one in another --home."
        )
    plan = {"customers": customers, "seed": SEED, "as_of": as_of.isoformat()}
    truths = demo.truths(demo.Planting(), demo.Population(customers, SEED, as_of))
    text = json.dumps({"plan": plan, "truths": truths}, ensure_ascii=False, indent=1, default=str)
    draft = planted.with_suffix(".part")
    draft.write_text(text, "utf-8")
    draft.replace(planted)
    return plan


def _hire(company: Company) -> None:
    if staff.users(company.stores):
        return
    now, password = company.clock(), secrets.token_urlsafe(18)
    link = staff.first_run_link(company.stores, now=now)
    owner = staff.create_owner(
        company.stores, name="Your seat", email=OWNER_EMAIL, password=password, link=link, now=now
    )
    for name, role in COLLEAGUES:
        email = f"{name.split()[0].lower().replace('é', 'e')}@hearthwren.example"
        staff.create_user(
            company.stores, name=name, email=email, password=secrets.token_urlsafe(18), role=role, by=owner, now=now
        )


def _check_change(company: Company) -> None:
    for change in decide.changes(company.stores):
        if not decide.checks_of(company.stores, change.key):
            decide.check(company.stores, change.key, company.clock())
