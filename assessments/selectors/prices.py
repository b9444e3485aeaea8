"""The price book of a day, and every line ever entered."""

from datetime import date

from django.db.models import QuerySet

from assessments.models import Price
from assessments.remedies.prices import NATION, PriceBook, PriceLine, price_book
from communities.scope import EVERYWHERE
from communities.words import Words


def prices_on(day: date) -> PriceBook:
    """The shipped placeholders, and the lines entered here that hold on ``day``, read everywhere: ``at`` names a place."""
    entered = Price.objects.filter(since__lte=day).select_related("place").order_by("since", "pk")
    return price_book(price_line(price) for price in entered)


def history() -> QuerySet[Price]:
    """Every line ever entered, the newest first."""
    return Price.objects.select_related("entered_by", "place").order_by("-since", "-pk")


def price_line(price: Price) -> PriceLine:
    place = price.place
    return PriceLine(
        price.remedy,
        price.facility_type,
        price.low,
        price.high,
        Words(price.source, price.source),
        is_placeholder=False,
        place=place.path if place else EVERYWHERE,
        place_name=Words(place.name, place.name_en or place.name) if place else NATION,
        since=price.since,
        item=price.item,
        key=price.pk,
    )
