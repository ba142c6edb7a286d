"""Settings: one documented list, read from `emptychair.toml` in the home and EMPTYCHAIR_* variables."""

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from emptychair.core.errors import Invalid

SETTINGS_FILE = "emptychair.toml"


def _setting(default: Any, says: str) -> Any:
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; `says` is its line in the reference."""

    home: Path = field(metadata={"says": "The folder where the company lives: stores, backups, settings."})
    host: str = _setting("127.0.0.1", "The address to listen on. Loopback unless you say otherwise.")
    port: int = _setting(8700, "The port to listen on; 0 takes a free one.")
    database_url: str = _setting(
        "", "SQLAlchemy URL of the records store. Empty: SQLite in the home. PostgreSQL for many processes."
    )
    company_name: str = _setting("Our company", "The name that customers and staff read on every page.")
    time_zone: str = _setting("UTC", "IANA time zone in which days begin on the pages.")
    log_level: str = _setting("info", "debug, info, warning or error.")
    session_hours: int = _setting(12, "Hours without use after which a signed-in person has to sign in again.")
    intake_queue: int = _setting(20_000, "Messages that may wait for the disk before intake answers 429.")
    secure_cookies: bool = _setting(False, "Send cookies over HTTPS only. Set it when you stand behind TLS.")

    @classmethod
    def load(cls, home: Path, environment: dict[str, str] | None = None, **given: Any) -> "Settings":
        """Defaults, then the file, then EMPTYCHAIR_* variables, then what the caller gave.

        Raises Invalid for an unknown setting or a value of the wrong kind.
        """
        environment = dict(os.environ) if environment is None else environment
        values = _from_file(home / SETTINGS_FILE) | _from_environment(environment)
        values |= {key: value for key, value in given.items() if value is not None}
        known = {f.name: f for f in fields(cls) if f.name != "home"}
        for key in values:
            if key not in known:
                raise Invalid(
                    f"There is no setting {key!r}.",
                    where=SETTINGS_FILE,
                    mend=f"Known are: {', '.join(sorted(known))}.",
                )
        return cls(home=home, **{key: _as(known[key].default, key, value) for key, value in values.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"The settings file is not TOML: {error}.", where=str(path), mend="Correct that line.") from error


def _from_environment(environment: dict[str, str]) -> dict[str, Any]:
    names = {f.name for f in fields(Settings)} - {"home"}
    return {name: environment[key] for name in names if (key := f"EMPTYCHAIR_{name.upper()}") in environment}


def _as(default: Any, key: str, value: Any) -> Any:
    if isinstance(default, bool):
        if str(value).lower() in {"true", "1", "yes", "false", "0", "no"}:
            return str(value).lower() in {"true", "1", "yes"}
    elif isinstance(value, type(default)):
        return value
    elif isinstance(default, int) and str(value).lstrip("-").isdigit():
        return int(value)
    raise Invalid(
        f"The setting {key!r} is {value!r}.",
        where=SETTINGS_FILE,
        mend=f"Give a {type(default).__name__}, such as {default!r}.",
    )
