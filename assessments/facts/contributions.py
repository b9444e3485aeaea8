"""What the facilities of one type add to one community."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from assessments.facts.frame import Frame
from assessments.labels import LABELS
from communities.models import Provenance
from facilities.models import Facility
from facilities.selectors import is_open_on


@dataclass(frozen=True)
class Contribution:
    """Facilities of one type for one community: how many, hundredths of m2, and how many have that figure filled in."""

    community: int
    facility_type: str
    count: int
    floor_area: int
    floor_area_filled: int
    activity_area: int
    activity_area_filled: int
    labels: int


def single_contributions(frame: Frame) -> Iterator[Contribution]:
    """The facilities that serve only the community they stand in, added up in the database."""
    own = Facility.objects.filter(is_open_on(frame.as_of), community__isnull=False, served__isnull=True)
    for row in _grouped(frame.limited(own)):
        community, facility_type, count, floor, floors, activity, activities, samples, synthetics = row
        labels = (LABELS[Provenance.SAMPLE] if samples else 0) | (LABELS[Provenance.SYNTHETIC] if synthetics else 0)
        yield Contribution(community, facility_type, count, hundredths(floor), floors, hundredths(activity), activities, labels)


def hundredths(area: object) -> int:
    """m2 with two places to whole hundredths; None (nothing filled in) adds nothing."""
    return 0 if area is None else int(area * 100)  # type: ignore[operator]  # Decimal, by the query


def _grouped(facilities: QuerySet[Facility]) -> QuerySet[Facility, Any]:
    return (
        facilities.order_by()
        .values_list("community_id", "facility_type")
        .annotate(
            number=Count("pk"),
            floor=Sum("floor_area"),
            floors=Count("floor_area"),
            activity=Sum("activity_area"),
            activities=Count("activity_area"),
            samples=Count("pk", filter=Q(source__provenance=Provenance.SAMPLE)),
            synthetics=Count("pk", filter=Q(source__provenance=Provenance.SYNTHETIC)),
        )
    )
