"""The commands: each parses its words, asks one thing of the company, and prints the answer."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from emptychair import __version__
from emptychair.cli import speak, tables
from emptychair.cli.house import Assembly, House
from emptychair.cli.there import running
from emptychair.core import EmptyChairError

Home = Annotated[
    Path,
    typer.Option("--home", envvar="EMPTYCHAIR_HOME", help="The folder where the company lives.", show_default=True),
]
Json = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address; open no browser.")]
HERE = Path("emptychair-home")


def build(assemble: Callable[[], Assembly]) -> typer.Typer:
    """The command line. `assemble` is called by commands that need a company, not by --help:
    what it imports takes about two seconds.
    """
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=_ABOUT)
    person = typer.Typer(no_args_is_help=True, help="Show, export or erase one person.")
    app.add_typer(person, name="person")
    app.callback()(_version)
    _add_serving(app, assemble)
    _add_reading(app, assemble)
    _add_person(person, assemble)
    _add_keeping(app, assemble)
    return app


def _version(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Say the version and end.")] = False,
) -> None:
    if version:
        speak.out.print(f"emptychair {__version__}")
        raise typer.Exit


def _add_serving(app: typer.Typer, assemble: Callable[[], Assembly]) -> None:
    @app.command()
    def start(
        home: Home = HERE,
        host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless you say so.")] = None,
        port: Port = None,
        no_browser: NoBrowser = False,
    ) -> None:
        """Serve the company in the browser and over HTTP."""
        with _errors_spoken():
            assemble().serve(home, host=host, port=port, browser=not no_browser)

    @app.command()
    def demo(
        home: Home = HERE,
        customers: Annotated[int, typer.Option(min=50, max=1_000_000, help="How many customers to simulate.")] = 2_000,
        port: Port = None,
        no_browser: NoBrowser = False,
        make_only: Annotated[bool, typer.Option("--make-only", help="Make the company, serve nothing.")] = False,
    ) -> None:
        """Make a simulated company whose loop is running, and open it."""
        with _errors_spoken():
            assembly = assemble()
            with speak.progress(quiet=False) as say:
                assembly.make_demo(home, customers=customers, progress=say)
            if not make_only:
                assembly.serve(home, host=None, port=port, browser=not no_browser)


def _add_reading(app: typer.Typer, assemble: Callable[[], Assembly]) -> None:
    @app.command("import")
    def take(
        path: Annotated[Path, typer.Argument(help="A file, or a folder with the files that the recipe names.")],
        recipe: Annotated[str, typer.Option(help="A shipped recipe by its name, or your own by its path.")],
        home: Home = HERE,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would become what; write nothing.")] = False,
        json: Json = False,
    ) -> None:
        """Take tables by a recipe: rows become evidence, or wait in quarantine with a reason."""
        with _errors_spoken(), _house(home, assemble) as house, speak.progress(quiet=json) as say:
            answer = house.take(recipe, path, dry_run=dry_run, progress=say)
        speak.as_json(answer) if json else tables.show_import(answer, dry_run=dry_run)

    @app.command()
    def gaps(home: Home = HERE, json: Json = False) -> None:
        """List every open gap, both chairs side by side, worst first."""
        with _errors_spoken(), _house(home, assemble) as house:
            answer = house.gaps()
        speak.as_json(answer) if json else tables.show_gaps(answer)

    @app.command()
    def check(home: Home = HERE, json: Json = False) -> None:
        """Verify the stores; ends with 1 where something is wrong."""
        with _errors_spoken(), _house(home, assemble) as house:
            findings = house.check()
        speak.as_json({"sound": not findings, "findings": findings}) if json else tables.show_check(findings)
        if findings:
            raise typer.Exit(1)


def _add_person(person: typer.Typer, assemble: Callable[[], Assembly]) -> None:
    who_help = 'Their number, or a name they go by as "kind:value", such as "email:ana@example.org".'

    @person.command()
    def show(who: Annotated[str, typer.Argument(help=who_help)], home: Home = HERE, json: Json = False) -> None:
        """Show what is known of a person, and what is not."""
        with _errors_spoken(), _house(home, assemble) as house:
            answer = house.person(who)
        speak.as_json(answer) if json else tables.show_person(answer)

    @person.command()
    def export(who: Annotated[str, typer.Argument(help=who_help)], home: Home = HERE) -> None:
        """Print everything that is held about a person, as JSON."""
        with _errors_spoken(), _house(home, assemble) as house:
            answer = house.export(who)
        speak.as_json(answer)

    @person.command()
    def erase(
        who: Annotated[str, typer.Argument(help=who_help)],
        home: Home = HERE,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
        json: Json = False,
    ) -> None:
        """Forget a person everywhere; this cannot be undone."""
        if not yes:
            typer.confirm(f"Erase everything about {who}? This cannot be undone.", abort=True, err=True)
        with _errors_spoken(), _house(home, assemble) as house:
            answer = house.erase(who)
        speak.as_json(answer) if json else tables.show_erasure(answer)


def _add_keeping(app: typer.Typer, assemble: Callable[[], Assembly]) -> None:
    @app.command()
    def backup(
        file: Annotated[Path, typer.Argument(help="Where to write the backup.")], home: Home = HERE, json: Json = False
    ) -> None:
        """Write one file that holds the whole company as of now."""
        with _errors_spoken(), _house(home, assemble) as house:
            answer = house.backup(file)
        speak.as_json(answer) if json else speak.out.print(f"Written: {file}")

    @app.command()
    def restore(file: Annotated[Path, typer.Argument(help="A backup.")], home: Home = HERE) -> None:
        """Lay a backup out in an empty home."""
        with _errors_spoken():
            assemble().restore(file, home)
        speak.out.print(f"Restored into {home}. Next: emptychair check --home {home}")


@contextmanager
def _house(home: Path, assemble: Callable[[], Assembly]) -> Iterator[House]:
    # The running server owns the ledger's file; without one, the command opens it itself.
    house: House = running(home) or assemble().open(home)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def _errors_spoken() -> Iterator[None]:
    try:
        yield
    except EmptyChairError as error:
        speak.err.print(str(error), style="red" if speak.err.is_terminal else "", markup=False)
        raise typer.Exit(2 if error.status in (400, 404) else 1) from error
    except KeyboardInterrupt:
        speak.err.print("Stopped; what was finished is kept. The same command goes on from there.")
        raise typer.Exit(1) from None
    except BrokenPipeError:
        os._exit(1)  # the reader of our output left; there is nobody to tell


_ABOUT = "Empty Chair: the customer's seat in every decision. Data goes to standard output, notes to standard error."
