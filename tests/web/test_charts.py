"""Charts: the promises that every chart keeps, and what each picture says for given numbers."""

from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from emptychair.core import Figure
from emptychair.web import charts

SVG = "{http://www.w3.org/2000/svg}"
FINDING = "Customers feel worst at the engineer's visit"


def figure(value: float | None, n: int = 120, half: float = 0.05, unit: str = "") -> Figure:
    if value is None:
        return Figure(None, n, "/evidence?x=1&y=2", unit=unit)
    return Figure(value, n, "/evidence?x=1&y=2", low=value - half, high=value + half, unit=unit, decimals=2)


def moments() -> list[charts.Moment]:
    felt = [("Notice", "Find", 0.1), ("Compare", "Find", -0.4), ("Order", "Buy", 0.6), ("Wait", "Buy", -0.6)]
    spoken = [charts.Moment(label, figure(value), stage, 0.5) for label, stage, value in felt]
    return [*spoken, charts.Moment("Bill", figure(-0.9, n=3), "Use"), charts.Moment("Move", figure(None, 0), "Use")]


def weeks(*values: float | None) -> list[charts.Point]:
    return [
        charts.Point(date(2026, 1, 5) + timedelta(weeks=i), figure(v, 40 if v is not None else 3))
        for i, v in enumerate(values)
    ]


def every_chart() -> dict[str, Callable[[], str]]:
    pair = charts.Pair("We <keep> dates", 8.2, figure(3.9), figure(5.6), "/q/1")
    nodes = [charts.MapNode("a", "Start", 90, 0.5, "/s/a", 0), charts.MapNode("b", "End", 80, -0.5, "/s/b", 1)]
    edges = [charts.MapEdge("a", "b", 80, 5, -0.3, "/e/ab"), charts.MapEdge("b", "b", 7, 1, None, "/e/bb")]
    months = [charts.PromiseMonth("Jan", 70, 20, 10, "/p/1"), charts.PromiseMonth("Feb", 1, 1, 1, "/p/2")]
    rows = [charts.HeatRow("Students", "/g/1", (charts.Cell("known", 9, "", "/c"), charts.Cell("unknown")))]
    steps = (charts.Step(0, 1, 1, 1, 50), charts.Step(30, 0.8, 0.7, 0.9, 30), charts.Step(60, 0.5, 0.3, 0.7, 3))
    change = charts.Event(date(2026, 1, 20), "Two-hour windows", "/c/1")
    expected = [charts.Expected(date(2026, 1, 26), 0.2, 0.1, 0.3)]
    drivers = [charts.Driver("Answer", figure(0.4), figure(-0.3)), charts.Driver("App", figure(0.1), figure(0.3))]
    bars = [charts.Bar("Waiting", figure(40), "bad"), charts.Bar("Few", figure(9, n=3))]
    return {
        "curve": lambda: charts.curve(moments(), finding=FINDING),
        "dumbbell": lambda: charts.dumbbell([pair], low=0, high=10, finding=FINDING),
        "bars": lambda: charts.bars(bars, finding=FINDING),
        "spark": lambda: charts.spark([0.1, None, -0.4], finding=FINDING, href="/c/1", feeling=True),
        "trend": lambda: charts.trend(weeks(0.2, 0.1, None, 0.3), finding=FINDING, events=[change]),
        "before_after": lambda: charts.before_after(
            weeks(0.2, 0.1, 0.4, 0.5), change=change, before=figure(0.15), after=figure(0.45), expected=expected,
            finding=FINDING,
        ),
        "strip": lambda: charts.strip(months, finding=FINDING, claimed=94),
        "heat": lambda: charts.heat(rows, ["Dreams", "Pains"], finding=FINDING),
        "survival": lambda: charts.survival([charts.Survival("All", "/s", steps)], finding=FINDING),
        "matters": lambda: charts.matters(drivers, finding=FINDING),
        "processmap": lambda: charts.processmap(nodes, edges, finding=FINDING, view="feeling"),
    }  # fmt: skip


@pytest.mark.parametrize("name", every_chart())
def test_every_chart_says_its_finding_and_names_its_links(name: str) -> None:
    root = ElementTree.fromstring(every_chart()[name]())
    assert root.tag == f"{SVG}svg"
    assert root.get("role") in {"group", "img"}
    assert root.get("aria-label") == FINDING
    assert root.find(f"{SVG}title").text == FINDING
    links = list(root.iter(f"{SVG}a"))
    assert links
    for link in links:
        assert link.get("href")
        assert link.get("aria-label")
        assert link.find(f"{SVG}title") is not None


@pytest.mark.parametrize("name", every_chart())
def test_every_chart_is_the_same_again_and_carries_no_style(name: str) -> None:
    draw = every_chart()[name]
    assert draw() == draw()
    assert " style=" not in draw()
    assert "nan" not in draw().lower().replace("finance", "")


def faces(svg: str) -> dict[str, tuple[float, float]]:
    root = ElementTree.fromstring(svg)
    marked = (g for g in root.iter(f"{SVG}g") if g.get("data-x"))
    return {
        g.find(f"{SVG}a").get("aria-label").split(":")[0]: (float(g.get("data-x")), float(g.get("data-y")))
        for g in marked
    }


def test_curve_puts_better_feelings_higher_and_steps_in_order() -> None:
    places = faces(charts.curve(moments(), finding=FINDING))
    by_feeling = sorted(moments()[:4], key=lambda m: m.figure.value or 0)
    heights = [places[m.label][1] for m in by_feeling]
    assert heights == sorted(heights, reverse=True)
    across = [places[m.label][0] for m in moments()]
    assert across == sorted(across)


def test_curve_withholds_what_too_few_said() -> None:
    svg = charts.curve(moments(), finding=FINDING)
    assert "−0.90" not in svg
    assert "n = 3, not shown" in svg
    assert "no voice" in svg
    assert "-0.90" not in str(charts.curve_table(moments(), "Curve").rows)


def test_curve_shows_our_chair_only_where_something_was_intended() -> None:
    assert 'data-curve="intended"' in charts.curve(moments(), finding=FINDING)
    unsaid = [charts.Moment(m.label, m.figure, m.stage) for m in moments()]
    assert 'data-curve="intended"' not in charts.curve(unsaid, finding=FINDING)


def test_bars_are_as_long_as_their_figures() -> None:
    rows = [charts.Bar(f"Theme {v}", figure(v, half=0)) for v in (10, 20, 40)]
    root = ElementTree.fromstring(charts.bars(rows, finding=FINDING))
    lengths = [float(r.get("width")) for r in root.iter(f"{SVG}rect") if r.get("class") == "fill"]
    assert lengths == pytest.approx([lengths[2] / 4, lengths[2] / 2, lengths[2]], rel=0.01)


def test_dumbbell_puts_both_chairs_on_one_scale() -> None:
    row = charts.Pair("Dates", 8.0, figure(4.0), figure(6.0), "/q")
    root = ElementTree.fromstring(charts.dumbbell([row], low=0, high=10, finding=FINDING))
    ours = next(
        float(r.get("x")) + float(r.get("width")) / 2
        for r in root.iter(f"{SVG}rect")
        if r.get("rx") == "1.5" and 41 < float(r.get("y")) < 60
    )
    circles = [float(c.get("cx")) for c in root.iter(f"{SVG}circle") if c.get("class") == "fill cut"]
    theirs = circles[-1]
    assert ours > theirs
    assert charts.dumbbell_table([row], "x").rows[0][4] == "−4.0"


def test_dumbbell_knows_no_gap_where_too_few_were_asked() -> None:
    row = charts.Pair("Dates", 8.0, figure(4.0, n=4), None, "/q")
    svg = charts.dumbbell([row], low=0, high=10, finding=FINDING)
    assert "not known" in svg
    assert "n = 4, not shown" in svg
    assert "4.00" not in svg


def test_survival_only_falls_and_ends_where_too_few_are_watched() -> None:
    steps = tuple(charts.Step(t, s, s, s, n) for t, s, n in ((0, 1, 40), (10, 0.9, 30), (20, 0.6, 9), (30, 0.1, 2)))
    group = charts.Survival("All", "/s", steps)
    root = ElementTree.fromstring(charts.survival([group], finding=FINDING))
    way = next(p.get("d") for p in root.iter(f"{SVG}path") if p.get("data-group") == "All")
    heights = [float(pair.split()[1]) for pair in way.removeprefix("M").split(" L")]
    assert heights == sorted(heights)
    assert len(charts.survival_table([group], "x").rows) == 3
    assert "10 %" not in str(charts.survival_table([group], "x").rows)


def test_strip_shares_add_up_and_withhold_small_months() -> None:
    months = [charts.PromiseMonth("Jan", 60, 30, 10, "/p"), charts.PromiseMonth("Feb", 2, 1, 1, "/p")]
    root = ElementTree.fromstring(charts.strip(months, finding=FINDING))
    tall = {r.get("data-kind"): float(r.get("height")) for r in root.iter(f"{SVG}rect") if r.get("data-kind")}
    assert tall["good"] > tall["neutral"] > tall["bad"]
    assert charts.strip_table(months, "x").rows[0][-1] == "60 %"
    assert charts.strip_table(months, "x").rows[1][-1] == "n = 4, not shown"


def test_coverage_is_told_by_shape_and_word_not_by_colour_alone() -> None:
    states = ("known", "guessed", "stale", "unknown")
    cells = tuple(charts.Cell(state, 0 if state == "unknown" else 7, "", "/c") for state in states)
    row = charts.HeatRow("Students", "/g", cells)
    root = ElementTree.fromstring(charts.heat([row], list("abcd"), finding=FINDING, key=False))
    drawn = {}
    for link in root.iter(f"{SVG}a"):
        if link.get("data-state"):
            marks = [(m.tag, m.get("class")) for m in link.iter() if m.get("class") and "hit" not in m.get("class")]
            drawn[link.get("data-state")] = len(marks)
    assert set(drawn) == set(states)
    words = charts.heat_table([row], list("abcd"), "x").rows[0][1:]
    assert len(set(words)) == 4


def test_trend_breaks_where_too_few_spoke() -> None:
    root = ElementTree.fromstring(charts.trend(weeks(0.2, 0.1, None, 0.3, 0.2), finding=FINDING))
    lines = [p for p in root.iter(f"{SVG}path") if p.get("class") == "line"]
    assert len(lines) == 2


def test_what_matters_stands_higher_the_more_it_moves() -> None:
    drivers = [charts.Driver(str(i), figure(i / 10), figure(0.5 - i / 10)) for i in (1, 3, 5)]
    root = ElementTree.fromstring(charts.matters(drivers, finding=FINDING))
    dots = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle") if c.get("class") == "fill cut"]
    assert [y for _, y in dots] == sorted((y for _, y in dots), reverse=True)
    assert [x for x, _ in dots] == sorted((x for x, _ in dots), reverse=True)


def test_words_from_customers_are_escaped() -> None:
    rows = [charts.Bar('<script>alert("x")</script>', figure(4.0))]
    svg = charts.bars(rows, finding='a "quoted" & <b>finding</b>')
    assert "<script>" not in svg
    assert ElementTree.fromstring(svg).get("aria-label") == 'a "quoted" & <b>finding</b>'
