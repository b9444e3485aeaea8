"""A figure of a facility that cannot be: by itself, or against another figure of the same facility."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.db.models import F, Q, Value
from django.db.models.functions import Cast

from assessments.checks.area import Area, of_types
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.community_ratio import EXACT, beyond
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import Row, bounds_words, facility_hits, plain, ratio, type_words
from facilities.selectors import is_open_on

FIGURES = ("floor_area", "activity_area", "site_area", "capacity")


@dataclass(frozen=True)
class FacilityFigure:
    """``figure`` (m2, or places), divided by ``per`` where one is given, lies outside the bounds.

    Only facilities that are open on the day, of some types or of all; one whose figures are not filled in is no fault, nor is
    one with nothing to divide by.
    """

    figure: str
    per: str
    types: tuple[str, ...]
    at_least: Decimal | None
    at_most: Decimal | None
    figures: ClassVar[frozenset[str]] = frozenset({"figure", "per", "ratio", "bounds", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        per = table.one_of("per", FIGURES) if table.has("per") else ""
        return cls(table.one_of("figure", FIGURES), per, table.facility_types_or_all("types"), *table.bounds())

    def found(self, area: Area) -> Iterator[Hit]:
        bottom = Cast(F(self.per), EXACT) if self.per else Value(Decimal(1), EXACT)
        open_ones = area.facilities(is_open_on(area.as_of), of_types(self.types))
        both = open_ones.annotate(top=Cast(F(self.figure), EXACT), bottom=bottom)
        return facility_hits(both.filter(self._wrong(), bottom__gt=0), self._tell)

    def _wrong(self) -> Q:
        return beyond("top", "bottom", self.at_least, self.at_most)

    def _tell(self, row: Row) -> dict[str, Figure]:
        return {
            "figure": plain(row["top"]),
            "per": plain(row["bottom"]),
            "ratio": ratio(row["top"], row["bottom"]),
            "bounds": bounds_words(self.at_least, self.at_most),
            "what": type_words(row["facility_type"]),
        }
