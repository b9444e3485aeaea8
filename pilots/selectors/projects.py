"""Key projects of the scope."""

from django.db.models import Count, QuerySet, Sum

from communities.scope import AreaScope
from communities.selectors import within
from pilots.models import KeyProject


def projects(scope: AreaScope) -> QuerySet[KeyProject]:
    """By the year in which they are to begin, then by community."""
    found = KeyProject.objects.select_related("community", "plan", "made_by").defer("community__boundary")
    return within(found, scope).order_by("year", "code", "pk")


def project(scope: AreaScope, key: int) -> KeyProject | None:
    """None where there is none in the scope."""
    return projects(scope).select_related("plan__round").filter(pk=key).first()


def state_counts(found: QuerySet[KeyProject]) -> dict[str, tuple[int, int]]:
    """Of each state: how many, and yuan."""
    rows = found.order_by().values_list("state").annotate(number=Count("pk"), yuan=Sum("yuan"))
    return {state: (number, yuan) for state, number, yuan in rows}
