"""One sentence, all the way: a late parcel's review travels the whole loop, in a browser, on Olist's data."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import shared_data
from tests.e2e import olist
from tests.e2e.browsing import PASSWORD, Served, sign_in
from tests.e2e.judging import barriers, walked_by_keyboard

pytestmark = pytest.mark.slow
LATE = "atraso"  # what customers call it
PROMISE = "Delivered by the date that we named"
COLLEAGUE, THEIR_MAIL = "Tomé Lead", "tome@example.com"
ANSWER = "Sorry. We said a day and did not keep it. The freight comes back to you by Friday."


@pytest.fixture(scope="module")
def folder() -> Path:
    """Olist's tables."""
    return shared_data("olist")


@pytest.fixture(scope="module")
def review(folder: Path) -> olist.Review:
    """The shortest one-star review of a late order that says in Portuguese that it is late."""
    found = [one for one in olist.reviews(folder) if one.late and one.score == 1 and LATE in one.words]
    return min(found, key=lambda one: len(one.words))


def test_one_sentence_all_the_way(browser: Browser, own_olist: Served, folder: Path, review: olist.Review) -> None:
    with own_olist.visit(browser) as context:
        page = context.new_page()
        who = listen(page, review)
        number = know(page, review, who)
        walk(page, folder)
        care(page, who, number)
        change = decide(page, folder, review)
        tell_back(browser, own_olist, page, folder, review, change, number)
        practise(browser, own_olist, page, folder)


def listen(page: Page, review: olist.Review) -> str:
    """The review is evidence: its score on its scale, its language, its words. Gives the name of who wrote it."""
    page.goto(f"/evidence?object_kind=order&object={review.order}")
    page.locator("main ol.timeline li", has_text=review.words).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rated 1 on 1 to 5")
    expect(page.locator("blockquote.verbatim")).to_have_attribute("lang", "pt")
    expect(page.locator("blockquote.verbatim")).to_contain_text(review.words)
    expect(page.locator("blockquote.verbatim mark")).to_contain_text([LATE])
    expect(page.locator("main")).to_contain_text("Rated 1 on 1 to 5")
    expect(page.get_by_role("row", name="delivery late")).to_be_visible()
    person = page.locator("main").get_by_role("link", name=re.compile("^Person"))
    name = person.inner_text()
    person.click()
    return name


def know(page: Page, review: olist.Review, who: str) -> str:
    """The person's page: their story, the claim with the sentence that it rests on, how little we know."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(who)
    story = page.get_by_role("region", name="Their story")
    for step in ("Bought", "Paid", "We promised by", "Received it", "Rated 1 on 1 to 5"):
        expect(story.locator("li", has_text=step).first).to_be_visible()
    expect(story.get_by_text(review.words)).to_be_visible()
    claim = page.get_by_role("region", name="What hurts").locator("article", has_text="delivery late")
    expect(claim).to_contain_text("stated")
    quote = claim.locator("blockquote").inner_text().strip("“” \n")
    assert quote.partition("”")[0] in review.words
    expect(page.get_by_role("region", name="How little we know")).to_contain_text("We do not know")
    expect(page.get_by_role("region", name="What we promised")).to_contain_text("days late")
    number = page.url.rpartition("/")[2]
    claim.locator("blockquote a").first.click()
    expect(page.locator("blockquote.verbatim mark").first).to_be_visible()
    return number


def walk(page: Page, folder: Path) -> None:
    """The journey as drawn, how it felt at each step with n and interval, and beside it as it was lived."""
    page.goto("/journeys")
    page.get_by_role("link", name="An order").first.click()
    for stage in ("Buy", "Wait", "Receive", "Tell"):
        expect(page.locator("main table").get_by_text(stage, exact=True).first).to_be_visible()
    expect(page.locator("main svg[role=group]").first).to_be_visible()
    answers = len(olist.reviews(folder))
    expect(page.locator("a.figure", has_text=f"n = {answers:,}").first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("no voice")
    expect(page.get_by_role("table").first).to_contain_text("against intended")
    page.get_by_role("link", name="As lived").click()
    expect(
        page.get_by_role("region", name=re.compile("^The map,")).locator("a", has_text="Hand-over").first
    ).to_be_visible()
    expect(page.get_by_text("Pick a step")).to_be_visible()


def care(page: Page, who: str, number: str) -> None:
    """They stand on the list with a reason and one next step; taken, answered, closed; the time to a reply is kept."""
    page.goto("/")
    page.get_by_role("link", name="All of them").first.click()
    mine = page.locator("ol.cases > li", has=page.get_by_role("link", name=who, exact=True))
    while not mine.count():
        older = page.get_by_role("link", name="Older")
        further = older.get_attribute("href")
        older.click()
        expect(page).to_have_url(f"{page.url.partition('/cases')[0]}{further}")
    expect(mine).to_contain_text(f"{PROMISE}:")
    expect(mine).to_contain_text("days late, and rated 1 of 5")
    mine.get_by_role("button", name="I take this").click()
    page.get_by_label("What did you tell them?").fill(ANSWER)
    page.get_by_label("How?").select_option("phone")
    page.get_by_role("button", name="I told them").click()
    expect(page.get_by_text("The clock has stopped.")).to_be_visible()
    page.get_by_label("Both of us").check()
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("main")).to_contain_text("Ines Owner answered")
    expect(page.locator("main .badge").first).to_contain_text("closed")
    page.goto("/cases")
    expect(page.get_by_role("region", name="Time to a human reply")).to_be_visible()
    page.goto(f"/people/{number}")
    expect(page.get_by_role("region", name="Their story")).to_contain_text(ANSWER)


def decide(page: Page, folder: Path, review: olist.Review) -> str:
    """A belief, its gap, a decision, a change, and a check that says how far it may be believed. Gives the change."""
    page.goto("/beliefs")
    page.get_by_label("What do we believe?").fill("We deliver on time")
    page.get_by_label("What would show it?").select_option(label=f"Promise kept: {PROMISE}")
    page.get_by_label("Our number").fill("95")
    page.get_by_label("Who holds it?").fill("COO")
    page.get_by_role("button", name="State it and measure").click()
    hits, n = olist.kept(folder)
    low, high = olist.wilson(hits, n)
    chairs = page.locator("article.two-chairs").first
    expect(chairs).to_contain_text("95")
    expect(chairs).to_contain_text("COO")
    expect(chairs).to_contain_text(f"{100 * hits / n:.1f} %")
    expect(chairs).to_contain_text(f"n = {n:,} · {low:.1f} to {high:.1f}")
    expect(page.locator(".voices blockquote[lang=pt]").first).to_be_visible()
    page.get_by_role("textbox", name="Owner").fill("Head of delivery")
    page.get_by_role("combobox", name="Next verb").select_option("decide")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("article.two-chairs .owner").first).to_contain_text("Head of delivery")
    page.get_by_role("link", name="Decide").first.click()
    page.get_by_role("textbox", name="Decision", exact=True).fill("Name a day that we can keep")
    page.get_by_label("What does the customer get from it?").fill("A day on which one can plan to be at home.")
    page.get_by_label("Change at least").fill("1")
    page.get_by_label("Change expected").fill("3")
    page.get_by_label("Change at most").fill("5")
    page.get_by_label("Look at it again on").fill("2027-03-01")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("main")).to_contain_text("1 March 2027")
    page.get_by_role("link", name="Plan the change").click()
    page.get_by_label("On which day?").fill("2018-04-15")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("button", name="Check it now").click()
    rung = page.locator("ol.ladder li[aria-current]")
    expect(rung).to_contain_text("Assumption:")
    expect(page.get_by_role("region", name="Forecast and measured")).to_contain_text("n = ")
    assert barriers(page) == []
    return page.url.rpartition("/")[2]


def tell_back(
    browser: Browser, served: Served, page: Page, folder: Path, review: olist.Review, change: str, number: str
) -> None:
    """Drafted for exactly those who said it, approved by somebody else, marked as sent; it stands on their timeline."""
    before = [one for one in olist.reviews(folder) if one.score == 1 and LATE in one.words.lower()]
    people = {one.customer for one in before if one.answered < "2018-04-15"}
    assert review.customer in people
    page.goto(f"/tell-backs/new?change={change}&words={LATE}&at_most=1&until=2018-04-15&touchpoint=review")
    expect(page.get_by_role("region", name=f"{len(people)} people would be told")).to_be_visible()
    page.get_by_label("Our words").fill("You told us that parcels come late. We now name a day that we can keep.")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page).to_have_url(re.compile(r"/tell-backs/\d+$"))
    told = page.url
    let_in(page, COLLEAGUE, THEIR_MAIL)
    page.goto(told)
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("main .message.t-bad")).to_be_visible()
    with colleague(browser, served) as other:
        other.goto(told)
        other.get_by_role("button", name="Approve").click()
        expect(other.locator("main")).to_contain_text(COLLEAGUE)
        other.get_by_role("button", name="Mark as sent").click()
        expect(other.get_by_text(f"Told {len(people)} people.")).to_be_visible()
        other.get_by_role("link", name=re.compile(f"^People told: {len(people)}")).click()
        expect(other.get_by_role("heading", level=1).locator("..")).to_contain_text(
            f"{len(people)} pieces by {len(people)} people"
        )
    page.goto(f"/people/{number}")
    expect(page.get_by_role("region", name="Their story")).to_contain_text("We now name a day that we can keep.")


def practise(browser: Browser, served: Served, page: Page, folder: Path) -> None:
    """The promise's record, and the mirror: leaders, staff and customers on the same statement."""
    hits, n = olist.kept(folder)
    low, high = olist.wilson(hits, n)
    page.goto("/promises")
    expect(page.locator("main")).to_contain_text(f"{100 * hits / n:.1f} %")
    expect(page.locator("main")).to_contain_text(f"n = {n:,} · {low:.1f} to {high:.1f}")
    page.goto("/assessment")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#links code").inner_text()
    for _ in range(5):
        answer(page, "/assessment/answer?audience=leaders", "5", "Your answers count")
        answer(page, "/assessment/answer?audience=staff", "4", "Your answers count")
    with browser.new_context(base_url=served.url) as stranger:
        theirs = stranger.new_page()
        theirs.goto(link)
        assert barriers(theirs) == []
        assert walked_by_keyboard(theirs) == []
        for _ in range(5):
            answer(theirs, link, "2", "nobody can tell that they are yours")
        assert barriers(theirs) == []
    page.goto("/assessment")
    row = page.locator("main tbody tr").first
    for chair in ("Leaders: 5.00", "Staff: 4.00", "Customers: 2.00"):
        expect(row.get_by_role("link", name=re.compile(f"^{chair}"))).to_be_visible()
    expect(row).to_contain_text("−3.00")


def answer(page: Page, address: str, choice: str, thanks: str) -> None:
    """Answer the first statement of a sheet, and be thanked."""
    page.goto(address)
    page.locator(f".statements input[value='{choice}']").first.check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(thanks)).to_be_visible()


def let_in(page: Page, name: str, mail: str) -> None:
    """An account for a colleague who may decide."""
    page.goto("/staff")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail").fill(mail)
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_label("Role", exact=True).select_option("lead")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()


@contextmanager
def colleague(browser: Browser, served: Served) -> Iterator[Page]:
    """The colleague's own browser."""
    with browser.new_context(base_url=served.url) as context:
        page = context.new_page()
        page.goto("/signin")
        sign_in(page, THEIR_MAIL)
        yield page
