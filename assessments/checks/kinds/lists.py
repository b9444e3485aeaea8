"""Lists declared complete that cannot be used, and shared facilities that leave out their own community."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from django.contrib.postgres.aggregates import BitOr
from django.db.models import Exists, OuterRef, Q, Subquery

from assessments.checks.area import Area, of_types
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.facility_figures import FIGURES
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, facility_hits, label_bit, type_words
from assessments.facts.register import declared_on
from facilities.models import Inventory, ServedCommunity
from facilities.selectors import is_open_on


@dataclass(frozen=True)
class CompleteWithoutFigure:
    """An open facility without ``figure`` although the list of its type has been declared complete for its community."""

    figure: str
    types: tuple[str, ...]
    figures: ClassVar[frozenset[str]] = frozenset({"what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.one_of("figure", FIGURES), table.facility_types_or_all("types"))

    def found(self, area: Area) -> Iterator[Hit]:
        complete = Inventory.objects.filter(
            declared_on(area.as_of), community=OuterRef("community"), facility_type=OuterRef("facility_type")
        ).order_by()
        bare = area.facilities(is_open_on(area.as_of), of_types(self.types), Q(**{f"{self.figure}__isnull": True}))
        bits = complete.values("community").annotate(bits=BitOr(label_bit())).values("bits")
        return facility_hits(
            bare.filter(Exists(complete)).annotate(declared=Subquery(bits)), _what, labels=(SOURCE, "declared")
        )


@dataclass(frozen=True)
class NotServingOwn:
    """A facility with a list of communities it serves, in which the one it stands in is missing."""

    figures: ClassVar[frozenset[str]] = frozenset({"what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls()

    def found(self, area: Area) -> Iterator[Hit]:
        served = ServedCommunity.objects.filter(facility=OuterRef("pk"))
        shared = area.facilities(is_open_on(area.as_of), Q(Exists(served)))
        own = served.filter(community=OuterRef("community"))
        return facility_hits(shared.filter(~Exists(own)), _what)


def _what(row: Row) -> dict[str, Figure]:
    return {"what": type_words(row["facility_type"])}
