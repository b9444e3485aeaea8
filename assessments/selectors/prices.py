"""The price book of a day."""

from datetime import date

from assessments.models import Price
from assessments.remedies.prices import PriceBook, PriceLine, price_book
from communities.words import Words


def prices_on(day: date) -> PriceBook:
    """The shipped placeholders, replaced by the newest line entered here that holds on ``day``."""
    entered = Price.objects.filter(since__lte=day).order_by("since", "pk")
    return price_book(_line(price) for price in entered)


def history() -> list[Price]:
    """Every line ever entered, the newest first."""
    return list(Price.objects.select_related("entered_by").order_by("-since", "-pk"))


def _line(price: Price) -> PriceLine:
    source = Words(price.source, price.source)
    return PriceLine(price.remedy, price.facility_type, price.low, price.high, source, is_placeholder=False)
