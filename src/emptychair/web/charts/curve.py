"""Emotion curve: how customers feel along a journey, beside how we meant them to feel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from emptychair.core import Figure
from emptychair.web.charts.geometry import Box, place_labels, smooth
from emptychair.web.charts.marks import (
    Scale,
    Table,
    area,
    element,
    face,
    feeling_word,
    figure_words,
    line,
    link,
    number,
    path,
    picture,
    shape,
    text,
    text_width,
    tone,
    unique,
    wrap,
)

FACE, MARGIN, STEPS = 11, 58, 12


@dataclass(frozen=True, slots=True)
class Moment:
    """One place on the journey: its felt feeling (-1..+1) and, where someone stated it, the intended one."""

    label: str
    figure: Figure
    stage: str = ""
    intended: float | None = None


def curve(
    moments: Sequence[Moment], *, finding: str, width: int = 1080, height: int = 270, alone: bool = True
) -> Markup:
    """The curve: band = 95 % interval, faces = feeling, squares = what we intended; every face is a link.

    Stages get columns of equal width, as in the journey table whose row the curve is (`alone=False`
    leaves out the stage names, because the table has them). The middle is zero; the scale reaches as far
    as the strongest feeling, at least 0.7. A moment nobody spoke of is a hollow marker;
    one with fewer than five voices says its n and not its value.
    """
    if not moments:
        return picture(width, 60, finding, text("No moment drawn yet.", width / 2, 34, "soft", "middle"), role="img")
    top = 22 if alone else 0
    reach = max([0.7, *(abs(v) for m in moments for v in (m.intended, _shown(m)) if v is not None)])
    scale = Scale(-reach, reach, height - MARGIN, top + MARGIN)
    xs = moment_places(moments, width)
    shades, shade = _shades(scale, moments)
    ground = [*_columns(moments, width, height, alone), line(0, scale.at(0), width, scale.at(0), "rule")]
    felt = [
        (i, x, scale.at(v), m.figure)
        for i, (x, m) in enumerate(zip(xs, moments, strict=True))
        if (v := _shown(m)) is not None
    ]
    parts = [shades, *ground, *_lines(felt, scale, shade), *_intended(moments, xs, scale)]
    parts += _faces(moments, xs, scale, width, height)
    return picture(width, height, finding, *parts, class_="" if alone else "filling")


def curve_table(moments: Sequence[Moment], caption: str) -> Table:
    """The twin: moment, stage, felt, how it is called, n, intended."""
    rows = tuple(
        (
            m.label,
            m.stage or "–",
            figure_words(m.figure) if m.figure.n else "no voice",
            feeling_word(m.figure.value if m.figure.enough else None),
            f"{m.figure.n:,}",
            "–" if m.intended is None else number(m.intended, 2, True),
        )
        for m in moments
    )
    return Table(caption, ("Moment", "Stage", "Felt", "In a word", "n", "Intended"), rows)


def moment_places(moments: Sequence[Moment], width: float) -> list[float]:
    """The x of each moment: columns of equal width for stages, moments evenly inside their column."""
    stages = [list(group) for _, group in groupby(moments, key=lambda m: m.stage)]
    if len(stages) == 1:
        return [(i + 0.5) * width / len(moments) for i in range(len(moments))]
    column = width / len(stages)
    return [(i + (j + 0.5) / len(stage)) * column for i, stage in enumerate(stages) for j in range(len(stage))]


def _shades(scale: Scale, moments: Sequence[Moment]) -> tuple[Markup, str]:
    name = unique("feeling", [(m.label, m.figure.value) for m in moments], scale)
    stops = [
        element("stop", offset=offset, class_=f"s-{kind}")
        for offset, kind in ((0.25, "good"), (0.5, "neutral"), (0.75, "bad"))
    ]
    shades = element(
        "linearGradient", *stops, id=name, gradientUnits="userSpaceOnUse", x1=0, x2=0, y1=scale.at(1), y2=scale.at(-1)
    )
    return element("defs", shades), name


def _columns(moments: Sequence[Moment], width: float, height: float, alone: bool) -> list[Markup]:
    stages = [name for name, _ in groupby(moments, key=lambda m: m.stage)]
    column = width / len(stages)
    parts = [line(i * column, 0, i * column, height, "rule") for i in range(1, len(stages))]
    if alone and len(stages) > 1:
        parts += [text(name, i * column + 10, 16, "name") for i, name in enumerate(stages)]
    return parts


def _lines(felt: list[tuple[int, float, float, Figure]], scale: Scale, shade: str) -> list[Markup]:
    if len(felt) < 2:
        return []
    upper = [(x, y if f.high is None else scale.at(f.high)) for _, x, y, f in felt]
    lower = [(x, y if f.low is None else scale.at(f.low)) for _, x, y, f in felt]
    way = smooth([(x, y) for _, x, y, _ in felt])
    pieces = [
        path(way[k * STEPS : (k + 1) * STEPS + 1], "" if b[0] - a[0] == 1 else "dashed", stroke=f"url(#{shade})")
        for k, (a, b) in enumerate(pairwise(felt))
    ]
    return [area(smooth(upper), smooth(lower), "band"), element("g", *pieces, class_="felt", data_curve="felt")]


def _intended(moments: Sequence[Moment], xs: list[float], scale: Scale) -> list[Markup]:
    meant = [(x, scale.at(m.intended), m) for x, m in zip(xs, moments, strict=True) if m.intended is not None]
    if not meant:
        return []
    way = path(smooth([(x, y) for x, y, _ in meant]), "thin dashed", data_curve="intended")
    marks = [
        element(
            "g", element("title", f"We intended {number(m.intended or 0, 2, True)} at {m.label}"), shape("us", x, y, 4)
        )
        for x, y, m in meant
    ]
    return [element("g", way, *marks, class_="t-us")]


def _faces(moments: Sequence[Moment], xs: list[float], scale: Scale, width: float, height: float) -> list[Markup]:
    ys = [scale.at(_shown(m) or 0) for m in moments]
    room = width / max(len(moments), 1) + 22
    rows = [wrap(m.label, max(min(room, 110), 66), 12) for m in moments]
    sizes = [
        max(text_width(row, 12, True) for row in [*lines, _value_words(m)])
        for lines, m in zip(rows, moments, strict=True)
    ]
    faces = [Box(x - FACE - 3, y - FACE - 3, x + FACE + 3, y + FACE + 3) for x, y in zip(xs, ys, strict=True)]
    corridor = _corridor([(x, y) for x, y, m in zip(xs, ys, moments, strict=True) if m.figure.enough])
    corridor += _corridor(
        [(x, scale.at(m.intended)) for x, m in zip(xs, moments, strict=True) if m.intended is not None]
    )
    anchors = [(x, y, size, 14.0 * (len(lines) + 1)) for x, y, size, lines in zip(xs, ys, sizes, rows, strict=True)]
    boxes = place_labels(anchors, [*faces, *corridor], Box(2, 24, width - 2, height - 2))
    return [_moment(m, x, y, lines, box) for m, x, y, lines, box in zip(moments, xs, ys, rows, boxes, strict=True)]


def _corridor(points: list[tuple[float, float]]) -> list[Box]:
    return [Box(x - 5, y - 5, x + 5, y + 5) for x, y in smooth(points, 5)]


def _shown(moment: Moment) -> float | None:
    return moment.figure.value if moment.figure.enough else None


def _value_words(moment: Moment) -> str:
    felt = _shown(moment)
    if felt is not None:
        return number(felt, 2, True)
    return f"n = {moment.figure.n}, not shown" if moment.figure.n else "no voice"


def _moment(moment: Moment, x: float, y: float, lines: list[str], box: Box) -> Markup:
    middle = (box.left + box.right) / 2
    names = [text(row, middle, box.top + 11 + 14 * i, "name halo", "middle") for i, row in enumerate(lines)]
    value = text(_value_words(moment), middle, box.top + 11 + 14 * len(lines), "soft halo small", "middle")
    felt = _shown(moment)
    clear = element("circle", cx=x, cy=y, r=FACE + 3, class_="ground")
    left, right = min(x - FACE - 3, box.left - 2), max(x + FACE + 3, box.right + 2)
    top, foot = min(y - FACE - 3, box.top - 1), max(y + FACE + 3, box.bottom + 1)
    target = element("rect", x=left, y=top, width=right - left, height=foot - top, rx=8, class_="hit")
    label = f"{moment.label}: {_said(moment)}"
    drawn = link(moment.figure.evidence, label, clear, face(x, y, FACE, felt), target, *names, value)
    return element("g", drawn, data_x=round(x, 1), data_y=round(y, 1), class_=f"moment t-{tone(felt)}")


def _said(moment: Moment) -> str:
    figure = moment.figure
    if not figure.n:
        return "no voice yet"
    if not figure.enough:
        return f"n = {figure.n}, not shown"
    return f"{feeling_word(figure.value)}, {figure_words(figure)}"
