"""Which divisions a person may see today."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Mandate, User
from communities.scope import EVERYWHERE, AreaScope


def scope_of(user: User | AnonymousUser, *, day: date) -> AreaScope:
    """Everywhere where reading is open; else the divisions of the mandates in force. A stranger sees nothing."""
    return AreaScope.everywhere() if settings.OPEN_READING else work_scope_of(user, day=day)


def work_scope_of(user: User | AnonymousUser, *, day: date) -> AreaScope:
    """Where a person may start work: the divisions of the mandates in force, however open reading is."""
    if not user.is_authenticated:
        return AreaScope.nowhere()
    in_force = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    mandates = Mandate.objects.filter(in_force, user=user).select_related("division").order_by("pk")
    return AreaScope(tuple(m.division.path if m.division else EVERYWHERE for m in mandates))
