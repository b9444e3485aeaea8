"""Which delivery a page is about, for those who may stand at the front door."""

from django.http import Http404

from assessments.views.clerk import clerk
from communities.requests import ScopedRequest
from intake.models import Delivery
from intake.selectors import delivery

__all__ = ["clerk", "delivery_or_404"]


def delivery_or_404(request: ScopedRequest, key: int) -> Delivery:
    found = delivery(request.work_scope, key) if key < 2**31 else None
    if found is None:
        raise Http404
    return found
