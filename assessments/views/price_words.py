"""Money and where a price comes from, as a reader sees them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from assessments.forms import priced
from assessments.remedies.costs import Cost
from assessments.remedies.price_words import UNIT_WORDS
from assessments.remedies.prices import PriceLine
from assessments.views.language import day_text, lang_now, spoken

WAN = 10_000


def money(amount: Decimal) -> str:
    """``1,200.50``; whole yuan without the fen."""
    return f"{amount:,.2f}".removesuffix(".00")


def money_range(low: Decimal, high: Decimal) -> str:
    """``128-192 万元`` or ``CNY 1,280,000-1,920,000``; one figure where both are the same."""
    if lang_now() == "en":
        return f"CNY {_joined(low, high, Decimal(1))}"
    if high < WAN:
        return f"{_joined(low, high, Decimal(1))} 元"
    return f"{_joined(low / WAN, high / WAN, Decimal('0.1'))} 万元"


def _joined(low: Decimal, high: Decimal, step: Decimal) -> str:
    texts = [f"{amount.quantize(step, ROUND_HALF_UP):,}" for amount in (low, high)]
    return "–".join(dict.fromkeys(texts))


def cost_text(cost: Cost) -> str:
    """Once, and for a lease each year."""
    once = money_range(cost.low, cost.high)
    if cost.yearly_low is None or cost.yearly_high is None:
        return once
    yearly = money_range(cost.yearly_low, cost.yearly_high)
    return _("%(once)s once, and %(yearly)s a year") % {"once": once, "yearly": yearly}


def origin(line: PriceLine) -> str:
    """Which line of the price book a cost was drawn from: what it says, where and since when it holds, on whose word."""
    said = {
        "what": priced(lang_now()).get(line.remedy, line.remedy),
        "low": money(line.low),
        "high": money(line.high),
        "unit": spoken(UNIT_WORDS[line.unit]),
        "place": spoken(line.place_name),
        "source": spoken(line.source),
    }
    if line.since is None:
        return _("%(what)s: %(low)s–%(high)s yuan %(unit)s, placeholder (%(source)s)") % said
    words = _("%(what)s: %(low)s–%(high)s yuan %(unit)s, %(place)s, since %(day)s (%(source)s)")
    return words % {**said, "day": day_text(line.since)}
