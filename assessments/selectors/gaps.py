"""Unmet findings across communities, and how often each rule fails."""

from django.db.models import QuerySet

from assessments.models import Gap, Round
from communities.scope import AreaScope
from communities.selectors import within


def gaps(scope: AreaScope, one: Round) -> QuerySet[Gap]:
    """Gaps of a round in the order of community code and rule."""
    found = Gap.objects.filter(round=one).select_related("community", "community__division")
    return within(found, scope).order_by("code", "position")


def of_rules(found: QuerySet[Gap], one: Round, codes: list[str]) -> QuerySet[Gap]:
    """Only the gaps of some rules. The overlap with ``failed`` lets the database use the index on it."""
    positions = [one.rules.index(code) + 1 for code in codes if code in one.rules]
    return found.filter(failed__overlap=positions, position__in=positions)
