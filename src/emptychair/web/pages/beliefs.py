"""Beliefs: what we hold true of our customers, each put beside their evidence the moment it is stated."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import Form, Request, Response

from emptychair import decide, gaps
from emptychair.core import EmptyChairError, Figure
from emptychair.gaps import GapState
from emptychair.shell import Company, Need, company, guarded_router, needs, who
from emptychair.staff import note
from emptychair.web import asking, chairs, deciding
from emptychair.web.rendering import Page, redirect, render

router = guarded_router(documented=False)
FIELDS = ("statement", "measure", "value", "held_by", "since")
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Tested:
    """One belief with what was measured, the gap that stands for it, and what is wrong where it cannot be tested."""

    belief: decide.Belief
    ours: str
    measure: str
    measured: Figure | None
    gap: gaps.Gap | None
    wrong: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BeliefsPage(Page):
    """Every belief beside its evidence, and a form for the next."""

    template: ClassVar[str] = "beliefs/index.html"
    active: ClassVar[str] = "gaps"
    tested: list[Tested]
    measures: list[tuple[str, str]]
    given: dict[str, str]
    errors: asking.Errors


@router.get("/beliefs")
@needs(Need.SEES)
def index(request: Request) -> Response:
    """All of them."""
    return render(request, _page(company(request), dict.fromkeys(FIELDS, ""), []))


@router.post("/beliefs")
@needs(Need.DECIDES)
def state(
    request: Request, statement: Text = "", measure: Text = "", value: Text = "", held_by: Text = "", since: Text = ""
) -> Response:
    """State one: it is measured at once, and leads to its gap."""
    house, given = company(request), dict(zip(FIELDS, (statement, measure, value, held_by, since), strict=True))
    try:
        belief = _belief(house, given)
        decide.state_belief(house.stores, belief, house.clock())
        gap_id, measured = decide.put_to_test(house.stores, belief, house.clock())
    except EmptyChairError as error:
        return render(request, _page(house, given, asking.beside(error, *FIELDS)), 400)
    note(house.stores, who(request), "stated", "belief", belief.key, given, now=house.clock())
    if gap_id is None:
        return redirect(request, "/beliefs", flash=f"What customers lived agrees: {measured.text}, n = {measured.n:,}.")
    return redirect(request, f"/gaps/{gap_id}", flash="Stated, and measured at once.")


def _belief(house: Company, given: dict[str, str]) -> decide.Belief:
    since = house.clock()
    if given["since"]:
        since = asking.morning(given["since"], "since", house.settings.time_zone)
    return decide.Belief(
        asking.slug(given["statement"]),
        given["statement"].strip(),
        given["measure"],
        asking.number(given["value"], "value"),
        given["held_by"].strip(),
        since,
    )


def _page(house: Company, given: dict[str, str], errors: asking.Errors) -> BeliefsPage:
    records = house.stores.records
    found = [*gaps.open_gaps(records, subject_kind="belief"), *gaps.open_gaps(records, closed=True)]
    standing = {gap.subject: gap for gap in reversed(found) if gap.subject_kind == "belief"}
    return BeliefsPage(
        title="Our beliefs",
        tested=[_tested(house, belief, standing.get(belief.key)) for belief in decide.beliefs(house.stores)],
        measures=deciding.measure_options(house, given["measure"]),
        given=given,
        errors=errors,
    )


def _tested(house: Company, belief: decide.Belief, gap: gaps.Gap | None) -> Tested:
    try:
        measure = decide.measurable(house.stores, belief.measure, house.clock())
        figure = decide.measured(house.stores, measure)[0]
    except EmptyChairError as error:
        return Tested(belief, f"{belief.value:g}", belief.measure, None, gap, str(error))
    ours = chairs.in_words(belief.value, measure.unit, measure.decimals)
    standing = gap if gap and gap.state is not GapState.CLOSED else None
    return Tested(belief, ours, measure.name, figure, standing)
