"""Days that cannot be: later than the day of the data, or contradicting each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db.models import Exists, F, Model, OuterRef, Q, TextField
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, community_hits, day, facility_hits, type_words
from assessments.facts.register import declared_on
from communities.models import HouseholdCount, PopulationBand, SurveyAnswer
from communities.survey_items import SURVEY_ITEMS
from communities.words import Words
from facilities.models import Inventory, ServedCommunity


def _nothing(row: Row) -> Figure:  # noqa: ARG001  a count of households is about nothing else
    return ""


def _band(row: Row) -> Figure:
    return str(row["what"])


def _item(row: Row) -> Figure:
    found = SURVEY_ITEMS.get(row["what"])
    return Words(found.zh, found.en) if found else str(row["what"])


def _type(row: Row) -> Figure:
    return type_words(row["what"])


DATED: dict[str, tuple[type[Model], str, str, Any]] = {
    "household_count": (HouseholdCount, "counted_on", "basis", _nothing),
    "population_band": (PopulationBand, "counted_on", "band", _band),
    "answer": (SurveyAnswer, "answered_on", "item", _item),
    "inventory": (Inventory, "complete_on", "facility_type", _type),
}
"""What ``of`` may name beside "facility": its table, its day, what the row is about, and that in words."""


@dataclass(frozen=True)
class LaterThanData:
    """Rows whose day lies after the day of the data."""

    of: str
    figures: ClassVar[frozenset[str]] = frozenset({"day", "as_of", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.one_of("of", ("facility", *DATED)))

    def found(self, area: Area) -> Iterator[Hit]:
        return self._facilities(area) if self.of == "facility" else self._tallies(area)

    def _facilities(self, area: Area) -> Iterator[Hit]:
        late = area.facilities(Q(opened_on__gt=area.as_of))

        def tell(row: Row) -> dict[str, Figure]:
            return {"day": day(row["opened_on"]), "as_of": day(area.as_of), "what": type_words(row["facility_type"])}

        return facility_hits(late, tell, "opened_on")

    def _tallies(self, area: Area) -> Iterator[Hit]:
        model, field, about, words = DATED[self.of]
        late = area.limited(model._default_manager.filter(**{f"{field}__gt": area.as_of})).order_by()

        def tell(row: Row) -> dict[str, Figure]:
            return {"day": day(row["on"]), "as_of": day(area.as_of), "what": words(row)}

        named = late.annotate(on=F(field), what=F(about), row=Cast("pk", TextField()))
        return community_hits(named, tell, SOURCE, path="community__", mark="row")


@dataclass(frozen=True)
class ClosedButServing:
    """A facility closed by the day of the data that is still named as serving a community whose list is complete."""

    figures: ClassVar[frozenset[str]] = frozenset({"closed_on", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls()

    def found(self, area: Area) -> Iterator[Hit]:
        complete = Inventory.objects.filter(
            declared_on(area.as_of), community=OuterRef("community"), facility_type=OuterRef("facility__facility_type")
        )
        serving = ServedCommunity.objects.filter(Exists(complete), facility=OuterRef("pk"))
        closed = area.facilities(Q(closed_on__lte=area.as_of), Q(Exists(serving)))

        def tell(row: Row) -> dict[str, Figure]:
            return {"closed_on": day(row["closed_on"]), "what": type_words(row["facility_type"])}

        return facility_hits(closed, tell, "closed_on")
