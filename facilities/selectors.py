"""Reading facilities. Every selector takes the scope of who asks first."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Facility, Premises, ServedCommunity


def facilities(scope: AreaScope) -> QuerySet[Facility]:
    """Facilities that stand in the scope. One that no community was found for is seen only from everywhere."""
    found = Facility.objects.select_related("community", "source").defer("community__boundary")
    return within(found, scope, path="community__path").order_by("code")


def premises(scope: AreaScope) -> QuerySet[Premises]:
    """Premises that lie in the scope."""
    return within(Premises.objects.select_related("source"), scope, path="community__path").order_by("code")


def with_served(scope: AreaScope, found: QuerySet[Facility]) -> QuerySet[Facility]:
    """The communities of the scope that each facility serves, loaded with it."""
    served = within(ServedCommunity.objects.select_related("community"), scope, path="community__path")
    served = served.defer("community__boundary").order_by("community__code")
    return found.prefetch_related(Prefetch("served", served))


def is_open_on(day: date) -> Q:
    """Opened by ``day``, or nobody knows when, and not closed by then."""
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
    return opened & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))
