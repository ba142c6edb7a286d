"""Core: figures that withhold, settings that explain, errors that speak."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from emptychair.core import Figure, Invalid, Settings, age, count

NOW = datetime(2024, 6, 3, tzinfo=UTC)


def test_a_figure_under_five_voices_is_withheld() -> None:
    thin = Figure(4.5, 4, "/evidence", 4, 5)
    assert thin.text == "not enough evidence (n = 4)"
    assert thin.interval_text == ""
    assert thin.as_json()["value"] is None


def test_a_figure_shows_value_interval_and_age() -> None:
    figure = Figure(-14.0, 400, "/evidence", -17, -11, "%", NOW - timedelta(days=70))
    assert (figure.text, figure.interval_text, figure.age_text(NOW)) == ("−14.0 %", "−17.0 to −11.0", "2 months old")


def test_a_count_is_a_fact_at_any_n() -> None:
    assert count(3, "/evidence").text == "3"


def test_zero_has_no_sign() -> None:
    assert Figure(-0.01, 9, "/e").text == "0.0"


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "1 day old"), (400, "1 year old"), (61, "2 months old")])
def test_ages_in_words(days: int, words: str) -> None:
    assert age(NOW - timedelta(days=days), NOW) == words


def test_settings_come_from_file_then_environment_then_caller(tmp_path: Path) -> None:
    (tmp_path / "emptychair.toml").write_text('port = 9000\ncompany_name = "Ferry & Sons"\n')
    settings = Settings.load(tmp_path, {"EMPTYCHAIR_PORT": "9100", "EMPTYCHAIR_SECURE_COOKIES": "yes"}, host="::1")
    assert (settings.port, settings.company_name, settings.host) == (9100, "Ferry & Sons", "::1")
    assert settings.secure_cookies is True


@pytest.mark.parametrize("text", ["prot = 1", 'port = "many"', "port ="])
def test_a_wrong_setting_says_what_and_how_to_mend(tmp_path: Path, text: str) -> None:
    (tmp_path / "emptychair.toml").write_text(text)
    with pytest.raises(Invalid, match=r"To mend it"):
        Settings.load(tmp_path, {})
