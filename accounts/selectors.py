"""Which divisions a person may see today."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Mandate, User
from communities.scope import EVERYWHERE, AreaScope


def scope_of(user: User | AnonymousUser, *, day: date) -> AreaScope:
    """Everywhere where reading is open; else the divisions of the mandates in force. A stranger sees nothing."""
    if settings.OPEN_READING:
        return AreaScope.everywhere()
    if not user.is_authenticated:
        return AreaScope.nowhere()
    return _scope_of_mandates(user, day)


def _scope_of_mandates(user: User, day: date) -> AreaScope:
    in_force = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    mandates = Mandate.objects.filter(in_force, user=user).select_related("division").order_by("pk")
    return AreaScope(tuple(m.division.path if m.division else EVERYWHERE for m in mandates))
