"""Where the figures come from, and how much of the scope each source has filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet

from communities.models import Community, HouseholdCount, Source, SurveyAnswer
from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Facility, Premises

_WITH_A_COMMUNITY: tuple[type[Model], ...] = (HouseholdCount, Facility, Premises, SurveyAnswer)


@dataclass(frozen=True)
class SourceUse:
    """A source and the rows of the scope that name it."""

    source: Source
    communities: int
    household_counts: int
    facilities: int
    premises: int
    answers: int

    @property
    def total(self) -> int:
        return self.communities + self.household_counts + self.facilities + self.premises + self.answers


KINDS = ("communities", "household_counts", "facilities", "premises", "answers")


def newer_than(use: SourceUse, uses: Sequence[SourceUse]) -> list[Source]:
    """Sources that have later data of the same: of one supplier and provenance, of a later day, with rows of the same kinds.

    The rows that still name the older source may be out of date. Nothing where supplier or day is not known: that is no claim.
    """
    own = use.source
    if not own.supplier or own.vintage is None or not use.total:
        return []
    return [
        other.source
        for other in uses
        if other.source.supplier == own.supplier
        and other.source.provenance == own.provenance
        and other.source.vintage is not None
        and other.source.vintage > own.vintage
        and any(getattr(use, kind) and getattr(other, kind) for kind in KINDS)
    ]


def source_uses(scope: AreaScope) -> list[SourceUse]:
    """Every source with rows in the scope, by name; where the scope is everywhere, those without rows too."""
    own = _counted(within(Community.objects.all(), scope))
    households, facilities, premises, answers = (
        _counted(within(model._default_manager.all(), scope, path="community__path")) for model in _WITH_A_COMMUNITY
    )
    found = [
        SourceUse(
            source=source,
            communities=own.get(source.pk, 0),
            household_counts=households.get(source.pk, 0),
            facilities=facilities.get(source.pk, 0),
            premises=premises.get(source.pk, 0),
            answers=answers.get(source.pk, 0),
        )
        for source in Source.objects.order_by("name")
    ]
    return [use for use in found if use.total or scope.is_everywhere]


def _counted(rows: "QuerySet[Any]") -> dict[int, int]:
    """Source id -> number of rows."""
    return dict(rows.order_by().values_list("source").annotate(number=Count("pk")))
