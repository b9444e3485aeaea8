"""The price book's one verb: a new line. Lines are never changed, so that an old plan keeps its prices."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.models import Price
from communities.models import Division
from communities.noted import adding

if TYPE_CHECKING:
    from accounts.models import User


def set_price(
    *,
    by: "User",
    remedy: str,
    facility_type: str,
    low: Decimal,
    high: Decimal,
    since: date,
    source: str,
    place: Division | None = None,
    item: str = "",
) -> Price:
    """Add a line that holds in ``place`` (None: everywhere) from ``since`` on. It records itself who entered it and when."""
    with adding(by=by, verb="set_price") as added:
        made = Price.objects.create(
            remedy=remedy, facility_type=facility_type, item=item, place=place, low=low, high=high, since=since, source=source,
            entered_by=by,
        )  # fmt: skip
        added.append(made)
    return made
