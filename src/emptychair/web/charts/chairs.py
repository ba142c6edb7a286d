"""Two chairs: what the pattern `ui.two_chairs` needs to show one gap, with its small picture."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from emptychair.core import Figure
from emptychair.web.charts.dumbbell import Pair, dumbbell_cell


@dataclass(frozen=True, slots=True)
class TwoChairs:
    """One gap as the pages show it; `low` and `high` are the ends of the scale both chairs share.

    `tone` is how the gap stands for the customer: "bad", "neutral" or "good"; `state` says it in a word.
    """

    subject: str
    href: str
    company_text: str
    customer: Figure
    difference: Figure | None
    company: float | None = None
    company_holder: str | None = None
    company_since: datetime | None = None
    low: float | None = None
    high: float | None = None
    owner: str | None = None
    verb: str | None = None
    verb_href: str | None = None
    state: str = "open"
    tone: str = "bad"
    more_is_better: bool = True

    @property
    def picture(self) -> Markup | None:
        """The dumbbell on the shared scale, where there is one and both chairs have a number."""
        if self.low is None or self.high is None or self.company is None or not self.customer.enough:
            return None
        decimals = self.customer.decimals
        pair = Pair(self.subject, self.company, self.customer, decimals=decimals, more_is_better=self.more_is_better)
        return dumbbell_cell(pair, low=self.low, high=self.high, ends=True)
