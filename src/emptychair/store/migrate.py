"""Migrations: brings a records database to the present schema, step by recorded step."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from emptychair.store.records import Records

HERE = Path(__file__).parent / "migrations"


def migrate(records: Records, revision: str = "head") -> None:
    """Run every migration that this database has not seen yet; does nothing on a current one."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    with records.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
