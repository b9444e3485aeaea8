"""Finished rounds."""

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Length

from assessments.models import Round, Scorecard
from communities.divisions import BadCode, full_code, path_of
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import within


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


def seen_by(scope: AreaScope, found: QuerySet[Round]) -> QuerySet[Round]:
    """Each with ``seen``: how many of its communities lie in the scope."""
    if scope.is_everywhere:
        return found.annotate(seen=F("communities"))
    cards = within(Scorecard.objects.filter(round=OuterRef("pk")), scope).order_by().values("round")
    return found.annotate(seen=Coalesce(Subquery(cards.annotate(number=Count("pk")).values("number")), 0))


def _above(path: str) -> list[str]:
    parts = [part for part in path.split("/") if part]
    return [EVERYWHERE + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]


def latest_round(scope: AreaScope, path: str = EVERYWHERE) -> Round | None:
    """The newest finished round that covers the whole of ``path``; else the widest within it, the newest of these.

    The top means the mandate, where that is one place. So a round of one district never hides the others' cards.
    """
    asked = scope.paths[0] if path == EVERYWHERE and len(scope.paths) == 1 else path
    covering = Q(division__isnull=True) | Q(division__path__in=_above(asked))
    found = rounds(scope).filter(covering | Q(division__path__startswith=asked))
    width = Case(When(covering, then=0), default=Length("division__path"))
    return found.alias(width=width).order_by("width", "-pk").first()


def place_asked(code: str | None) -> str:
    """The path that a list or a card of a code asks for; everywhere without one, or with what is no code."""
    try:
        return path_of(full_code(code)) if code else EVERYWHERE
    except BadCode:
        return EVERYWHERE
