"""What people read in the terminal: the same answers as --json, as sentences and tables."""

from typing import Any

from emptychair.cli import speak


def show_gaps(gaps: list[dict[str, Any]]) -> None:
    """Both chairs of every gap."""
    if not gaps:
        speak.out.print("No open gap. Import evidence (emptychair import --help) or state a belief on the pages.")
        return
    rows = [
        (
            gap["title"],
            _number(gap["believed"], gap["measured"]["unit"]),
            _number(gap["measured"]["value"], gap["measured"]["unit"]),
            _interval(gap["measured"]),
            gap["measured"]["n"],
            gap["owner"],
            gap["next_verb"],
        )
        for gap in gaps
    ]
    speak.as_table(f"{len(gaps)} gaps", ("Question", "We believe", "They lived", "95 %", "n", "Owner", "Next"), rows)


def show_import(answer: dict[str, Any], *, dry_run: bool) -> None:
    """Rows in, and what became of each; what waits in quarantine, with an example."""
    columns = ("Table", "Rows", "Evidence", "Reference", "Quarantined", "Skipped")
    fates = ("rows", "evidence", "reference", "quarantined", "skipped")
    rows = [(table["table"], *(table[fate] for fate in fates)) for table in answer["tables"]]
    rows.append(("all", *(sum(table[fate] for table in answer["tables"]) for fate in fates)))
    speak.as_table("What would become of it" if dry_run else "What became of it", columns, rows)
    for some in answer["set_aside"]:
        speak.out.print(f"{some['n']:,} of {some['table']} {some['fate']}: {some['reason']}", markup=False)
    if not dry_run:
        speak.out.print(
            f"{answer['recorded']:,} pieces of evidence recorded, {answer['doubled']:,} were there already."
        )
        speak.err.print("Next: emptychair gaps, or emptychair start")


def show_person(person: dict[str, Any]) -> None:
    """Who they are, what we hold and what we do not know."""
    speak.out.print(f"{person['name']} ({', '.join(person['roles']) or 'no role known'})", markup=False)
    rows = [(claim["facet"], claim["statement"], claim["mark"], claim["quote"] or "") for claim in person["claims"]]
    if rows:
        speak.as_table("Claims", ("Facet", "What we believe", "Mark", "In their words"), rows)
    speak.out.print(f"Unknown: {', '.join(person['unknown']) or 'nothing'}", markup=False)


def show_erasure(answer: dict[str, Any]) -> None:
    """What was taken out."""
    speak.out.print(f"Erased: {answer['evidence']:,} pieces of evidence and all that rested on them.")


def show_check(findings: list[str]) -> None:
    """What is wrong, a line each."""
    for finding in findings or ["The stores are sound."]:
        speak.out.print(finding, markup=False)


def _number(value: float | None, unit: str) -> str:
    return "not enough voices" if value is None else f"{value:,.1f} {unit}".strip()


def _interval(figure: dict[str, Any]) -> str:
    return "" if figure["low"] is None else f"{figure['low']:,.1f} to {figure['high']:,.1f}"
