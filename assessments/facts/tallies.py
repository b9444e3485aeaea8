"""Household counts and population: the newest count that is not after the day of the data."""

from typing import Any

from django.db.models import QuerySet

from assessments.facts.frame import Frame
from assessments.standards.columns import Column
from communities.models import Band, Basis, HouseholdCount, PopulationBand


def tally_columns(frame: Frame) -> dict[str, Column]:
    """households (resident ones) and population (all ages)."""
    households = HouseholdCount.objects.filter(basis=Basis.RESIDENT)
    residents = PopulationBand.objects.filter(band=Band.TOTAL)
    return {
        "households": frame.column_of(_newest(frame, households).values_list(*_triple("households"))),
        "population": frame.column_of(_newest(frame, residents).values_list(*_triple("residents"))),
    }


def _triple(figure: str) -> tuple[str, str, str]:
    return ("community_id", figure, "source__provenance")


def _newest(frame: Frame, counts: QuerySet[Any]) -> QuerySet[Any]:
    past = frame.limited(counts.filter(counted_on__lte=frame.as_of))
    return past.order_by("community_id", "-counted_on").distinct("community_id")
