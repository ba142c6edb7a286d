"""Help: the idea, the words and the keys, in one place that every page links to."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Request, Response

from emptychair.shell import Need, guarded_router, needs
from emptychair.web.rendering import Page, render

router = guarded_router(documented=False)

# The words of the house, as the pages use them.
WORDS = (
    ("Chair", "A question is asked twice: from our chair (what we believe, promise, intend) and from the customer's."),
    ("Evidence", "One dated observation, with its source, channel and consent. It is never rewritten."),
    ("Verbatim", "A customer's own words, in their own language."),
    (
        "Gap",
        "The difference between the two chairs. It has one owner and one next verb, and closes by new evidence only.",
    ),
    ("Party", "A person or an organisation, in whatever role: customer, employee, partner, critic."),
    (
        "Claim",
        "A statement about somebody: stated, observed, inferred or assumed, always with the evidence it rests on.",
    ),
    ("Coverage", "How much we still validly know of somebody, and how much we do not."),
    ("Touchpoint", "A place of contact, ours or not; its medium is the channel."),
    ("Promise", "A value of the company made testable: kept or broken by evidence."),
    (
        "Figure",
        "A number with its n, its interval, its age and a link to its evidence. Under n = 5 no estimate is shown.",
    ),
    ("Decision", "A choice with its expected effect and the day on which we look whether it came."),
    ("Tell-back", "Telling those whose words caused a change that it was made."),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpPage(Page):
    """The words and what they mean."""

    template: ClassVar[str] = "help/index.html"
    words: tuple[tuple[str, str], ...]


@router.get("/help")
@needs(Need.SIGNED_IN)
def index(request: Request) -> Response:
    """Help."""
    return render(request, HelpPage(title="Help", words=WORDS))
