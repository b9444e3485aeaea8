"""What was granted to whom, and where they may do something today."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.holding import Held, area_of
from accounts.models import Grant
from accounts.policy import policy
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import communities, within


def in_force(day: date) -> Q:
    """True of grants that hold on ``day``, of users who have not been deactivated."""
    begun, not_over = Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return begun & not_over & Q(revoked_at__isnull=True, user__is_active=True)


def not_ended(day: date) -> Q:
    """True of grants that hold on ``day`` or will."""
    return Q(revoked_at__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def held_by(user: Any, *, day: date) -> tuple[Held, ...]:
    """What ``user`` holds at this moment, as the database says. Somebody unknown holds nothing."""
    if user is None or user.pk is None:
        return ()
    found = Grant.objects.filter(in_force(day), user=user.pk).order_by("pk")
    rows = found.values_list("role", "division__path", "valid_to")
    return tuple(Held(role, path or EVERYWHERE, until) for role, path, until in rows if role in policy().roles)


def scope_of(user: Any, right: str, *, day: date) -> AreaScope:
    """Where ``user`` has ``right``, however open reading is: settings.SCOPE_OF, for jobs and commands."""
    return area_of(policy().rights[right], held_by(user, day=day))


def grants_in(scope: AreaScope) -> QuerySet[Grant]:
    """Every grant in the scope, also those that are over or revoked. One for everywhere lies in no smaller scope."""
    rows = Grant.objects.select_related("user", "division", "granted_by", "revoked_by")
    return within(rows, scope, path="division__path").order_by("user__username", "-pk")


def opened_by(division: Division | None) -> int:
    """How many communities a grant there opens: counted in the register, because a "city" of the codes is often none (5002)."""
    return communities(AreaScope((division.path if division else EVERYWHERE,))).count()
