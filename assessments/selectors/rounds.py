"""Finished rounds."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
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
    """The round that speaks for ``path``: the newest that covers the whole of it, else the newest within it.

    A round judged by packs chosen for the occasion speaks for a place only when it is asked for by its number.

    Newest by the day of its data, so that a look back never becomes the front page. Within, a round of one district gives way
    to a round of its city, so that it never hides the other districts. The top means the mandate, where that is one place.
    """
    asked = scope.paths[0] if path == EVERYWHERE and len(scope.paths) == 1 else path
    found = rounds(scope).filter(on_request=False).order_by("-as_of", "-pk")
    covering = found.filter(Q(division__isnull=True) | Q(division__path__in=_above(asked))).first()
    return covering or _widest(found.filter(division__path__startswith=asked))


def _widest(found: QuerySet[Round]) -> Round | None:
    """The newest, or the newest of the widest division above it that has a round too."""
    newest = found.first()
    if newest is None or newest.division is None:
        return newest
    above = found.filter(division__path__in=_above(newest.division.path))
    return above.order_by(Length("division__path"), "-as_of", "-pk").first()


def place_asked(code: str | None) -> str:
    """The path that a list or a card of a code asks for; everywhere without one, or with what is no code."""
    try:
        return path_of(full_code(code)) if code else EVERYWHERE
    except BadCode:
        return EVERYWHERE
