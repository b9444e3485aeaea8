"""Amounts of a community that a ratio may compare: each a subquery for one community, NULL where nobody knows it.

``households`` and ``population`` are the newest counts, ``compound_households`` adds up the compounds that have one, and
``floor_area.TYPE`` the open facilities that stand there and serve no other community; ``answer.ITEM`` is a surveyed number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import BitOr
from django.db.models import OuterRef, QuerySet, Subquery, Sum

from assessments.checks.check_table import CheckTable
from assessments.checks.rows import label_bit
from assessments.facts.answers import current_on
from communities.models import Band, Basis, Compound, HouseholdCount, PopulationBand, SurveyAnswer
from communities.survey_items import SURVEY_ITEMS, SurveyKind
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility
from facilities.selectors import is_open_on

HERE = OuterRef("pk")


@dataclass(frozen=True)
class Amount:
    """One amount of a community on a day: the rows it is read from, their figure, and the day by which the newest one holds.

    Without such a day the rows are added up; a row without the figure adds nothing.
    """

    rows: Callable[[date], QuerySet[Any]]
    figure: str
    newest_by: str = ""

    def value(self, as_of: date) -> Subquery:
        rows = self._rows(as_of)
        if self.newest_by:
            return Subquery(rows.values(self.figure)[:1])
        return Subquery(rows.values("community").annotate(amount=Sum(self.figure)).values("amount"))

    def bits(self, as_of: date) -> Subquery:
        """The labels of the sources of those rows."""
        rows = self._rows(as_of)
        if self.newest_by:
            return Subquery(rows.annotate(bits=label_bit()).values("bits")[:1])
        return Subquery(rows.values("community").annotate(bits=BitOr(label_bit())).values("bits"))

    def _rows(self, as_of: date) -> QuerySet[Any]:
        found = self.rows(as_of).filter(**{"community": HERE, f"{self.figure}__isnull": False})
        return found.order_by(f"-{self.newest_by}") if self.newest_by else found.order_by()


def amount_named(table: CheckTable, key: str) -> Amount:
    """The amount that ``key`` names. Raises PackError."""
    stem, _, argument = table.text(key).partition(".")
    if stem in PLAIN and not argument:
        return PLAIN[stem]
    known = argument in {"floor_area": set(FACILITY_TYPES), "answer": COUNTED}.get(stem, ())
    table.require(key, known, f"{table.text(key)!r} is not known", f"write {', '.join(PLAIN)}, floor_area.TYPE or answer.ITEM")
    return _floor_area(argument) if stem == "floor_area" else _answer(argument)


def _households(as_of: date) -> QuerySet[Any]:
    return HouseholdCount.objects.filter(basis=Basis.RESIDENT, counted_on__lte=as_of)


def _population(as_of: date) -> QuerySet[Any]:
    return PopulationBand.objects.filter(band=Band.TOTAL, counted_on__lte=as_of)


def _compounds(as_of: date) -> QuerySet[Any]:  # noqa: ARG001  compounds carry no day
    return Compound.objects.all()


def _floor_area(facility_type: str) -> Amount:
    own = Facility.objects.filter(facility_type=facility_type, served__isnull=True)
    return Amount(lambda as_of: own.filter(is_open_on(as_of)), "floor_area")


def _answer(item: str) -> Amount:
    answers = SurveyAnswer.objects.filter(item=item)
    return Amount(lambda as_of: answers.filter(current_on(as_of)), "value", "answered_on")


COUNTED = frozenset(code for code, item in SURVEY_ITEMS.items() if item.kind is SurveyKind.COUNT)
PLAIN = {
    "households": Amount(_households, "households", "counted_on"),
    "population": Amount(_population, "residents", "counted_on"),
    "compound_households": Amount(_compounds, "households"),
}
