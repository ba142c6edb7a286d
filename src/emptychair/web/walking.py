"""How journeys and paths are drawn: pictures of the walk room become curves, maps and sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from markupsafe import Markup

from emptychair.core import ENOUGH, Figure
from emptychair.store import Stores
from emptychair.touchpoints import Touchpoint
from emptychair.walk import ARROW, PARTY, Cases, Felt, Lived, LivedStep, Move, Picture, Place
from emptychair.walk import cuts as walk_cuts
from emptychair.web import charts

COLUMN, FULL = 148, 1020  # pixels of one step's column, and of a whole table in the page
START = "(start)"
CHANNEL_ICONS = {
    "store": "store", "site": "globe", "app": "smartphone", "email": "mail", "phone": "phone",
    "chat": "messages-square", "messenger": "message-circle", "sms": "message-circle", "post": "file-text",
    "social": "share-2", "review_site": "star", "survey": "clipboard-list", "kiosk": "tablet", "bot": "bot",
    "delivery": "truck", "partner": "handshake", "event": "users", "vr": "video", "back_office": "building-2",
}  # fmt: skip

View = Literal["people", "waiting", "feeling"]
VIEWS: tuple[View, ...] = ("people", "waiting", "feeling")
WIDTHS: Mapping[View, str] = {
    "people": "The wider the line, the more walked it.",
    "waiting": "The wider the line, the longer the median wait.",
    "feeling": "Colour and face show how people felt; the wider the line, the more walked it.",
}
_CHOSEN = (
    ("through", "came by"), ("arrives", "came from somewhere else to"), ("source", "went straight from"),
    ("target", "went straight to"), ("starts", "began at"), ("ends", "ended at"),
    ("repeats", "did again within the hour"), ("returns", "left and came straight back to"),
    ("asks_again", "asked again within a week at"),
)  # fmt: skip
Part = str | Figure | tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the paths; all of it stands in the address."""

    journey: str
    cut: str
    view: View
    detail: int
    step: str

    def url(self, **changes: str | int) -> str:
        """The address of the same with other choices; what is empty is left out."""
        asked = {"journey": self.journey, "cut": self.cut, "view": self.view, "detail": self.detail, "step": self.step}
        asked |= changes
        if asked["journey"]:
            del asked["cut"]
        return "/paths?" + urlencode({key: value for key, value in asked.items() if value})

    def other(self, cut: str) -> str:
        """The address of another cut, seen in the same way."""
        return self.url(cut=cut, journey="", step="", detail=0)


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """A lived map as a page shows it."""

    svg: Markup
    kept: tuple[Move, ...]
    of: int


def column_width(picture: Picture) -> int:
    """Pixels of one step's column: the page's width shared, and never too narrow to read."""
    return max(COLUMN, FULL // max(len(picture.steps), 1))


def moments(picture: Picture) -> list[charts.Moment]:
    """Each step as a moment of the curve."""
    return [charts.Moment(step.name, step.felt.figure, intended=step.intended) for step in picture.steps]


def curve(picture: Picture) -> Markup:
    """The emotion curve over the columns of the journey table."""
    width = column_width(picture) * len(picture.steps)
    return charts.curve(moments(picture), finding=finding_text(picture), width=width, alone=False)


def mini_curve(picture: Picture) -> Markup:
    """The same as a spark: one point a step, a break where nobody spoke."""
    felt = [step.felt.figure.value if step.felt.figure.enough else None for step in picture.steps]
    return charts.spark(felt, finding=finding_text(picture), low=-1, high=1, width=260, height=56)


def finding_text(picture: Picture) -> str:
    """The finding as plain words, for the name of a picture."""
    return "".join(_plain(part) for part in finding(picture))


def finding(picture: Picture) -> list[Part]:
    """The opening sentence: where people feel worst and best, where they leave, how far the map is true."""
    parts: list[Part] = [*_felt_sentence(picture), *_meant_sentence(picture)]
    left = picture.most_left
    if left is not None and (left.left.value or 0) >= 1:
        parts += [" Most who stop early stop at ", _link(left), ": ", left.left, "."]
    if picture.conformance.walks.enough:
        parts += [" As drawn, the journey is walked by ", picture.conformance.walks, "."]
    return parts


def process_map(
    lived: Lived,
    names: Mapping[str, Touchpoint],
    felt: Mapping[str, Felt],
    arrivals: Mapping[tuple[str, str], tuple[float, int]],
    asked: Asked,
) -> ProcessMap:
    """The directly-follows map with the busiest moves; each box links to the page with its step picked."""
    kept = lived.kept(asked.detail)
    drawn = {key for move in kept for key in (move.source, move.target)}
    places = [place for place in lived.places if place.touchpoint in drawn or len(lived.places) == 1]
    nodes = [_node(place, names, felt, asked) for place in places]
    edges = [_edge(lived.cut, move, arrivals.get((move.source, move.target))) for move in kept]
    begun = [charts.MapEdge(START, p.touchpoint, p.starts, href=Cases(lived.cut, starts=p.touchpoint).url())
             for p in places if p.starts >= max(1, lived.cases // 50)]  # fmt: skip
    start = charts.MapNode(START, "Start", lived.cases, None, Cases(lived.cut).url(), -1.0)
    says = f"{len(kept)} of {len(lived.moves)} ways that {people_of(lived)} walked between {len(places)} touchpoints"
    svg = charts.processmap([start, *nodes], [*begun, *edges], finding=says, view=asked.view)
    return ProcessMap(svg, kept, len(lived.moves))


def cuts(stores: Stores) -> list[tuple[str, str]]:
    """What one walk may be, each with its words."""
    kinds = [(kind, f"One {plural(kind, 1)}") for kind, _ in walk_cuts(stores.ledger)]
    return [*kinds, (PARTY, "Everything of one person")]


def name_of(names: Mapping[str, Touchpoint], key: str) -> str:
    """What people call a touchpoint."""
    return names[key].name if key in names else key


def people_of(lived: Lived) -> str:
    """Who walked, in words: "2,995 people with 3,000 orders"."""
    people = f"{lived.people:,} {'person' if lived.people == 1 else 'people'}"
    return people if lived.cut == PARTY else f"{people} with {lived.cases:,} {plural(lived.cut, lived.cases)}"


def plural(kind: str, n: int) -> str:
    """A kind of object as a word: order, orders."""
    word = "walk" if kind == PARTY else kind.replace("_", " ")
    return word if n == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def path_of(path: str, names: Mapping[str, Touchpoint]) -> list[str]:
    """A path as the names of its touchpoints."""
    return [name_of(names, key) for key in path.split(ARROW)]


def arrival_words(arrivals: Mapping[tuple[str, str], tuple[float, int]], move: Move) -> str:
    """How those who made this move rated where they arrived."""
    mean, n = arrivals.get((move.source, move.target), (0.0, 0))
    if not n:
        return "no voice"
    return f"{mean:+.2f} (n = {n:,})".replace("-", "−") if n >= ENOUGH else f"n = {n}, not shown"


def cases_words(which: Cases, names: Mapping[str, Touchpoint]) -> str:
    """A choice of walks in words."""
    said = [f"{words} {name_of(names, value)}" for field, words in _CHOSEN if (value := getattr(which, field))]
    if which.never:
        said.append("never came to " + " or ".join(path_of(which.never, names)))
    if which.path:
        said.append("took exactly " + " → ".join(path_of(which.path, names)))
    if which.waiting:
        said.append("asked us before it was received" if which.waiting == "asked" else "bought something")
    whole = "Everything of one person is one walk" if which.cut == PARTY else f"One {plural(which.cut, 1)} is one walk"
    return f"{whole}. Here are those that {' and '.join(said)}." if said else f"{whole}. Here are all of them."


def _plain(part: Part) -> str:
    if isinstance(part, str):
        return part
    return part.text if isinstance(part, Figure) else part[0]


def _felt_sentence(picture: Picture) -> list[Part]:
    heard = picture.heard
    if not heard:
        return ["Nobody has said yet how this feels: too few voices at every one of its steps."]
    worst, best = heard[0], heard[-1]
    parts: list[Part] = ["People feel worst at ", _link(worst), " (", worst.felt.figure, ")"]
    if best is not worst:
        parts += [" and best at ", _link(best), " (", best.felt.figure, ")"]
    return [*parts, "."]


def _meant_sentence(picture: Picture) -> list[Part]:
    missed = sorted((step for step in picture.heard if step.missed), key=lambda step: step.gap or 0.0)
    if not missed:
        return []
    often = f"{len(missed)} of {len(picture.heard)} heard steps"
    return [" ", (often, "#lanes"), " feel worse than we mean them to, ", _link(missed[0]), " by most."]


def _link(step: LivedStep) -> tuple[str, str | None]:
    return step.name, f"#step-{step.drawn.touchpoint}"


def _node(place: Place, names: Mapping[str, Touchpoint], felt: Mapping[str, Felt], asked: Asked) -> charts.MapNode:
    key = place.touchpoint
    feeling, address = _shown(felt.get(key)), asked.url(step=key)
    return charts.MapNode(key, name_of(names, key), place.cases, feeling, address, place.position)


def _shown(felt: Felt | None) -> float | None:
    return felt.figure.value if felt and felt.figure.enough else None


def _edge(cut: str, move: Move, arrival: tuple[float, int] | None) -> charts.MapEdge:
    feeling = arrival[0] if arrival and arrival[1] >= ENOUGH else None
    link = Cases(cut, source=move.source, target=move.target).url()
    return charts.MapEdge(move.source, move.target, move.cases, move.median_hours, feeling, link)
