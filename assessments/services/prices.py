"""The price book's one verb: a new line. Lines are never changed, so that an old plan keeps its prices."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from assessments.models import Price

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_price(*, by: "User", remedy: str, facility_type: str, low: Decimal, high: Decimal, since: date, source: str) -> Price:
    """Add a line in yuan per m2 that holds from ``since`` on. The line itself records who entered it and when."""
    return Price.objects.create(
        remedy=remedy, facility_type=facility_type, low=low, high=high, since=since, source=source, entered_by=by
    )
