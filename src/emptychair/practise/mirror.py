"""The mirror: leaders, staff and customers on the same statements, side by side."""

from dataclasses import dataclass, replace
from datetime import datetime

from emptychair.core import Figure
from emptychair.evidence import Which
from emptychair.gaps import Finding, report
from emptychair.methods import agreement, means
from emptychair.methods.interval import Interval
from emptychair.practise.answers import AUDIENCES, observations
from emptychair.practise.items import Assessment, assessment
from emptychair.store import Stores

FIRM_N = 30  # under it, Cronbach's alpha is a guess


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One statement or dimension from each chair; figures in points of the scale, n people."""

    key: str
    name: str
    we: str
    they: str
    leaders: Figure
    staff: Figure
    customers: Figure
    apart: Interval | None = None  # customers minus leaders, where both are two people or more
    alpha: float | None = None  # of the customers' answers to a dimension, once n is 30

    @property
    def difference(self) -> float | None:
        """Customers minus leaders, where enough of both have answered."""
        if not (self.leaders.enough and self.customers.enough):
            return None
        assert self.leaders.value is not None
        assert self.customers.value is not None
        return self.customers.value - self.leaders.value


def mirror(stores: Stores, key: str = "mirror-1") -> tuple[list[Mirrored], list[Mirrored]]:
    """Dimensions and items, each from the three chairs; a person counts once in a dimension."""
    asked = assessment(key)
    answers: dict[str, dict[str, dict[str, float]]] = {name: {} for name in AUDIENCES}
    newest: dict[str, datetime] = {}
    table = observations(key)
    for row in stores.ledger.rows(table.order_by(table.at, table.evidence)):  # the newest answer counts
        if row["audience"] in answers:
            answers[row["audience"]].setdefault(row["who"] or str(row["evidence"]), {})[row["item"]] = row["score"]
            newest[row["audience"]] = max(newest.get(row["audience"], row["at"]), row["at"])
    dimensions, items = [], []
    for dimension in asked.dimensions:
        keys = [item.key for item in dimension.items]
        leaders, staff, customers = (_figure(answers[name], keys, name, asked, newest.get(name)) for name in AUDIENCES)
        alpha = _alpha(answers["customers"], keys)
        apart = _apart(_values(answers["customers"], keys), _values(answers["leaders"], keys))
        dimensions.append(Mirrored(dimension.key, dimension.name, "", "", leaders, staff, customers, apart, alpha))
        for item in dimension.items:
            own = [item.key]
            leaders, staff, customers = (
                _figure(answers[name], own, name, asked, newest.get(name)) for name in AUDIENCES
            )
            items.append(Mirrored(item.key, item.we, item.we, item.they, leaders, staff, customers))
    return dimensions, items


def report_gaps(stores: Stores, now: datetime, key: str = "mirror-1") -> int:
    """Report each dimension on which leaders and customers differ; says how many gaps stand."""
    asked, found = assessment(key), 0
    for dimension in mirror(stores, key)[0]:
        if not dimension.leaders.enough or dimension.leaders.value is None:
            continue
        finding = Finding(
            "assessment",
            f"{key}:{dimension.key}",
            dimension.name,
            believed=round(dimension.leaders.value, 2),
            held_by=f"{dimension.leaders.n} leaders",
            since=dimension.leaders.newest or now,
            measured=_against(dimension),
            scale=asked.high - asked.low,
            people=dimension.customers.n,
            owner="Leadership",
            next_verb="practise" if dimension.customers.enough else "ask",
            url="/assessment",
        )
        found += report(stores.records, finding, now) is not None
    return found


def _against(dimension: Mirrored) -> Figure:
    # Leaders are a handful of people, and their mean is no more exact than customers': the interval beside the
    # belief is that of the difference, so that eight leaders' chance mood opens no gap.
    customers, apart = dimension.customers, dimension.apart
    if not customers.enough or apart is None or dimension.leaders.value is None:
        return customers
    believed = round(dimension.leaders.value, 2)
    return replace(customers, low=believed + apart.low, high=believed + apart.high)


def _figure(
    people: dict[str, dict[str, float]], keys: list[str], audience: str, asked: Assessment, newest: datetime | None
) -> Figure:
    values = _values(people, keys)
    which = Which(object_kind="dimension", object=f"{keys[0].partition('.')[0]}:{audience}")
    if len(keys) == 1:
        which = Which(object_kind=audience, object=keys[0])
    unit = f"of {asked.high}"
    if not values:
        return Figure(None, 0, which.url(), unit=unit, decimals=2)
    mean = means.mean_interval(values)
    ends = max(mean.low, asked.low), min(mean.high, asked.high)  # nobody can agree more than fully
    low, high = ends if len(values) > 1 else (None, None)
    return Figure(mean.value, len(values), which.url(), low, high, unit, newest, 2)


def _alpha(people: dict[str, dict[str, float]], keys: list[str]) -> float | None:
    whole = [[given[key] for key in keys] for given in people.values() if all(key in given for key in keys)]
    return float(agreement.cronbach_alpha(whole)) if len(whole) >= FIRM_N else None


def _values(people: dict[str, dict[str, float]], keys: list[str]) -> list[float]:
    own = [[given[key] for key in keys if key in given] for given in people.values()]
    return [sum(some) / len(some) for some in own if some]


def _apart(customers: list[float], leaders: list[float]) -> Interval | None:
    return means.difference(customers, leaders) if min(len(customers), len(leaders)) > 1 else None
