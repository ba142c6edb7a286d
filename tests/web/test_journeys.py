"""Journeys and paths on the page: drawn, redrawn, lived, and the walks behind every number."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from emptychair import walk
from emptychair.evidence import Act, record
from emptychair.shell import Role
from saying import NOON, STARS, heard, order
from visiting import House


@pytest.fixture
def lived(house: House) -> House:
    """Twelve orders from shop to door, two of them by a helpline that nobody drew; a map of the three others."""
    batch = []
    for n in range(12):
        who, about = f"a{n}@example.org", {"objects": order(f"o{n}")}
        steps = ["shop", *(["helpline"] if n < 2 else []), "door"]
        batch += [heard(who, Act.DID, days_ago=60 - i, touchpoint=at, **about) for i, at in enumerate(steps)]
        words = {"words": "Chegou <b>antes</b> do prazo.", "language": "pt"}
        batch.append(heard(who, Act.RATED, days_ago=50, touchpoint="door", score=5.0, scale=STARS, **words, **about))
    record(house.stores, batch, now=NOON)
    steps = [walk.DrawnStep(key, intended_feeling=1) for key in ("shop", "quiz", "door")]
    drawn = walk.JourneyMap("an-order", "An order", "order", (walk.DrawnStage("All of it", tuple(steps)),))
    walk.define(house.stores.records, drawn, NOON)
    return house


def test_the_list_shows_each_journey_small(lived: House) -> None:
    page = lived.visit(Role.VIEWER).get("/journeys")
    assert page.status_code == 200
    assert 'href="/journeys/an-order"' in page.text
    assert "83.3 %" in page.text, "ten of twelve walks follow the map"
    assert "Draw it as lived" not in page.text, "a viewer draws nothing"


def test_a_journey_shows_both_chairs_and_real_words(lived: House) -> None:
    page = lived.visit(Role.VIEWER).get("/journeys/an-order").text
    assert '<blockquote class="verbatim" lang="pt"' in page
    assert "Chegou &lt;b&gt;antes&lt;/b&gt; do prazo." in page
    assert 'href="/evidence?act=rated&amp;touchpoint=door"' in page
    assert "Helpline" in page, "used, and nobody drew it"
    assert "no voice; we mean +1" in page
    assert not re.search(r'style="', page), "the content security policy forbids it"


def test_a_map_past_its_date_is_marked(lived: House) -> None:
    visitor = lived.visit(Role.VIEWER)
    assert "This map was good until" not in visitor.get("/journeys/an-order").text
    drawn = walk.journey(lived.stores.records, "an-order")
    assert drawn.review_by is not None
    lived.clock.now = drawn.review_by + timedelta(minutes=1)
    assert "This map was good until" in lived.visit(Role.VIEWER).get("/journeys/an-order").text


class Form(HTMLParser):
    """What a browser would send of the editor's form: inputs and selects, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.select = ""
        self.feed(page[page.index('<form class="map-form"') :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("input", "textarea"):
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and ("selected" in given or self.select not in self.fields):
            self.fields[self.select] = given["value"]


def form_of(page: str) -> dict[str, str]:
    """The fields, without the word that `submit` adds itself."""
    return {name: value for name, value in Form(page).fields.items() if name != "csrf"}


def test_redrawing_shows_the_change_and_saves_only_on_saving(lived: House) -> None:
    lead = lived.visit(Role.LEAD)
    fields = form_of(lead.get("/journeys/an-order/edit").text)
    assert [fields[f"touchpoint-0-{n}"] for n in range(3)] == ["shop", "quiz", "door"]
    moved = lead.submit("/journeys/an-order/draft", **fields, change="earlier:0:2")
    assert "not saved yet" in moved.text
    assert walk.journey(lived.stores.records, "an-order").version == 1
    fields = form_of(moved.text) | {"feeling-0-0": "-1.0", "named-0-0": "First try"}
    saved = lead.submit("/journeys/an-order/versions", **fields)
    assert (saved.status_code, saved.headers["location"]) == (303, "/journeys/an-order")
    drawn = walk.journey(lived.stores.records, "an-order")
    assert (drawn.version, drawn.touchpoints, drawn.drawn_by) == (2, ("shop", "door", "quiz"), "Ines lead")
    assert (drawn.steps[0].name, drawn.steps[0].intended_feeling) == ("First try", -1)


def test_a_map_that_cannot_be_walked_comes_back_with_the_reason(lived: House) -> None:
    lead = lived.visit(Role.LEAD)
    fields = form_of(lead.get("/journeys/an-order/edit").text) | {"stage-0": " "}
    answer = lead.submit("/journeys/an-order/versions", **fields)
    assert answer.status_code == 400
    assert "A stage has no name." in answer.text


def test_a_new_journey_begins_as_it_is_lived(lived: House) -> None:
    lead = lived.visit(Role.LEAD)
    answer = lead.submit("/journeys", name="Getting a sofa", cut="order")
    assert answer.headers["location"] == "/journeys/getting-a-sofa/edit"
    assert walk.journey(lived.stores.records, "getting-a-sofa").touchpoints == ("shop", "helpline", "door")
    assert lived.visit(Role.VIEWER).submit("/journeys", name="Mine", cut="order").status_code == 403


@pytest.mark.parametrize("view", ["people", "waiting", "feeling"])
def test_the_lived_map_in_every_view(lived: House, view: str) -> None:
    page = lived.visit(Role.VIEWER).get(f"/paths?cut=order&view={view}&detail=100&step=helpline")
    assert page.status_code == 200
    assert "3 of 3 ways" in page.text
    assert 'data-from="shop" data-to="helpline"' in page.text
    assert page.text.count('data-step="') == 4, "three touchpoints and the start"


def test_fewer_details_keep_the_busiest_way(lived: House) -> None:
    page = lived.visit(Role.VIEWER).get("/paths?journey=an-order&detail=30").text
    assert "1 of 3 ways" in page
    assert 'data-from="shop" data-to="door"' in page


def test_a_number_opens_the_walks_behind_it(lived: House) -> None:
    page = lived.visit(Role.VIEWER).get(walk.Cases("order", through="helpline").url()).text
    assert "2 walks" in page
    assert 'href="/evidence?object_kind=order&amp;object=o1"' in page
    assert lived.visit(Role.VIEWER).get("/paths/cases?cut=order&weather=fine").status_code == 400


def test_it_can_be_taken_along(lived: House) -> None:
    visitor = lived.visit(Role.ANALYST)
    steps = visitor.get("/journeys/an-order/steps.csv").text.splitlines()
    assert len(steps) == 4
    assert steps[3].startswith("All of it,Door,door,us,")
    assert visitor.get("/paths/moves.csv?cut=order").text.startswith("source,target,times,cases,people,")
    journey = visitor.get("/api/journeys/an-order").json()
    assert journey["walked_as_drawn"]["n"] == 12
    assert journey["steps"][2]["rated_here"]["value"] == 1
    assert visitor.get("/api/paths?cut=order").json()["cases"] == 12
    assert [one["key"] for one in visitor.get("/api/journeys").json()["items"]] == ["an-order"]


def test_a_company_without_evidence_has_pages_too(house: House) -> None:
    visitor = house.visit(Role.OWNER)
    assert "No journey is drawn yet" in visitor.get("/journeys").text
    assert "Nobody has walked here yet" in visitor.get("/paths").text
    assert visitor.get("/journeys/nowhere").status_code == 404
    assert visitor.get("/paths?view=sideways").status_code == 400
