"""Colour tokens: every text and every mark can be told from what lies under it, in light and in dark."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "src/emptychair/web/static/app.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", CSS))
SURFACES = ("paper", "card", "sunk")
TEXT = [(ink, ground) for ink in ("ink", "muted", "brand", "them", "good", "bad", "neutral") for ground in SURFACES]
TEXT += [(name, f"{name}-soft") for name in ("brand", "them", "good", "bad", "neutral")]
TEXT += [("ink", f"{name}-soft") for name in ("brand", "them", "good", "bad", "neutral")]
TEXT += [("on-brand", "brand"), ("paper", "ink")]
MARKS = [(f"{name}-fill", ground) for name in ("good", "bad", "neutral") for ground in ("card", "paper")]
MARKS += [(name, ground) for name in ("brand", "them", "edge", "focus") for ground in SURFACES]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours "#rrggbb"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_knows_black_on_white_and_the_grey_at_the_limit() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str, scheme: int) -> None:
    assert contrast(*(TOKENS[name].split(", ")[scheme] for name in (ink, ground))) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_controls_can_be_seen(mark: str, ground: str, scheme: int) -> None:
    assert contrast(*(TOKENS[name].split(", ")[scheme] for name in (mark, ground))) >= 3


def test_directions_are_logical() -> None:
    physical = re.findall(r"[^-](?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align: (?:left|right)", CSS)
    assert physical == []


def test_templates_and_charts_keep_the_strict_policy() -> None:
    web = Path(__file__).resolve().parents[2] / "src" / "emptychair" / "web"
    for page in [*(web / "templates").rglob("*.html"), *(web / "charts").glob("*.py")]:
        source = page.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script>|<style", source), page.name
