"""Finished rounds."""

from django.db.models import Q, QuerySet

from assessments.models import Round
from communities.scope import EVERYWHERE, AreaScope


def rounds(scope: AreaScope) -> QuerySet[Round]:
    """Finished rounds that hold something of the scope, the newest first.

    A round over a wide area is listed for a person of a part of it: the cards in it are still cut to the scope.
    """
    finished = Round.objects.filter(finished_at__isnull=False).select_related("division", "started_by")
    if scope.is_everywhere:
        return finished.order_by("-pk")
    seen = Q(pk__in=[])
    for own in scope.paths:
        seen |= Q(division__isnull=True) | Q(division__path__startswith=own) | Q(division__path__in=_above(own))
    return finished.filter(seen).order_by("-pk")


def _above(path: str) -> list[str]:
    parts = [part for part in path.split("/") if part]
    return [EVERYWHERE + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]


def latest_round(scope: AreaScope, path: str = EVERYWHERE) -> Round | None:
    """The newest finished round that covers the whole of ``path``; for the top, simply the newest."""
    found = rounds(scope)
    if path != EVERYWHERE:
        found = found.filter(Q(division__isnull=True) | Q(division__path__in=_above(path)))
    return found.first()
