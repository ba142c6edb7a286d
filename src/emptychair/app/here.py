"""A company opened in this process: what the command line asks of it when no server runs."""

import webbrowser
from datetime import timedelta
from pathlib import Path
from typing import Any

from emptychair.app.importing import draw
from emptychair.app.making import make_demo, owner_of
from emptychair.app.server import landing, serve
from emptychair.app.wiring import HANDLERS, open_company, tell_news
from emptychair.cli import House, Progress
from emptychair.core import Settings
from emptychair.gaps import gaps_json
from emptychair.jobs import run_until_idle
from emptychair.listen import imports, intake, recipes
from emptychair.shell import Company, privacy
from emptychair.staff import COMMAND_LINE
from emptychair.store import backup, check, restore


class Here:
    """One company, open in this process."""

    def __init__(self, company: Company) -> None:
        self._company = company
        intake.settle_all(company.stores, company.clock())

    def gaps(self) -> list[dict[str, Any]]:
        """Every open gap, worst first."""
        return gaps_json(self._company.stores.records)

    def person(self, who: str) -> dict[str, Any]:
        """What is known and not known of one party."""
        return privacy.show(self._company, privacy.find(self._company, who), COMMAND_LINE)

    def export(self, who: str) -> dict[str, Any]:
        """Everything that is held about one party."""
        return privacy.export(self._company, privacy.find(self._company, who), COMMAND_LINE)

    def erase(self, who: str) -> dict[str, Any]:
        """Forget one party everywhere."""
        return dict(privacy.erase(self._company, privacy.find(self._company, who), COMMAND_LINE))

    def take(self, recipe: str, path: Path, *, dry_run: bool, progress: Progress) -> dict[str, Any]:
        """Import by a recipe, then let every room look at what is new."""
        stores, now = self._company.stores, self._company.clock()
        declared = recipes.load(recipe)
        if dry_run:
            return imports.dry_run_json(recipes.dry_run(declared, path, now=now))

        def say(going: imports.Import) -> None:
            progress("Reading rows", going.rows, max(going.rows, going.rows_about))

        done = imports.run(stores, declared, path, now=now, progress=say)
        draw(stores, declared, now)
        progress("Understanding what is new", 0, 0)
        tell_news(stores, now, gather=timedelta())
        run_until_idle(stores, HANDLERS, self._company.clock)
        return imports.import_json(done)

    def backup(self, file: Path) -> dict[str, Any]:
        """Write one file that holds the company as of now."""
        written = backup(self._company.stores, file, self._company.settings.home)
        return {"file": str(written), "bytes": written.stat().st_size}

    def check(self) -> list[str]:
        """What is wrong with the stores."""
        return check(self._company.stores)

    def close(self) -> None:
        """Give everything back."""
        self._company.stores.close()


class Assembler:
    """Opens, serves, makes and restores companies in this process."""

    def open(self, home: Path) -> House:
        """Open a company. Raises Conflict where another process has it."""
        return Here(open_company(Settings.load(home)))

    def serve(self, home: Path, *, host: str | None, port: int | None, browser: bool) -> None:
        """Serve a company until interrupted; on a first run, and in a simulated company, with a link that lets in."""
        settings = Settings.load(home, host=host, port=port)
        company = open_company(settings)
        owner = owner_of(company)
        serve(company, lambda url: _say_where(landing(company, url, owner), browser))

    def make_demo(self, home: Path, *, customers: int, progress: Progress) -> dict[str, Any]:
        """Create, or go on creating, the simulated company."""
        return make_demo(home, customers=customers, progress=progress)

    def restore(self, file: Path, home: Path) -> None:
        """Lay a backup out in an empty home."""
        restore(file, home)


def _say_where(url: str, browser: bool) -> None:
    print(f"Empty Chair is at {url}\nStop it with Ctrl-C.", flush=True)
    if browser:
        webbrowser.open(url)
