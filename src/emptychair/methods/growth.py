"""Growth that was earned, bought, or of unknown origin: the unknown is a bound, never a gift (M28)."""

from dataclasses import dataclass

from emptychair.methods.refusal import demand


@dataclass(frozen=True, slots=True)
class EarnedGrowth:
    """Earned growth rate between its two ends: none, or all, of the unknown new customers were earned."""

    low: float
    high: float
    net_retention: float
    earned_share: float
    unknown_share: float

    @property
    def known(self) -> bool:
        """Whether the origin of all new revenue is known, so that both ends agree."""
        return self.unknown_share == 0


def earned_growth(
    revenue_before: float, revenue_from_them_now: float, new_earned: float, new_unknown: float = 0.0
) -> EarnedGrowth:
    """Net revenue retention + earned new revenue - 1 (Reichheld 2021), all as shares of revenue before.

    `new_earned` came by itself or by referral; what was bought is left out; `new_unknown` opens a bound.
    Money in one currency, over one period. 95 % + 12 % - 100 % = 7 %.
    """
    demand(revenue_before > 0, "Without revenue before there is no growth rate, only a beginning.")
    demand(min(revenue_from_them_now, new_earned, new_unknown) >= 0, "Revenues are 0 or more.")
    retention, earned = revenue_from_them_now / revenue_before, new_earned / revenue_before
    unknown = new_unknown / revenue_before
    low = retention + earned - 1
    return EarnedGrowth(low, low + unknown, retention, earned, unknown)


def discount_dependency(paid: float, list_price: float, discounted_units: int, units: int) -> tuple[float, float]:
    """How far we live on discounts: share of list price given away, and share of units sold with one.

    Refused without a list price: what was given away cannot be known from what was paid.
    """
    demand(list_price > 0, "The list price is missing; without it no discount can be known.")
    demand(0 <= discounted_units <= units and units > 0, "Discounted units lie between 0 and all units.")
    return max(1 - paid / list_price, 0.0), discounted_units / units


def likes_without_repeat(likes_growth: float, repeat_growth: float) -> float:
    """Divergence of applause from loyalty, both as growth shares; above 0 the hype outruns the return."""
    return likes_growth - repeat_growth
