"""Rounds as those see them who may work where they judge: also those that wait, run, failed or were cancelled."""

from django.db.models import QuerySet

from assessments.models import Round
from communities.scope import AreaScope
from communities.selectors import within


def ordered(scope: AreaScope) -> QuerySet[Round]:
    """Of a work scope. A round over everything is seen by those who may work everywhere."""
    return within(Round.objects.select_related("division", "started_by"), scope, path="division__path").order_by("-pk")


def unfinished(scope: AreaScope) -> QuerySet[Round]:
    """Those of them that nobody can read yet, or ever."""
    return ordered(scope).filter(finished_at__isnull=True)
