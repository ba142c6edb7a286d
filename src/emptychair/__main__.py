"""The entrance: the command line, handed the assembly only when a command needs a company."""

from emptychair.cli import Assembly, build


def main() -> None:
    """Run the command line."""
    build(_assemble)()


def _assemble() -> Assembly:
    # Imported here: the rooms and what they stand on take two seconds, which --help should not cost.
    from emptychair.app import Assembler

    return Assembler()


if __name__ == "__main__":
    main()
