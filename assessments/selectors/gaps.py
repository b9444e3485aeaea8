"""Unmet findings across communities, and how often each rule fails."""

from django.contrib.postgres.aggregates import BitAnd, BitOr
from django.db.models import Count, QuerySet

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


def per_rule(found: QuerySet[Gap]) -> dict[str, int]:
    """Rule code -> gaps, the most frequent first."""
    return dict(found.order_by().values_list("rule").annotate(number=Count("pk")).order_by("-number", "rule"))


def labels_of(found: QuerySet[Gap]) -> int:
    """Bit 1: sample, bit 2: synthetic figures are among the facts behind these gaps."""
    return label_range(found)[0]


def label_range(found: QuerySet[Gap]) -> tuple[int, int]:
    """The labels that any of these gaps carries, and those that all of them carry."""
    bits = found.order_by().aggregate(any=BitOr("labels"), all=BitAnd("labels"))
    return bits["any"] or 0, bits["all"] or 0
