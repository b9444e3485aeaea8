"""Two amounts of a community that cannot stand in that ratio."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.db.models import DecimalField, F, Q, Value
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.amounts import Amount, amount_named
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import Row, bounds_words, community_hits, plain, ratio

EXACT = DecimalField(max_digits=30, decimal_places=6)


def beyond(top: str, bottom: str, low: Decimal | None, high: Decimal | None) -> Q:
    """``top`` is less than ``low`` times ``bottom``, or more than ``high`` times: multiplied, so that it is exact."""
    wrong = Q(pk__in=[])
    if low is not None:
        wrong |= Q(**{f"{top}__lt": F(bottom) * Value(low, EXACT)})
    if high is not None:
        wrong |= Q(**{f"{top}__gt": F(bottom) * Value(high, EXACT)})
    return wrong


@dataclass(frozen=True)
class CommunityRatio:
    """``amount`` divided by ``per`` lies outside the bounds. Where one of them is unknown there is no fault.

    Something over 0 is a fault only where the check says so: residents without households are, rooms without them are not.
    """

    amount: Amount
    per: Amount
    at_least: Decimal | None
    at_most: Decimal | None
    over_zero: bool
    figures: ClassVar[frozenset[str]] = frozenset({"amount", "per", "ratio", "bounds"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        over_zero = table.has("over_zero") and table.one_of("over_zero", ("fault", "fine")) == "fault"
        return cls(amount_named(table, "amount"), amount_named(table, "per"), *table.bounds(), over_zero)

    def found(self, area: Area) -> Iterator[Hit]:
        day = area.as_of
        both = area.communities().annotate(top=Cast(self.amount.value(day), EXACT), bottom=Cast(self.per.value(day), EXACT))
        asked = both if self.over_zero else both.filter(bottom__gt=0)
        wrong = asked.filter(beyond("top", "bottom", self.at_least, self.at_most))
        told = wrong.annotate(bits_top=self.amount.bits(day), bits_bottom=self.per.bits(day))
        return community_hits(told, self._tell, "bits_top", "bits_bottom")

    def _tell(self, row: Row) -> dict[str, Figure]:
        return {
            "amount": plain(row["top"]),
            "per": plain(row["bottom"]),
            "ratio": ratio(row["top"], row["bottom"]),
            "bounds": bounds_words(self.at_least, self.at_most),
        }
